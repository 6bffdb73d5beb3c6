import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SealBroken, type CryptoModule, type Sealer, type Signer } from './module.ts';
import { sm2Sign } from './sm2.ts';
import { generateSm2Key, sm2PrivateKeyFromPem, sm2PrivateKeyToPem } from './sm2-keys.ts';
import { deriveKey, hmacKey, hmacSm3 } from './sm3.ts';
import { freshIv, sm4GcmDecrypt, sm4GcmEncrypt, sm4Key } from './sm4.ts';

/**
 * The module in software: keys are files only their owner may read. Right for trying out and for tests of the whole;
 * a city in service puts a certified device here (GB/T 39786, level 3).
 */
export function softwareModule(folder: string): CryptoModule {
  const signers = new Map<string, Promise<Signer>>();
  const sealers = new Map<string, Promise<Sealer>>();
  return {
    name: 'software',
    certificate: null,
    signer: (name) => once(signers, name, async () => signerWith(await keyFile(folder, `${name}.sign.pem`, () => sm2PrivateKeyToPem(generateSm2Key())))),
    sealer: (name) => once(sealers, name, async () => sealerWith(Buffer.from(await keyFile(folder, `${name}.seal.hex`, () => randomBytes(32).toString('hex')), 'hex'))),
  };
}

function signerWith(pem: string): Signer {
  const key = sm2PrivateKeyFromPem(pem);
  return { publicKey: key.publicKey, sign: async (message) => sm2Sign(key, message) };
}

/** A sealed value is: format 1, 12 bytes of initial value, ciphertext, 16 bytes of tag. */
const format = 1;

/** Seals under keys drawn from one master key, so that the index key never meets the cipher. */
export function sealerWith(master: Uint8Array): Sealer {
  const key = sm4Key(deriveKey(master, 'seal', 16));
  const indexKey = hmacKey(deriveKey(master, 'index', 32));
  return {
    seal: async (text, context) => {
      const iv = freshIv();
      const { ciphertext, tag } = sm4GcmEncrypt(key, iv, Buffer.from(text, 'utf8'), Buffer.from(context, 'utf8'));
      return Buffer.concat([Buffer.from([format]), iv, ciphertext, tag]);
    },
    open: async (sealed, context) => {
      if (sealed[0] !== format || sealed.length < 29) throw new SealBroken(context);
      const parts = { ciphertext: sealed.subarray(13, -16), tag: sealed.subarray(-16) };
      const text = sm4GcmDecrypt(key, sealed.subarray(1, 13), parts, Buffer.from(context, 'utf8'));
      if (!text) throw new SealBroken(context);
      return text.toString('utf8');
    },
    index: async (text, context) => hmacSm3(indexKey, `${context}\0${text}`).subarray(0, 16),
  };
}

function once<T>(known: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> {
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(name)) throw new RangeError(`“${name}” is no key name; use letters, digits and hyphens.`);
  const made = known.get(name) ?? make();
  known.set(name, made);
  made.catch(() => known.delete(name));
  return made;
}

/** Reads a key file, made first where there is none. Several processes may start at once: one wins, all read the same key. */
async function keyFile(folder: string, name: string, make: () => string): Promise<string> {
  const place = join(folder, name);
  const found = await readFile(place, 'utf8').catch(ifCode('ENOENT', null));
  if (found !== null) return found;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const aside = join(folder, `.${name}.${randomUUID()}`);
  const file = await open(aside, 'wx', 0o600);
  try {
    await file.writeFile(make());
    await file.sync();
  } finally {
    await file.close();
  }
  await link(aside, place).catch(ifCode('EEXIST', undefined));
  await rm(aside);
  return readFile(place, 'utf8');
}

function ifCode<T>(code: string, value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === code) return value;
    throw error;
  };
}
