import type { Step, StepKind } from '#domain/record/mapping/step.ts';
import { hubWords } from '../../words/hub.ts';
import { fullNumber } from '../../ui/format/number.ts';
import { locale, sayer } from '../../ui/words.ts';
import { typeNames } from './ColumnsTable.tsx';

export type { Step, StepKind } from '#domain/record/mapping/step.ts';

const say = sayer(hubWords);
const quoted = (names: readonly string[]): string => names.map((name) => (locale === 'zh' ? `“${name}”` : `“${name}”`)).join(locale === 'zh' ? '、' : ', ');

export const kindNames: Record<StepKind, string> = { rename: say('kindRename'), drop: say('kindDrop'), missing: say('kindMissing'), convert: say('kindConvert'), scale: say('kindScale'), lookup: say('kindLookup'), moment: say('kindMoment'), join: say('kindJoin') };

/** One step as a sentence a person can agree to or not. */
export function sentenceOf(step: Step): string {
  switch (step.kind) {
    case 'rename': return say('stepRename', { column: step.column, to: step.to });
    case 'drop': return say('stepDrop', { columns: quoted(step.columns) });
    case 'missing': return say('stepMissing', { columns: quoted(step.columns), words: quoted(step.words) });
    case 'convert': return say('stepConvert', { column: step.column, type: typeNames[step.type] });
    case 'scale': return say('stepScale', { column: step.column, factor: fullNumber(step.factor, 6), offset: fullNumber(step.offset ?? 0, 6) });
    case 'lookup': return say('stepLookup', { column: step.column, count: Object.keys(step.table).length });
    case 'moment': return say('stepMoment', { columns: quoted([step.year, step.month, step.day, ...(step.hour ? [step.hour] : []), ...(step.minute ? [step.minute] : [])]), to: step.to });
    case 'join': return say('stepJoin', { columns: quoted(step.columns), to: step.to });
    default: return step satisfies never;
  }
}

/** Whether a step has to be told what to do with values it cannot read. */
export const asksOnFault = (step: Step): step is Extract<Step, { kind: 'convert' | 'moment' }> => step.kind === 'convert' || step.kind === 'moment';
