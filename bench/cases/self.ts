import { createHash } from 'node:crypto';
import type { BenchCase } from '../harness/case.ts';

const text = '一网'.repeat(2000);
const hash = (times: number) => async () => { for (let i = 0; i < times; i += 1) createHash('sha256').update(text).digest(); };

/** Tries the harness itself: the same work against itself must give 1, and half the speed one half. */
const self: BenchCase = {
  name: 'self',
  what: 'the harness tried on itself: hashing once against hashing once, and against hashing twice',
  unit: 'turns',
  matches: async function* () {
    yield { label: 'the same work', floors: [{ name: 'engine', run: hash(20) }], ours: { name: 'ours', run: hash(20) } };
    yield { label: 'twice the work', floors: [{ name: 'engine', run: hash(20) }], ours: { name: 'ours', run: hash(40) } };
  },
  figures: async () => [{ label: 'text', value: Buffer.byteLength(text) / 1024, unit: 'KB', atMost: 12 }],
};

export default self;
