import type { Day } from '#kernel/time/day.ts';
import type { Duration } from '#kernel/time/duration.ts';
import { indexWords } from '#kernel/search/segment.ts';
import type { Pick } from '#domain/subject/identifiers/generate.ts';
import { isEnding, type Act, type MatterType, type State } from '#domain/matter/define.ts';
import { formFor } from '#domain/matter/define-guide.ts';
import type { Outcome } from '#domain/matter/kinds.ts';
import type { DemoWords } from '../city.ts';
import { inventForm, type InventedForm } from './forms.ts';

/** One act of an invented life. `minutes` counts from the opening; `organ` is whose turn it is afterwards, by function. */
export type LifeStep = {
  readonly act: string;
  readonly title: string;
  readonly from: string | null;
  readonly to: string;
  readonly outcome: Outcome | null;
  readonly minutes: number;
  readonly organ: string | null;
  readonly post: string | null;
  readonly waits: boolean;
  readonly doer: string;
  readonly actor: string;
  readonly reason: string | null;
  readonly dispatches: boolean;
  readonly accepts: boolean;
  readonly pauses: boolean;
  readonly due: Duration | null;
};

/** A whole invented life of a matter, to be lived by many. */
export type Life = InventedForm & {
  readonly type: MatterType;
  readonly title: string;
  readonly words: string;
  readonly answers: Record<string, string>;
  readonly source: string;
  readonly level: string | null;
  readonly subject: 'person' | 'enterprise';
  readonly steps: readonly LifeStep[];
};

/** Kinds whose lives can be invented without another matter, a plan or a request before them. */
const lively = new Set(['service', 'ticket', 'incident']);
const sources: Readonly<Record<string, readonly string[]>> = { service: ['portal', 'portal', 'window'], ticket: ['portal', 'portal', 'open311', 'office'], incident: ['signal'] };
const reasons = ['情况属实，已按规定处理。', '材料齐全，符合条件。', '现场已核实并处置完毕。', '请补充清晰、完整的材料。', '与所述情况不符，已向申请人说明。'];

/** Types whose lives can be invented: opened by people or signals, and never asking several organs at once. */
export const livelyTypes = (types: readonly MatterType[]): MatterType[] =>
  types.filter((type) => lively.has(type.kind) && Object.values(type.lifecycle).every((state) => state.parts === undefined) && type.deadlineIn === undefined && Object.values(type.people).every((party) => party.kind !== 'named'));

/** Invents one life by walking the type's own lifecycle: mostly the main act, now and then another, until an end. */
export function inventLife(type: MatterType, pick: Pick, day: Day, units: readonly string[], words: DemoWords): Life {
  const answers = Object.fromEntries(type.questions.map(({ key, options }) => [key, Object.keys(options)[pick(Object.keys(options).length)] ?? '']));
  const invented = inventForm(formFor(type.form, answers), pick, day, words);
  const title = type.titleOf?.(invented.form) ?? type.title;
  const levels = Object.keys(type.levels ?? {});
  const from = sources[type.kind] ?? ['portal'];
  return {
    ...invented, type, title, answers, words: indexWords(`${title} ${type.title} ${invented.said.join(' ')}`),
    source: from[pick(from.length)] ?? 'portal', level: levels.length > 0 ? (levels[pick(levels.length)] ?? null) : null,
    subject: type.guide && !type.guide.serves.includes('自然人') ? 'enterprise' : 'person',
    steps: walk(type, pick, units[pick(units.length)] ?? ''),
  };
}

function walk(type: MatterType, pick: Pick, unit: string): LifeStep[] {
  let key = Object.keys(type.lifecycle)[0] ?? '';
  let turn = turnOf(type, type.lifecycle[key]?.by ?? '', unit);
  let organ = turn.function ?? type.guide?.organ ?? null;
  let minutes = 0;
  const opener = type.kind === 'incident' ? '监测规则' : '申请人';
  const steps: LifeStep[] = [{ act: 'open', title: '提交', from: null, to: key, outcome: null, minutes, organ, post: turn.post, waits: turn.function === null, doer: '', actor: opener, reason: null, dispatches: false, accepts: !isAccepted(type), pauses: false, due: type.lifecycle[key]?.within ?? null }];
  for (let count = 0; count < 30; count++) {
    const state = type.lifecycle[key];
    const chosen = state && choose(state, steps, pick);
    if (!state || !chosen) break;
    const [name, act] = chosen;
    const doer = turnOf(type, act.by ?? state.by, unit);
    const ending = isEnding(act.to) ? act.to : null;
    const to = isEnding(act.to) ? act.to.ends : act.to;
    const next = ending ? undefined : type.lifecycle[to];
    minutes += spent(state, pick);
    turn = next ? turnOf(type, next.by, unit) : { function: doer.function ?? organ, post: null };
    organ = turn.function ?? organ;
    steps.push({
      act: name, title: act.title, from: key, to, outcome: ending?.outcome ?? null, minutes, organ, post: turn.post, waits: next !== undefined && turn.function === null,
      doer: doer.function ?? '', actor: doer.function === null ? '申请人' : `${doer.post ?? '经办人'}（演示）`, reason: act.reason ? (reasons[pick(reasons.length)] ?? null) : null,
      dispatches: act.asks !== undefined && 'organ' in act.asks.properties, accepts: act.accepts === true, pauses: next?.pauses === true, due: next?.within ?? null,
    });
    if (ending) break;
    key = to;
  }
  return steps;
}

/** Whether a promise begins with an act (受理); otherwise it runs from the opening. */
const isAccepted = (type: MatterType) => Object.values(type.lifecycle).some((state) => Object.values(state.acts).some((act) => act.accepts));

/** The main act four times in five; no act oftener than it may be done, and none that only a lapse of time does. */
function choose(state: State, steps: readonly LifeStep[], pick: Pick): [string, Act] | undefined {
  const possible = Object.entries(state.acts).filter(([name, act]) => !act.onTimeout && steps.filter(({ act: done }) => done === name).length < Math.min(act.times ?? 2, 2));
  const main = possible.find(([, act]) => act.primary) ?? possible[0];
  return main && pick(5) > 0 ? main : possible[pick(Math.max(possible.length, 1))];
}

/** Minutes before the act: mostly well within the time the state sets, one in twelve late. */
function spent(state: State, pick: Pick): number {
  const whole = Math.min(minutesIn(state.within ?? { unit: 'workingDays', count: 2 }), 10 * 1440);
  return Math.round(whole * (pick(12) === 0 ? 1.05 + pick(60) / 100 : 0.05 + pick(80) / 100));
}

const lengths: Readonly<Record<Duration['unit'], number>> = { seconds: 1 / 60, minutes: 1, hours: 60, workingHours: 180, workingDays: 2000, calendarDays: 1440, months: 43_200, years: 525_600 };
const minutesIn = ({ unit, count }: Duration) => Math.max(20, lengths[unit] * count);

function turnOf(type: MatterType, key: string, unit: string): { function: string | null; post: string | null } {
  const party = type.people[key];
  if (party?.kind === 'organ') return { function: party.function, post: party.post ?? null };
  return { function: party?.kind === 'dispatched' ? unit : null, post: null };
}
