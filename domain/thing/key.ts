import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new device key: 256 random bits as text. It is shown once. */
export const newDeviceKey = (): string => randomBytes(32).toString('base64url');

/** What is kept of a key. */
export const hashOfKey = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Whether a key is the one kept, in a time that tells nothing. */
export function isKey(given: string, hash: string): boolean {
  const left = Buffer.from(hashOfKey(given), 'hex');
  const right = Buffer.from(hash, 'hex');
  return left.length === right.length && timingSafeEqual(left, right);
}
