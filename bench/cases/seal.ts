import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { FieldCipher } from '#kernel/vault/cipher.ts';
import type { BenchCase } from '../harness/case.ts';

const value = JSON.stringify({ name: '梁小海', idNumber: '999901199003070017', phone: '15400000000', address: '茂名市茂南区城东路 1 号' });
const context = 'persons/01a20053-64ff-715f-974c-fa0934a9b239';
/** As many as a page of a list opens. */
const each = 100;

/** One person's sealed facts: sealing and opening a list of them, against the runtime's own AES-GCM called value by value. */
const seal: BenchCase = {
  name: 'seal',
  what: `${each} sealed entries of the registry (name, identity number, telephone, address): SM4-GCM sealed and opened, against Node's own AES-128-GCM doing the same value by value`,
  unit: 'lists',
  goals: { aes: 1 },
  matches: async function* () {
    const cipher = new FieldCipher(1, randomBytes(32));
    const sealed = Array.from({ length: each }, () => cipher.seal(value, context));
    const key = randomBytes(16);
    const aesSeal = () => {
      const iv = randomBytes(12);
      const cipherOf = createCipheriv('aes-128-gcm', key, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipherOf.update(value, 'utf8'), cipherOf.final()]);
      return { iv, body, tag: cipherOf.getAuthTag() };
    };
    const aesSealed = Array.from({ length: each }, aesSeal);
    yield {
      label: `sealing ${each}`, concurrency: 1,
      floors: [{ name: 'aes', run: async () => { for (let n = 0; n < each; n++) aesSeal(); } }],
      ours: { name: 'ours', run: async () => { for (let n = 0; n < each; n++) cipher.seal(value, context); } },
    };
    yield {
      label: `opening ${each}`, concurrency: 1,
      floors: [{ name: 'aes', run: async () => {
        for (const { iv, body, tag } of aesSealed) {
          const opened = createDecipheriv('aes-128-gcm', key, iv).setAAD(Buffer.from(context)).setAuthTag(tag);
          JSON.parse(Buffer.concat([opened.update(body), opened.final()]).toString('utf8'));
        }
      } }],
      ours: { name: 'ours', run: async () => { for (const one of sealed) JSON.parse(cipher.open(one, context) ?? ''); } },
    };
  },
};

export default seal;
