/** Where the time comes from; everything that asks for "now" asks a clock, so that a test can set it. */
export type Clock = { now(): Date };

/** The machine's own time. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands until it is moved. */
export type SettableClock = Clock & {
  set(to: Date | string): void;
  /** Moves on by milliseconds. */
  advance(milliseconds: number): void;
};

/** A clock for tests and rehearsals that stands at the given moment (RFC 3339 with offset, or a Date). */
export function settableClock(start: Date | string): SettableClock {
  let at = moment(start);
  return {
    now: () => new Date(at),
    set: (to) => {
      at = moment(to);
    },
    advance: (milliseconds) => {
      at += milliseconds;
    },
  };
}

function moment(when: Date | string): number {
  const at = new Date(when).getTime();
  if (Number.isNaN(at)) throw new RangeError(`“${String(when)}” is no moment.`);
  return at;
}
