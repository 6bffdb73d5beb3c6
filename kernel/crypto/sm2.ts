import { numberFrom, numberTo, readDerSequence, writeDerSequence } from './der.ts';
import { curveBytes, invertSecret, modOrder, order, randomScalar, Sm2Points, type Sm2Point } from './sm2-curve.ts';
import { scalarOf, type Sm2PrivateKey, type Sm2PublicKey } from './sm2-keys.ts';
import { sm3Of } from './sm3.ts';

/** The signer id that GM/T 0009 tells everyone to use who has agreed on none. */
export const usualSignerId = '1234567812345678';

/** `der`: SEQUENCE { r, s } as in certificates and OpenSSL; `raw`: r‖s, 64 bytes. */
export type SignatureForm = 'der' | 'raw';

export interface SignatureOptions {
  readonly signerId?: string;
  readonly form?: SignatureForm;
}

/** Signs the message (not its digest) with SM2 and SM3; DER and the usual signer id unless told otherwise. Source: GB/T 32918.2. */
export function sm2Sign(key: Sm2PrivateKey, message: Uint8Array, { signerId = usualSignerId, form = 'der' }: SignatureOptions = {}): Buffer {
  const digest = messageDigest(key.publicKey, message, signerId);
  for (;;) {
    const signature = signDigest(scalarOf(key), digest, randomScalar());
    if (signature) return encode(signature, form);
  }
}

/** Whether the signature is the key holder's over this message. Malformed and out-of-range signatures are false, never thrown. */
export function sm2Verify(
  key: Sm2PublicKey,
  message: Uint8Array,
  signature: Uint8Array,
  { signerId = usualSignerId, form = 'der' }: SignatureOptions = {},
): boolean {
  const parts = decode(signature, form);
  if (!parts) return false;
  const { r, s } = parts;
  const t = modOrder(r + s);
  if (t === 0n) return false;
  const sum = sumOf(s, key, t);
  if (sum.is0()) return false;
  return modOrder(messageDigest(key, message, signerId) + sum.toAffine().x) === r;
}

/** The signer's hash Z over id, curve and public key. Source: GB/T 32918.2. */
export function signerHash(key: Sm2PublicKey, signerId: string): Buffer {
  const id = Buffer.from(signerId, 'utf8');
  if (id.length > 8191) throw new RangeError('A signer id has at most 8191 bytes.');
  return sm3Of(numberTo(BigInt(id.length * 8), 2), id, curveBytes, key.bytes.subarray(1));
}

/** The number e = SM3(Z‖M) that is really signed. */
export function messageDigest(key: Sm2PublicKey, message: Uint8Array, signerId: string): bigint {
  return numberFrom(sm3Of(signerHash(key, signerId), message));
}

/** One attempt with the one-time number k; undefined in the rare cases where the standard asks for another. Only for published vectors is k chosen. */
export function signDigest(secret: bigint, digest: bigint, k: bigint): { r: bigint; s: bigint } | undefined {
  const r = modOrder(digest + Sm2Points.BASE.multiply(k).toAffine().x);
  if (r === 0n || r + k === order) return undefined;
  const s = modOrder(invertSecret(1n + secret) * modOrder(k - r * secret));
  return s === 0n ? undefined : { r, s };
}

function encode({ r, s }: { r: bigint; s: bigint }, form: SignatureForm): Buffer {
  return form === 'der' ? writeDerSequence([r, s]) : Buffer.concat([numberTo(r, 32), numberTo(s, 32)]);
}

function decode(signature: Uint8Array, form: SignatureForm): { r: bigint; s: bigint } | undefined {
  const [r, s, ...rest] = form === 'der' ? (readDerSequence(signature) ?? []) : halves(signature);
  if (typeof r !== 'bigint' || typeof s !== 'bigint' || rest.length > 0) return undefined;
  const inRange = r > 0n && r < order && s > 0n && s < order;
  return inRange ? { r, s } : undefined;
}

function halves(signature: Uint8Array): bigint[] {
  return signature.length === 64 ? [numberFrom(signature.subarray(0, 32)), numberFrom(signature.subarray(32))] : [];
}

/**
 * s·G + t·P. A city checks most signatures against the few keys of its own organs: a key met again and again gets a table
 * of multiples (some tens of milliseconds once), and each later check takes a quarter of the time.
 */
function sumOf(s: bigint, key: Sm2PublicKey, t: bigint): Sm2Point {
  const known = familiar(key);
  return known ? Sm2Points.BASE.multiplyUnsafe(s).add(known.multiplyUnsafe(t)) : Sm2Points.BASE.mulAddUnsafe(s, key.point, t);
}

const meetings = new Map<string, { count: number; table?: Sm2Point }>();
const [worthATable, keysRemembered] = [24, 32];

function familiar(key: Sm2PublicKey): Sm2Point | undefined {
  const name = key.bytes.toString('latin1');
  const met = meetings.get(name) ?? { count: 0 };
  met.count++;
  if (met.count === worthATable) met.table = Sm2Points.fromAffine(key.point.toAffine()).precompute(6);
  meetings.delete(name);
  meetings.set(name, met);
  const [oldest] = meetings.keys();
  if (meetings.size > keysRemembered && oldest !== undefined) meetings.delete(oldest);
  return met.table;
}
