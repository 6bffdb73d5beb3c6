import type { Fault } from '#kernel/declare/declared.ts';
import { isEnding, type Act, type MatterType, type State } from './define.ts';

/** The state every matter of a type begins in: the first of its table. */
export function firstState(type: MatterType): string {
  const first = Object.keys(type.lifecycle)[0];
  if (first === undefined) throw new Error(`The matter ${type.key} has no states.`);
  return first;
}

/** The state a matter is in by its definition; undefined once it has ended. */
export const stateOf = (type: MatterType, state: string): State | undefined => type.lifecycle[state];

/** The title of a state or of the end a matter has come to. */
export function stateTitle(type: MatterType, state: string): string {
  return type.lifecycle[state]?.title ?? state;
}

/** Who does an act: its own party, or the one whose turn the state is. */
export const doerOf = (state: State, act: Act): string => act.by ?? state.by;

/** Every mistake in a lifecycle: unknown targets and parties, states nobody can reach, states nobody can leave. */
export function checkLifecycle(pack: string, type: MatterType): Fault[] {
  const faults: Fault[] = [];
  const states = Object.keys(type.lifecycle);
  const people = Object.keys(type.people);
  const at = (spot: string, said: string, known?: readonly string[]) => faults.push({ pack, spot: `matter ${type.key} · ${spot}`, said, ...(known ? { known } : {}) });
  if (states.length === 0) at('lifecycle', 'has no state. Declare at least one.');
  for (const [key, state] of Object.entries(type.lifecycle)) {
    if (!people.includes(state.by)) at(`state ${key}`, `is the turn of “${state.by}”, whom this matter does not know.`, people);
    for (const [part, { by }] of Object.entries(state.parts ?? {})) if (!people.includes(by)) at(`state ${key} · part ${part}`, `is asked of “${by}”, whom this matter does not know.`, people);
    if (state.parts) for (const needed of ['agreed', 'refused']) if (!state.acts[needed]) at(`state ${key}`, `asks several organs but has no act “${needed}” to follow their answers.`, Object.keys(state.acts));
    for (const mark of ['primary', 'onTimeout'] as const) {
      const marked = Object.entries(state.acts).filter(([, act]) => act[mark]).map(([name]) => name);
      if (marked.length > 1) at(`state ${key}`, `has several acts that are ${mark}: ${marked.join(', ')}. Choose one.`);
    }
    for (const [name, act] of Object.entries(state.acts)) {
      if (!isEnding(act.to) && !states.includes(act.to)) at(`state ${key} · act ${name}`, `leads to “${act.to}”, which is no state of this matter.`, states);
      if (act.by !== undefined && !people.includes(act.by)) at(`state ${key} · act ${name}`, `is done by “${act.by}”, whom this matter does not know.`, people);
      if (act.issues && !type.issues) at(`state ${key} · act ${name}`, 'issues a proof, but the matter declares none in “issues”.');
      if (act.times !== undefined && !(Number.isInteger(act.times) && act.times >= 1)) at(`state ${key} · act ${name}`, `may be done ${act.times} times; give a whole number from 1.`);
      if (act.onTimeout && !state.within) at(`state ${key} · act ${name}`, 'follows when the time is over, but the state has no “within”.');
    }
  }
  const granting = Object.values(type.lifecycle).some((state) => Object.values(state.acts).some((act) => act.issues));
  if (type.issues && !granting) at('issues', `declares the proof “${type.issues.key}”, but no act issues it. Mark the act that grants it with issues: true.`);
  const reached = closure(type, firstKey(states), (state) => targets(state));
  for (const key of states) if (!reached.has(key)) at(`state ${key}`, 'can never be reached. Let an act lead to it, or remove it.');
  for (const key of states) if (!canEnd(type, key)) at(`state ${key}`, 'can never come to an end. Give it, or a state after it, an act that ends the matter.');
  return faults;
}

const firstKey = (states: readonly string[]) => states[0] ?? '';
const targets = (state: State) => Object.values(state.acts).flatMap((act) => (isEnding(act.to) ? [] : [act.to]));

function closure(type: MatterType, from: string, next: (state: State) => string[]): Set<string> {
  const seen = new Set<string>();
  const open = [from];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const state = type.lifecycle[key];
    if (!state || seen.has(key)) continue;
    seen.add(key);
    open.push(...next(state));
  }
  return seen;
}

const canEnd = (type: MatterType, key: string) =>
  [...closure(type, key, targets)].some((reached) => Object.values(type.lifecycle[reached]?.acts ?? {}).some((act) => isEnding(act.to)));
