import { createCipheriv } from 'node:crypto';
import { ghash, hashKey, type HashKey } from './ghash.ts';
import { sameBytes } from './sm3.ts';

/** A 128-bit SM4 key made ready for use; keep it instead of the bytes where many small values are sealed. */
export interface Sm4Key {
  readonly bytes: Buffer;
  readonly hash: HashKey;
}

/** Prepares a key of 16 bytes. Throws a RangeError for any other length. Source: GB/T 32907. */
export function sm4Key(bytes: Uint8Array): Sm4Key {
  if (bytes.length !== 16) throw new RangeError(`An SM4 key has 16 bytes, not ${bytes.length}.`);
  const block = createCipheriv('sm4-ecb', bytes, null).setAutoPadding(false);
  return { bytes: Buffer.from(bytes), hash: hashKey(block.update(new Uint8Array(16))) };
}

/** SM4 in counter mode: the same call encrypts and decrypts. `counter` is the first counter block, 16 bytes. */
export function sm4Ctr(key: Sm4Key, counter: Uint8Array, data: Uint8Array): Buffer {
  return createCipheriv('sm4-ctr', key.bytes, counter).update(data);
}

export interface Sealed {
  readonly ciphertext: Buffer;
  /** Authentication tag, 16 bytes. */
  readonly tag: Buffer;
}

/**
 * SM4-GCM of RFC 8998. The runtime's OpenSSL lists no SM4-GCM, so it runs the cipher in counter mode and `ghash` adds the tag.
 * `iv` has 12 bytes and must never repeat under one key; with random ones, change the key before 2^32 values.
 */
export function sm4GcmEncrypt(key: Sm4Key, iv: Uint8Array, plaintext: Uint8Array, additional: Uint8Array = new Uint8Array(0)): Sealed {
  const { mask, body } = countFrom(key, iv, plaintext);
  return { ciphertext: body, tag: masked(ghash(key.hash, additional, body), mask) };
}

/** The plaintext, or undefined where key, iv, additional data, ciphertext and tag do not belong together. */
export function sm4GcmDecrypt(
  key: Sm4Key,
  iv: Uint8Array,
  { ciphertext, tag }: { ciphertext: Uint8Array; tag: Uint8Array },
  additional: Uint8Array = new Uint8Array(0),
): Buffer | undefined {
  const { mask, body } = countFrom(key, iv, ciphertext);
  return sameBytes(masked(ghash(key.hash, additional, ciphertext), mask), tag) ? body : undefined;
}

/** One run of the counter: its first block hides the tag, the blocks after it the data. */
function countFrom(key: Sm4Key, iv: Uint8Array, data: Uint8Array): { mask: Buffer; body: Buffer } {
  if (iv.length !== 12) throw new RangeError(`An SM4-GCM initial value has 12 bytes, not ${iv.length}.`);
  const counter = Buffer.alloc(16);
  counter.set(iv);
  counter[15] = 1;
  const stream = sm4Ctr(key, counter, Buffer.concat([Buffer.alloc(16), data]));
  return { mask: stream.subarray(0, 16), body: stream.subarray(16) };
}

function masked(hash: Buffer, mask: Uint8Array): Buffer {
  for (let i = 0; i < 16; i++) hash[i] = hash[i]! ^ mask[i]!;
  return hash;
}
