import type { Declared, Fault } from '#kernel/declare/declared.ts';
import { errorsIn } from '#kernel/schema/check.ts';
import { millisecondsOf } from '#kernel/time/duration.ts';
import { matterTypes } from '#domain/matter/define.ts';
import { thingTypes } from '#domain/thing/define.ts';
import { longestFor, signals, type Signal } from './define.ts';
import { meets } from './judge.ts';
import { linesOf, ruleOf } from './rules.ts';
import { regionLevels } from './spot.ts';

/** Every mistake in a signal, each in a sentence its author can act on. */
export function checkSignal(pack: string, signal: Signal, declared: Declared): Fault[] {
  const faults: Fault[] = [];
  const at = (spot: string, said: string, known?: readonly string[]) => void faults.push({ pack, spot: `signal ${signal.key}${spot}`, said, ...(known ? { known } : {}) });
  if (!/^[a-z][a-z0-9-]{1,59}$/.test(signal.key)) at('', 'the key becomes part of an address: use small letters, digits and hyphens.');
  for (const [field, name] of [['meaning', '定义'], ['formula', '口径'], ['owner', '责任单位']] as const) if (signal[field].trim() === '') at(` · ${field}`, `is empty. Say its ${name}.`);
  if (signal.warn.length === 0) at(' · warn', 'has no warning rule (预警规则). Say at least when somebody must look at it.');
  for (const key of signal.related) if (!declared.find(signals, key)) at(' · related', `names “${key}”, which no loaded pack declares.`, declared.all(signals).map((each) => each.key));
  if (regionLevels.indexOf(signal.warnAt) > regionLevels.indexOf(signal.per.region)) at(' · warnAt', `warns by ${signal.warnAt}, finer than the values, which are by ${signal.per.region}.`, regionLevels);
  checkSource(signal, declared, at);
  checkWarn(signal, declared, at);
  return faults;
}

/** Every text of a signal that people read. */
export const signalTexts = ({ title, meaning, formula, edition, unit, bands }: Signal): string[] => [title, meaning, formula, edition, unit, ...bands.map((band) => band.title)];

type Say = (spot: string, said: string, known?: readonly string[]) => void;

function checkSource({ from }: Signal, declared: Declared, at: Say): void {
  if (from.kind === 'readings') {
    if (declared.find(thingTypes, from.thing.key) !== from.thing) at(' · from', `reads “${from.thing.key}”, which no loaded pack declares.`, declared.all(thingTypes).map((each) => each.key));
    for (const quantity of from.quantities) if (!Object.hasOwn(from.thing.reports, quantity)) at(' · from', `reads “${quantity}”, which ${from.thing.key} does not report.`, Object.keys(from.thing.reports));
    if (from.quantities.length === 0) at(' · from', 'reads no quantity. Name at least one.', Object.keys(from.thing.reports));
  } else if (from.kind === 'matters') {
    for (const type of from.types) if (!declared.find(matterTypes, type)) at(' · from', `counts matters of type “${type}”, which no loaded pack declares.`, declared.all(matterTypes).map((each) => each.key));
  } else if (!(from.minimum < from.maximum)) at(' · from', `allows values from ${from.minimum} to ${from.maximum}, which is no range.`);
}

function checkWarn(signal: Signal, declared: Declared, at: Say): void {
  try {
    ruleOf(signal, linesOf(signal.warn));
  } catch {
    at(' · warn', 'the levels do not follow one another: each level once, all in one direction, a worse one later than a milder one.');
  }
  for (const { level, when, for: lasting, opens } of signal.warn) {
    if (lasting && millisecondsOf(lasting) > millisecondsOf(longestFor)) at(` · warn ${level}`, 'must last longer than a month. No warning should wait so long.');
    if (signal.target && meets(signal.target.condition.limit, when) && meets(signal.target.condition.limit, signal.target.condition)) at(` · warn ${level}`, 'warns of a value that is on target.');
    if (!opens) continue;
    if (declared.find(matterTypes, opens.matter.key) !== opens.matter) at(` · warn ${level}`, `opens “${opens.matter.key}”, which no loaded pack declares.`, declared.all(matterTypes).map((each) => each.key));
    const known = Object.keys(opens.matter.levels ?? {});
    if (!known.includes(opens.level)) at(` · warn ${level}`, `opens ${opens.matter.key} at level “${opens.level}”.`, known);
    if (opens.matter !== signal.warn.find((each) => each.opens)?.opens?.matter) at(` · warn ${level}`, 'opens another kind of matter than the first level. One signal has one answer, whose level rises.');
    checkForm(signal, opens, at);
  }
}

/** The form a warning would fill in is tried with invented facts, so that a slip shows at load and not in the night of the flood. */
function checkForm(signal: Signal, opens: NonNullable<Signal['warn'][number]['opens']>, at: Say): void {
  const described = signal.describes?.({ level: 'red', matterLevel: opens.level, value: 1, unit: signal.unit, region: '999901000000', regionName: '试验区', at: new Date(0), because: null, thing: null });
  for (const error of errorsIn(opens.matter.form, described?.form ?? {})) at(' · describes', `the form of ${opens.matter.key} would be refused: ${error.instancePath || '/'} ${error.message ?? ''}.`);
}
