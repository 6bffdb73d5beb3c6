import type { Sm2PublicKey } from './sm2-keys.ts';

/**
 * All that the platform asks of a cryptographic module. Keys are named and never handed out, answers may take a moment:
 * a certified device (密码机, 智能密码钥匙) takes the place of the software by fulfilling this.
 */
export type CryptoModule = {
  readonly name: string;
  /** Number of its product certificate (商用密码产品认证); null for software, which has none. */
  readonly certificate: string | null;
  /** The signing key of that name; made on first use. */
  signer(keyName: string): Promise<Signer>;
  /** The key of that name that keeps values secret at rest; made on first use. */
  sealer(keyName: string): Promise<Sealer>;
};

/** Signs with SM2 and SM3 under the usual signer id. */
export type Signer = {
  readonly publicKey: Sm2PublicKey;
  /** DER signature over the message. */
  sign(message: Uint8Array): Promise<Buffer>;
};

/** Keeps single values secret. The context (such as `person.name`) binds a value to its place: moved elsewhere it does not open. */
export type Sealer = {
  seal(text: string, context: string): Promise<Buffer>;
  /** The text again. Throws SealBroken where value, context and key do not belong together. */
  open(sealed: Uint8Array, context: string): Promise<string>;
  /** A blind index, 16 bytes: equal texts of one context give equal bytes, from which the text cannot be found. */
  index(text: string, context: string): Promise<Buffer>;
};

/** A sealed value was changed, moved, or sealed under another key. Never a user's fault. */
export class SealBroken extends Error {
  constructor(context: string) {
    super(`A sealed value of ${context} does not open: it was changed, moved, or sealed under another key.`);
  }
}
