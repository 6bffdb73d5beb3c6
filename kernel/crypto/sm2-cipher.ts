import { numberTo, readDerSequence, writeDerSequence } from './der.ts';
import { randomScalar, Sm2Points, type Sm2Point } from './sm2-curve.ts';
import { scalarOf, sm2PublicKey, type Sm2PrivateKey, type Sm2PublicKey } from './sm2-keys.ts';
import { sameBytes, sm3Of } from './sm3.ts';

/**
 * Encrypts a short secret (a data key, a password) for the holder of the key: DER SEQUENCE { x, y, hash, cipher }, order C1 C3 C2.
 * The plaintext must not be empty. Source: GB/T 32918.4, GM/T 0009.
 */
export function sm2Encrypt(key: Sm2PublicKey, plaintext: Uint8Array): Buffer {
  if (plaintext.length === 0) throw new RangeError('SM2 encrypts at least one byte.');
  for (;;) {
    const parts = encryptWith(key, plaintext, randomScalar());
    if (parts) return writeDerSequence([parts.x, parts.y, parts.hash, parts.cipher]);
  }
}

/** The plaintext, or undefined where the ciphertext is malformed, changed, or meant for another key. */
export function sm2Decrypt(key: Sm2PrivateKey, ciphertext: Uint8Array): Buffer | undefined {
  const [x, y, hash, cipher, ...rest] = readDerSequence(ciphertext) ?? [];
  if (typeof x !== 'bigint' || typeof y !== 'bigint' || rest.length > 0) return undefined;
  if (!(hash instanceof Uint8Array) || !(cipher instanceof Uint8Array) || cipher.length === 0) return undefined;
  const start = pointAt(x, y);
  if (!start) return undefined;
  const shared = coordinates(start.multiply(scalarOf(key)));
  const plaintext = combined(cipher, keyStream(shared, cipher.length));
  return sameBytes(check(shared, plaintext), hash) ? plaintext : undefined;
}

/** One encryption with the one-time number k; undefined where the key stream is all zero. Only for published vectors is k chosen. */
export function encryptWith(key: Sm2PublicKey, plaintext: Uint8Array, k: bigint): { x: bigint; y: bigint; hash: Buffer; cipher: Buffer } | undefined {
  const shared = coordinates(key.point.multiply(k));
  const stream = keyStream(shared, plaintext.length);
  if (stream.every((byte) => byte === 0)) return undefined;
  return { ...Sm2Points.BASE.multiply(k).toAffine(), hash: check(shared, plaintext), cipher: combined(plaintext, stream) };
}

interface Shared {
  readonly x: Buffer;
  readonly y: Buffer;
}

function coordinates(point: Sm2Point): Shared {
  const { x, y } = point.toAffine();
  return { x: numberTo(x, 32), y: numberTo(y, 32) };
}

/** A received point is used only when it lies on the curve: others would leak the key piece by piece. */
function pointAt(x: bigint, y: bigint): Sm2Point | undefined {
  try {
    return sm2PublicKey(Buffer.concat([Buffer.from([4]), numberTo(x, 32), numberTo(y, 32)])).point;
  } catch (fault) {
    if (fault instanceof RangeError) return undefined;
    throw fault;
  }
}

/** The standard's key derivation: SM3(x‖y‖1)‖SM3(x‖y‖2)‖… cut to length. */
function keyStream({ x, y }: Shared, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) => sm3Of(x, y, numberTo(BigInt(i + 1), 4)));
  return Buffer.concat(blocks).subarray(0, length);
}

function check({ x, y }: Shared, plaintext: Uint8Array): Buffer {
  return sm3Of(x, plaintext, y);
}

function combined(left: Uint8Array, right: Uint8Array): Buffer {
  return Buffer.from(left.map((byte, i) => byte ^ right[i]!));
}
