import { deriveKey, hmacKey, hmacSm3, type HmacKey } from '../crypto/sm3.ts';
import { freshIv, sm4GcmDecrypt, sm4GcmEncrypt, sm4Key, type Sm4Key } from '../crypto/sm4.ts';

/** What a sealed value begins with: the format, then the version of its key in four bytes. */
const format = 2;
const headLength = 5;
const ivLength = 12;
const tagLength = 16;
export const overhead = headLength + ivLength + tagLength;

/** SM4-GCM (RFC 8998) for many small values. Random initial values: change the key before 2^32 values. */
export class FieldCipher {
  readonly version: number;
  readonly #key: Sm4Key;
  readonly #head: Buffer;

  /** `secret` has 32 bytes or more; the cipher's own key is drawn from it. */
  constructor(version: number, secret: Uint8Array) {
    this.version = version;
    this.#key = sm4Key(deriveKey(secret, 'field', 16));
    this.#head = Buffer.alloc(headLength);
    this.#head[0] = format;
    this.#head.writeUInt32BE(version, 1);
  }

  /** Header, initial value, ciphertext, tag. The context is bound in: moved elsewhere the value does not open. */
  seal(text: string, context: string): Buffer {
    const iv = freshIv();
    const { ciphertext, tag } = sm4GcmEncrypt(this.#key, iv, Buffer.from(text, 'utf8'), bound(this.#head, context));
    return Buffer.concat([this.#head, iv, ciphertext, tag]);
  }

  /** The text again; null where value, key and context do not belong together. */
  open(sealed: Uint8Array, context: string): string | null {
    if (sealed.length < overhead || sealed[0] !== format) return null;
    const parts = { ciphertext: sealed.subarray(headLength + ivLength, sealed.length - tagLength), tag: sealed.subarray(sealed.length - tagLength) };
    const text = sm4GcmDecrypt(this.#key, sealed.subarray(headLength, headLength + ivLength), parts, bound(sealed.subarray(0, headLength), context));
    return text === undefined ? null : text.toString('utf8');
  }
}

/** The header is authenticated too, so that no value claims another key. */
const bound = (head: Uint8Array, context: string) => Buffer.concat([head, Buffer.from(context, 'utf8')]);

/** The version of the key a value is sealed with; null when it is no sealed value of ours. */
export const versionOf = (sealed: Uint8Array): number | null =>
  sealed.length >= overhead && sealed[0] === format ? Buffer.from(sealed.buffer, sealed.byteOffset, 5).readUInt32BE(1) : null;

/** A blind index: HMAC with SM3, cut to 16 bytes. Equal texts of one context give equal bytes, from which no text can be found without the key. */
export class BlindIndex {
  readonly #key: HmacKey;

  constructor(secret: Uint8Array) {
    this.#key = hmacKey(deriveKey(secret, 'blind-index', 32));
  }

  of(text: string, context: string): Buffer {
    return hmacSm3(this.#key, `${context}\0${text}`).subarray(0, 16);
  }
}
