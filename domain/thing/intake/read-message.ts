import { millisecondsOf } from '#kernel/time/duration.ts';
import type { KnownThing } from '../known.ts';
import { shortened, type IntakeSource, type Reason, type Rejection } from './reasons.ts';

/** One accepted value: series, moment (ms since 1970), value, quality 0 good · 1 suspect · 2 invalid. */
export type Point = { readonly stream: number; readonly at: number; readonly value: number; readonly quality: number };

/** A message after every check: what will be stored, and what will not with the reason. */
export type Message = {
  readonly thing: KnownThing;
  readonly source: IntakeSource;
  readonly traceId: string;
  readonly points: readonly Point[];
  readonly rejections: readonly Rejection[];
};

export type Arrival = { readonly thing: KnownThing; readonly source: IntakeSource; readonly traceId: string; readonly address: string | null; readonly now: number };

/** Clocks of devices run ahead a little; more than this is a fault. */
const ahead = 5 * 60_000;
/** What one message may hold at most. */
export const mostPoints = 5_000;
export const mostBytes = 512 * 1024;

const qualities: Readonly<Record<string, number>> = { good: 0, suspect: 1, invalid: 2 };

/** Reads the bytes of a message: one JSON object or an array of them. Never throws: what cannot be read is a rejection. */
export function readPayload(bytes: Buffer, arrival: Arrival): Message {
  if (bytes.length > mostBytes) return refused(arrival, 'too-large', `${bytes.length} bytes`);
  let content: unknown;
  try {
    content = JSON.parse(bytes.toString('utf8'));
  } catch {
    return refused(arrival, 'unreadable', bytes.toString('utf8', 0, 400));
  }
  return readContent(content, arrival);
}

/**
 * Checks parsed content value by value: `{ "at": "2026-03-12T08:00:00+08:00", "pm25": 35 }` or a list of such.
 * Without `at` the moment of arrival counts; `quality` marks all values beside it.
 */
export function readContent(content: unknown, arrival: Arrival): Message {
  const { thing } = arrival;
  if (thing.state === 'retired') return refused(arrival, 'retired', content);
  const observations: unknown[] = Array.isArray(content) ? content : [content];
  if (observations.length === 0) return refused(arrival, 'empty', content);
  if (observations.length > mostPoints) return refused(arrival, 'too-large', `${observations.length} readings`);
  const points: Point[] = [];
  const rejections: Rejection[] = [];
  observations.forEach((observation, index) => readObservation(observation, Array.isArray(content) ? `/${index}` : '', arrival, points, rejections));
  if (points.length + rejections.length > mostPoints) return refused(arrival, 'too-large', `${points.length + rejections.length} readings`);
  return { thing, source: arrival.source, traceId: arrival.traceId, points, rejections };
}

function readObservation(observation: unknown, pointer: string, arrival: Arrival, points: Point[], rejections: Rejection[]): void {
  const reject = (reason: Reason, value: unknown, name: string | null = null, at: unknown = null) =>
    rejections.push(rejection(arrival, reason, { pointer: name === null ? pointer : `${pointer}/${name}`, quantity: name, value, at }));
  if (typeof observation !== 'object' || observation === null || Array.isArray(observation)) return void reject('unreadable', observation);
  const { at: given, quality: mark = 'good', ...values } = observation as Record<string, unknown>;
  const quality = typeof mark === 'string' ? qualities[mark] : undefined;
  if (quality === undefined) return void reject('wrong-quality', mark, 'quality', given);
  const at = given === undefined ? arrival.now : momentOf(given);
  const fault = timeFault(at, arrival);
  if (fault) return void reject(fault, given, 'at', given);
  const names = Object.keys(values);
  if (names.length === 0) return void reject('empty', observation, null, given);
  for (const name of names) {
    const value = values[name];
    const limits = Object.hasOwn(arrival.thing.type.reports, name) ? arrival.thing.type.reports[name] : undefined;
    const stream = arrival.thing.streams.get(name);
    if (!limits || stream === undefined) reject('unknown-quantity', value, name, given);
    else if (typeof value !== 'number' || !Number.isFinite(value)) reject('not-a-number', value, name, given);
    else if (value < limits.minimum || value > limits.maximum) reject('out-of-range', value, name, given);
    else points.push({ stream, at, value, quality });
  }
}

function timeFault(at: number, { now, thing }: Arrival): Reason | null {
  if (Number.isNaN(at)) return 'wrong-time';
  if (at > now + ahead) return 'future';
  return at < now - millisecondsOf(thing.type.acceptsLate) ? 'too-old' : null;
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})$/;

/** Milliseconds since 1970 of an RFC 3339 time with offset or of a number of milliseconds; NaN for anything else. */
function momentOf(given: unknown): number {
  if (typeof given === 'number') return Number.isInteger(given) && given > 0 && given < 8.64e15 ? given : Number.NaN;
  if (typeof given !== 'string' || !rfc3339.test(given)) return Number.NaN;
  // Date would turn 31 April into 1 May: the day must exist.
  const day = given.slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day) ? Date.parse(given) : Number.NaN;
}

/** A whole message that is not accepted. */
export const refused = (arrival: Arrival, reason: Reason, value: unknown): Message =>
  ({ thing: arrival.thing, source: arrival.source, traceId: arrival.traceId, points: [], rejections: [rejection(arrival, reason, { pointer: '', quantity: null, value, at: null })] });

const rejection = ({ thing, source, address, traceId }: Arrival, reason: Reason, { pointer, quantity, value, at }: { pointer: string; quantity: string | null; value: unknown; at: unknown }): Rejection => ({
  thingId: thing.id, code: thing.code, quantity: quantity === null ? null : shortened(quantity, 60), reason,
  reportedAt: at === null || at === undefined ? null : shortened(at, 60), value: value === undefined ? null : shortened(value), source, address, traceId, pointer,
});
