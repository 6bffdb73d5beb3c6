import { createHash, createHmac, hkdfSync, pbkdf2Sync, timingSafeEqual } from 'node:crypto';

/** SM3 digest of the data, 32 bytes. Text is taken as UTF-8. Source: GB/T 32905. */
export function sm3(data: Uint8Array | string): Buffer {
  return createHash('sm3').update(data).digest();
}

/** SM3 digest of several parts as if they stood in one row, 32 bytes. */
export function sm3Of(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sm3');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** HMAC with SM3, 32 bytes. Text is taken as UTF-8. */
export function hmacSm3(key: Uint8Array | string, data: Uint8Array | string): Buffer {
  return createHmac('sm3', key).update(data).digest();
}

/** A key stretched from a password by PBKDF2 with HMAC-SM3, `length` bytes. */
export function stretchPassword(password: string, salt: Uint8Array | string, iterations: number, length: number): Buffer {
  return pbkdf2Sync(password, salt, iterations, length, 'sm3');
}

/** A key for one purpose drawn from a master key by HKDF with SM3; other purposes give unrelated keys. */
export function deriveKey(master: Uint8Array, purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sm3', master, new Uint8Array(0), purpose, length));
}

/** Whether two secrets are equal, compared in time that does not depend on where they differ. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
