import { dueAt } from '#kernel/time/due.ts';
import { endOf } from '#kernel/time/day.ts';
import type { Duration } from '#kernel/time/duration.ts';
import type { Guide } from './define-guide.ts';
import type { MatterType, State } from './define.ts';
import { stopsOf, type Matter, type MatterStop } from './matter.ts';

/**
 * When the turn of a state is over; null when the state sets no time. A state that pauses stops what was promised to the
 * applicant, not its own time: who was asked for a correction has so long to give it.
 */
export function stateDue(state: Pick<State, 'within'> | undefined, since: Date): Date | null {
  if (!state?.within) return null;
  const due = dueAt(since, state.within);
  return due.state === 'running' ? due.at : null;
}

/** When what was promised to the applicant must be done, pauses not counted (行政许可法: 补正、检验、听证不计). */
export function promiseDue(guide: Guide | undefined, from: Date | null, stops: readonly MatterStop[]): Date | null {
  const promised: Duration | undefined = guide?.promised;
  if (!promised || from === null) return null;
  const due = dueAt(from, promised, stopsOf({ stops }));
  return due.state === 'running' ? due.at : null;
}

/** The nearer of the two deadlines. */
export const nearer = (a: Date | null, b: Date | null): Date | null => (a === null ? b : b === null ? a : a < b ? a : b);

/** The stops after moving from one state to another: closes the open one, opens one when the next state pauses. */
export function movedStops(matter: Pick<Matter, 'stops'>, next: State | undefined, now: Date, why: string): MatterStop[] {
  const closed = matter.stops.map((stop) => (stop.until === null ? { ...stop, until: now.toISOString() } : stop));
  return next?.pauses ? [...closed, { from: now.toISOString(), until: null, why }] : closed;
}

/** When the promise begins to run for a matter just opened: at once, unless the type has an act that accepts (受理). */
export const promiseFrom = (type: MatterType, now: Date): Date | null =>
  Object.values(type.lifecycle).some((state) => Object.values(state.acts).some((act) => act.accepts)) ? null : now;

/** All clock fields of a matter that has just come into a state. `clockFrom` is when the promise began to run. */
export function clockIn(type: MatterType, state: State | undefined, now: Date, matter: Pick<Matter, 'clockFrom' | 'stops' | 'form'>) {
  const last = type.deadlineIn === undefined ? undefined : matter.form[type.deadlineIn];
  const promise = typeof last === 'string' ? endOf(last) : promiseDue(type.guide, matter.clockFrom, matter.stops);
  return { promiseDueAt: promise, dueAt: state === undefined ? null : nearer(stateDue(state, now), state.by === 'applicant' ? null : promise) };
}
