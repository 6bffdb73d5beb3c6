import { createRequire } from 'node:module';
import type koffiTypes from 'koffi';

/** A token of a PKCS#11 device (密码机, 智能密码钥匙, or softhsm2 in tests): where the library is, which token, and its PIN. */
export type TokenConfig = { readonly library: string; readonly token: string; readonly pin: string };

/** A key in the token: it works there and cannot be taken out. */
export type TokenKey = {
  /** AES-GCM with 256 bits; the additional data is bound in. The ciphertext ends with the tag of 16 bytes. */
  encrypt(iv: Uint8Array, plain: Uint8Array, additional: Uint8Array): Buffer;
  /** The plaintext; null where anything does not belong together. */
  decrypt(iv: Uint8Array, sealed: Uint8Array, additional: Uint8Array): Buffer | null;
};
export type TokenMac = (data: Uint8Array) => Buffer;
export type Token = { readonly aesKey: (label: string) => TokenKey; readonly macKey: (label: string) => TokenMac; readonly close: () => void };

/** The device refused. The code is that of PKCS#11 (CKR_…), never a secret. */
export class TokenRefused extends Error {
  readonly code: number;
  constructor(call: string, code: number) {
    super(`The cryptographic device refused ${call} (CKR 0x${code.toString(16)}).`);
    this.code = code;
  }
}

const [serialSession, readWrite, userPin] = [4, 2, 1];
const mechanism = { aesKeyGen: 0x1080, aesGcm: 0x1087, secretKeyGen: 0x350, sha256Hmac: 0x251 } as const;
const attribute = { class: 0, token: 1, private: 2, label: 3, keyType: 0x100, sensitive: 0x103, encrypt: 0x104, decrypt: 0x105, sign: 0x108, valueLength: 0x161, extractable: 0x162 } as const;
const [secretKey, aes, genericSecret] = [4n, 0x1fn, 0x10n];
const alreadyInitialized = 0x191;
const alreadyLoggedIn = 0x100;

type Koffi = typeof koffiTypes;

/** Opens the token and logs in. koffi is loaded only here: who has no device needs no native code. */
export function openToken({ library, token, pin }: TokenConfig): Token {
  const koffi = createRequire(import.meta.url)('koffi') as Koffi;
  const lib = koffi.load(library);
  const call = (name: string, parameters: string) => {
    const raw = lib.func(`ulong ${name}(${parameters})`) as (...given: unknown[]) => number;
    return (...given: unknown[]) => {
      const code = Number(raw(...given));
      if (code !== 0) throw new TokenRefused(name, code);
    };
  };
  const tolerate = (code: number, work: () => void) => {
    try {
      work();
    } catch (error) {
      if (!(error instanceof TokenRefused) || error.code !== code) throw error;
    }
  };
  const pointer = 'void *';
  const initialize = call('C_Initialize', pointer);
  const slotList = call('C_GetSlotList', `uint8_t present, ${pointer} list, ${pointer} count`);
  const tokenInfo = call('C_GetTokenInfo', `ulong slot, ${pointer} info`);
  const openSession = call('C_OpenSession', `ulong slot, ulong flags, ${pointer} app, ${pointer} notify, ${pointer} session`);
  const login = call('C_Login', `ulong session, ulong user, ${pointer} pin, ulong length`);
  const closeSession = call('C_CloseSession', 'ulong session');
  const findInit = call('C_FindObjectsInit', `ulong session, ${pointer} template, ulong count`);
  const find = call('C_FindObjects', `ulong session, ${pointer} object, ulong most, ${pointer} count`);
  const findFinal = call('C_FindObjectsFinal', 'ulong session');
  const generate = call('C_GenerateKey', `ulong session, ${pointer} mechanism, ${pointer} template, ulong count, ${pointer} key`);
  const encryptInit = call('C_EncryptInit', `ulong session, ${pointer} mechanism, ulong key`);
  const encrypt = call('C_Encrypt', `ulong session, ${pointer} data, ulong length, ${pointer} out, ${pointer} outLength`);
  const decryptInit = call('C_DecryptInit', `ulong session, ${pointer} mechanism, ulong key`);
  const decrypt = call('C_Decrypt', `ulong session, ${pointer} data, ulong length, ${pointer} out, ${pointer} outLength`);
  const signInit = call('C_SignInit', `ulong session, ${pointer} mechanism, ulong key`);
  const sign = call('C_Sign', `ulong session, ${pointer} data, ulong length, ${pointer} out, ${pointer} outLength`);

  /** What is pointed to must live until the call has returned: it is held until the next one begins. */
  let held: Uint8Array[] = [];
  const address = (bytes: Uint8Array): bigint => {
    held.push(bytes);
    return BigInt(koffi.address(bytes));
  };
  const number = (value: bigint) => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(value);
    return bytes;
  };
  const mechanismOf = (type: number, parameter: Uint8Array | null = null) => {
    const block = Buffer.alloc(24);
    block.writeBigUInt64LE(BigInt(type), 0);
    block.writeBigUInt64LE(parameter ? address(parameter) : 0n, 8);
    block.writeBigUInt64LE(BigInt(parameter?.length ?? 0), 16);
    return block;
  };
  const gcm = (iv: Uint8Array, additional: Uint8Array) => {
    const block = Buffer.alloc(48);
    [address(iv), BigInt(iv.length), BigInt(iv.length * 8), additional.length > 0 ? address(additional) : 0n, BigInt(additional.length), 128n].forEach((value, i) => block.writeBigUInt64LE(value, i * 8));
    return block;
  };
  const template = (entries: readonly (readonly [number, Uint8Array])[]) => {
    const block = Buffer.alloc(entries.length * 24);
    entries.forEach(([type, value], i) => {
      block.writeBigUInt64LE(BigInt(type), i * 24);
      block.writeBigUInt64LE(address(value), i * 24 + 8);
      block.writeBigUInt64LE(BigInt(value.length), i * 24 + 16);
    });
    return block;
  };
  const yes = Buffer.from([1]);
  const no = Buffer.from([0]);

  tolerate(alreadyInitialized, () => initialize(null));
  const slot = findSlot();
  const handle = Buffer.alloc(8);
  openSession(slot, serialSession | readWrite, null, null, handle);
  const session = handle.readBigUInt64LE();
  const secret = Buffer.from(pin, 'utf8');
  tolerate(alreadyLoggedIn, () => login(session, userPin, secret, secret.length));

  function findSlot(): bigint {
    const count = Buffer.alloc(8);
    slotList(1, null, count);
    const list = Buffer.alloc(8 * Number(count.readBigUInt64LE()));
    slotList(1, list, count);
    for (let i = 0; i < list.length; i += 8) {
      const info = Buffer.alloc(256);
      tokenInfo(list.readBigUInt64LE(i), info);
      if (info.subarray(0, 32).toString('utf8').trimEnd() === token) return list.readBigUInt64LE(i);
    }
    throw new Error(`密码设备中没有名为“${token}”的令牌。 The device has no token called “${token}”.`);
  }

  /** The key with this label, made in the token the first time. It is sensitive and cannot be extracted. */
  function keyNamed(label: string, type: bigint, made: number, uses: readonly (readonly [number, Uint8Array])[]): bigint {
    const [name, kind, whole] = [Buffer.from(label, 'utf8'), number(type), number(secretKey)];
    const wanted = [[attribute.class, whole], [attribute.keyType, kind], [attribute.label, name]] as const;
    const asked = template(wanted);
    const [object, count] = [Buffer.alloc(8), Buffer.alloc(8)];
    findInit(session, asked, wanted.length);
    find(session, object, 1, count);
    findFinal(session);
    if (count.readBigUInt64LE() > 0n) return object.readBigUInt64LE();
    const size = number(32n);
    const all = [...wanted, [attribute.token, yes], [attribute.private, yes], [attribute.sensitive, yes], [attribute.extractable, no], [attribute.valueLength, size], ...uses] as const;
    const [how, description] = [mechanismOf(made), template(all)];
    generate(session, how, description, all.length, object);
    return object.readBigUInt64LE();
  }

  return {
    aesKey: (label) => {
      const key = keyNamed(label, aes, mechanism.aesKeyGen, [[attribute.encrypt, yes], [attribute.decrypt, yes]]);
      return {
        encrypt: (iv, plain, additional) => {
          held = [];
          const parameter = gcm(iv, additional);
          encryptInit(session, mechanismOf(mechanism.aesGcm, parameter), key);
          const [out, length] = [Buffer.alloc(plain.length + 16), number(BigInt(plain.length + 16))];
          encrypt(session, pointable(plain), plain.length, out, length);
          return out.subarray(0, Number(length.readBigUInt64LE()));
        },
        decrypt: (iv, sealed, additional) => {
          held = [];
          const parameter = gcm(iv, additional);
          decryptInit(session, mechanismOf(mechanism.aesGcm, parameter), key);
          const [out, length] = [Buffer.alloc(sealed.length), number(BigInt(sealed.length))];
          try {
            decrypt(session, sealed, sealed.length, out, length);
          } catch (error) {
            if (error instanceof TokenRefused) return null;
            throw error;
          }
          return out.subarray(0, Number(length.readBigUInt64LE()));
        },
      };
    },
    macKey: (label) => {
      const key = keyNamed(label, genericSecret, mechanism.secretKeyGen, [[attribute.sign, yes]]);
      return (data) => {
        held = [];
        signInit(session, mechanismOf(mechanism.sha256Hmac), key);
        const [out, length] = [Buffer.alloc(32), number(32n)];
        sign(session, pointable(data), data.length, out, length);
        return out;
      };
    },
    close: () => closeSession(session),
  };
}

/** No bytes have no address, and a device refuses one that is null. */
const pointable = (bytes: Uint8Array): Uint8Array => (bytes.length === 0 ? Buffer.alloc(1) : bytes);
