import { randomBytes } from 'node:crypto';
import { SealBroken, type CryptoModule, type Sealer } from '../module.ts';
import { openToken, type Token, type TokenConfig } from './token.ts';

/** A value sealed in the device: format 3, 12 bytes of initial value, ciphertext with its tag. */
const format = 3;

/**
 * The module with its sealing keys in a PKCS#11 device: the key that wraps the data keys never leaves it. What is wrapped are SM4
 * data keys; the wrapping itself is AES-256-GCM, which every such device has (softhsm2 knows no SM4). Signing stays with the module
 * given: PKCS#11 has no standard mechanism for SM2, a vendor's own is added here when one is bought.
 */
export function pkcs11Module(config: TokenConfig, signing: CryptoModule): CryptoModule & { readonly close: () => void } {
  const token = openToken(config);
  const sealers = new Map<string, Sealer>();
  return {
    name: 'pkcs11',
    certificate: null,
    signer: (name) => signing.signer(name),
    sealer: async (name) => {
      if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(name)) throw new RangeError(`“${name}” is no key name; use letters, digits and hyphens.`);
      const known = sealers.get(name) ?? sealerIn(token, name);
      sealers.set(name, known);
      return known;
    },
    close: () => token.close(),
  };
}

function sealerIn(token: Token, name: string): Sealer {
  const key = token.aesKey(`yiwang.${name}.seal`);
  const mac = token.macKey(`yiwang.${name}.index`);
  return {
    seal: async (text, context) => {
      const iv = randomBytes(12);
      return Buffer.concat([Buffer.from([format]), iv, key.encrypt(iv, Buffer.from(text, 'utf8'), Buffer.from(context, 'utf8'))]);
    },
    open: async (sealed, context) => {
      const text = sealed[0] === format && sealed.length >= 29 ? key.decrypt(sealed.subarray(1, 13), sealed.subarray(13), Buffer.from(context, 'utf8')) : null;
      if (text === null) throw new SealBroken(context);
      return text.toString('utf8');
    },
    index: async (text, context) => mac(Buffer.from(`${context}\0${text}`, 'utf8')).subarray(0, 16),
  };
}
