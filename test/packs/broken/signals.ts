import { above, below, defineSignal, opening, type Signal } from '#domain/signal/define.ts';
import type { ThingType } from '#domain/thing/define.ts';
import { matter, pack, thing, type Broken } from './sound.ts';

export const gauge: ThingType = thing();
/** A signal without a mistake; `domain/signal/check.test.ts` breaks signals in every way, here only what loading adds. */
export const signal = (change: Partial<Signal> = {}): Signal => ({
  ...defineSignal({ key: 'level', title: 'Level', meaning: 'How high', formula: 'The mean', owner: 'Bureau', unit: 'm', better: 'neither', per: { region: 'county', period: 'hour' }, from: gauge.readings.mean('level'), value: ({ values }) => values['level'] ?? null, warn: [{ level: 'blue', when: above(5) }] }),
  ...change,
});
const at = (line: string) => `packs/service/badges · signal level${line}`;

/** Signals whose sources and answers are not loaded, or that nobody abroad could read. */
export const brokenSignals: readonly Broken[] = [
  { why: 'A signal of things no pack declares', packs: [pack({ signals: [signal()] })], says: [at(' · from: reads “gauge”, which no loaded pack declares. Known: (none).')] },
  { why: 'A warning that opens what no pack declares', packs: [pack({ things: [gauge], signals: [signal({ warn: [{ level: 'red', when: below(1), opens: opening(matter({ form: matter().form, levels: { I: 'One' } }), 'I') }], describes: () => ({ title: 'T', form: { owner: 'O', size: 'small' } }) })] })], says: [at(' · warn red: opens “badge-wish”, which no loaded pack declares. Known: (none).')] },
  { why: 'A signal without English', packs: [pack({ things: [gauge], signals: [signal({ title: '水位', bands: [{ from: 0, title: '正常', colour: '#0a0' }] })] })], says: [at(": has no English for: 水位 | 正常. Add them to the pack's english.")] },
];
