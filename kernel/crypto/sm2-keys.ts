import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { numberFrom, numberTo } from './der.ts';
import { order, randomScalar, Sm2Points, type Sm2Point } from './sm2-curve.ts';
import { sm3Of } from './sm3.ts';

/** A checked point of the curve; `bytes` is 04‖X‖Y, 65 bytes. */
export interface Sm2PublicKey {
  readonly bytes: Buffer;
  readonly point: Sm2Point;
}

/** A signing key. Its number is kept apart so that no log, trace or JSON can show it. */
export interface Sm2PrivateKey {
  readonly publicKey: Sm2PublicKey;
}

const secrets = new WeakMap<Sm2PrivateKey, bigint>();

/** AlgorithmIdentifier { ecPublicKey, sm2p256v1 }. */
const algorithm = '301306072a8648ce3d020106082a811ccf5501822d';
const publicPrefix = Buffer.from(`3059${algorithm}034200`, 'hex');
const privatePrefix = Buffer.from(`308187020100${algorithm}046d306b0201010420`, 'hex');
const publicPartPrefix = Buffer.from('a144034200', 'hex');

/** A new key from the runtime's secure random source. */
export function generateSm2Key(): Sm2PrivateKey {
  for (;;) {
    const scalar = randomScalar();
    if (scalar < order - 1n) return sm2PrivateKey(scalar);
  }
}

/** The key with the given number, 1 to n−2. Throws a RangeError outside of it. */
export function sm2PrivateKey(scalar: bigint): Sm2PrivateKey {
  if (scalar < 1n || scalar > order - 2n) throw new RangeError('An SM2 private key lies between 1 and n−2.');
  const key: Sm2PrivateKey = Object.freeze({ publicKey: publicKeyAt(Sm2Points.BASE.multiply(scalar)) });
  secrets.set(key, scalar);
  return key;
}

/** The number of a private key, for the algorithms of this folder alone. */
export function scalarOf(key: Sm2PrivateKey): bigint {
  const scalar = secrets.get(key);
  if (scalar === undefined) throw new TypeError('This object is no SM2 private key of this process.');
  return scalar;
}

/** A public key from 04‖X‖Y or its compressed form. Throws a RangeError where the bytes are no point of the curve. */
export function sm2PublicKey(bytes: Uint8Array): Sm2PublicKey {
  try {
    const point = Sm2Points.fromBytes(Uint8Array.from(bytes));
    point.assertValidity();
    return publicKeyAt(point);
  } catch (cause) {
    throw new RangeError('These bytes are no point of the SM2 curve.', { cause });
  }
}

/** Reads a private key in PEM (PKCS#8 or SEC 1, also encrypted). Throws a RangeError where it is none of SM2. */
export function sm2PrivateKeyFromPem(pem: string, passphrase?: string): Sm2PrivateKey {
  const read = () => createPrivateKey(passphrase === undefined ? pem : { key: pem, passphrase });
  const der = exported(read, (key) => key.export({ type: 'pkcs8', format: 'der' }));
  const at = der.indexOf(Buffer.from('0201010420', 'hex'));
  if (at < 0 || !der.includes(algorithm, 0, 'hex')) throw new RangeError('The PEM text holds no SM2 private key.');
  return sm2PrivateKey(numberFrom(der.subarray(at + 5, at + 37)));
}

/** The private key as unencrypted PKCS#8 PEM, as OpenSSL writes it. Keep the text as safe as the key. */
export function sm2PrivateKeyToPem(key: Sm2PrivateKey): string {
  return pem('PRIVATE KEY', Buffer.concat([privatePrefix, numberTo(scalarOf(key), 32), publicPartPrefix, key.publicKey.bytes]));
}

/** Reads a public key in PEM (SPKI, or the key of a certificate). Throws a RangeError where it is none of SM2. */
export function sm2PublicKeyFromPem(text: string): Sm2PublicKey {
  const der = exported(
    () => createPublicKey(text),
    (key) => key.export({ type: 'spki', format: 'der' }),
  );
  const at = der.indexOf(algorithm, 0, 'hex');
  if (at < 0) throw new RangeError('The PEM text holds no SM2 public key.');
  return sm2PublicKey(der.subarray(at + algorithm.length / 2 + 3));
}

/** The public key as SPKI PEM, as OpenSSL writes it. */
export function sm2PublicKeyToPem(key: Sm2PublicKey): string {
  return pem('PUBLIC KEY', Buffer.concat([publicPrefix, key.bytes]));
}

/** The fingerprint by which people compare keys: SM3 over the DER form of the key, 64 hexadecimal digits, as OpenSSL computes it. */
export function sm2Fingerprint(key: Sm2PublicKey): string {
  return sm3Of(publicPrefix, key.bytes).toString('hex');
}

function publicKeyAt(point: Sm2Point): Sm2PublicKey {
  return Object.freeze({ bytes: Buffer.from(point.toBytes(false)), point });
}

/** OpenSSL knows every outer form of a key; a failure of its reader is only a wrong text to us. */
function exported(read: () => KeyObject, write: (key: KeyObject) => Buffer): Buffer {
  try {
    return write(read());
  } catch (cause) {
    throw new RangeError('The PEM text holds no readable key, or the passphrase is wrong.', { cause });
  }
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
