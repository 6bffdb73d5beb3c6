import { createCipheriv, randomFillSync, type Cipheriv } from 'node:crypto';
import { ghash, hashKey, type HashKey } from './ghash.ts';
import { sameBytes } from './sm3.ts';

/** A 128-bit SM4 key made ready for use; keep it instead of the bytes where many small values are sealed. */
export interface Sm4Key {
  readonly bytes: Buffer;
  /** The cipher over single blocks, set up once. */
  readonly blocks: Cipheriv;
  readonly hash: HashKey;
}

/** Prepares a key of 16 bytes. Throws a RangeError for any other length. Source: GB/T 32907. */
export function sm4Key(bytes: Uint8Array): Sm4Key {
  if (bytes.length !== 16) throw new RangeError(`An SM4 key has 16 bytes, not ${bytes.length}.`);
  const blocks = createCipheriv('sm4-ecb', bytes, null).setAutoPadding(false);
  return { bytes: Buffer.from(bytes), blocks, hash: hashKey(blocks.update(new Uint8Array(16))) };
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

/** Longer texts than this are worth setting up a cipher of their own, which takes the runtime's OpenSSL some 30 µs. */
const small = 2048;

/** One run of the counter: its first block hides the tag, the blocks after it the data. */
function countFrom(key: Sm4Key, iv: Uint8Array, data: Uint8Array): { mask: Uint8Array; body: Buffer } {
  if (iv.length !== ivLength) throw new RangeError(`An SM4-GCM initial value has 12 bytes, not ${iv.length}.`);
  if (data.length <= small) {
    const stream = counterStream(key, iv, 1 + Math.ceil(data.length / 16));
    const body = Buffer.allocUnsafe(data.length);
    for (let i = 0; i < data.length; i++) body[i] = data[i]! ^ stream[16 + i]!;
    return { mask: stream.subarray(0, 16), body };
  }
  const counter = Buffer.alloc(16);
  counter.set(iv);
  counter[15] = 1;
  const stream = sm4Ctr(key, counter, Buffer.concat([Buffer.alloc(16), data]));
  return { mask: stream.subarray(0, 16), body: stream.subarray(16) };
}

/** Counter blocks from 1 on through the cipher that is set up already: that is what counter mode means. */
function counterStream(key: Sm4Key, iv: Uint8Array, blocks: number): Buffer {
  const counters = Buffer.allocUnsafe(blocks * 16);
  for (let block = 0; block < blocks; block++) {
    counters.set(iv, block * 16);
    counters.writeUInt32BE(block + 1, block * 16 + ivLength);
  }
  return key.blocks.update(counters);
}

const ivLength = 12;
const pool = Buffer.alloc(ivLength * 1024);
let taken = pool.length;

/** A random initial value, 12 bytes, good until the next thousand are asked for. Asking the system for each costs more than sealing. */
export function freshIv(): Buffer {
  if (taken === pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  return pool.subarray(taken, (taken += ivLength));
}

function masked(hash: Buffer, mask: Uint8Array): Buffer {
  for (let i = 0; i < 16; i++) hash[i] = hash[i]! ^ mask[i]!;
  return hash;
}
