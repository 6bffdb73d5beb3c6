import type { NewEvent } from '#kernel/bus/outbox.ts';
import { chinaOffset } from '#kernel/time/day.ts';
import type { Message } from './read-message.ts';

/** What a batch has changed, as signals need it: which type, in which town, in which hour; and the message that did it last. */
export type Touched = { readonly type: string; readonly town: string; readonly hour: string; readonly traceId: string };

const hour = 3_600_000;

/** The event of a stored batch: each type × town × hour once. */
export function touchedBy(messages: readonly Message[]): NewEvent {
  const touched = new Map<string, Touched>();
  for (const { thing, points, traceId } of messages) {
    const town = thing.region.slice(0, 9).padEnd(12, '0');
    let before = Number.NaN;
    for (const { at } of points) {
      const start = Math.floor((at + chinaOffset) / hour) * hour - chinaOffset;
      if (start === before) continue;
      before = start;
      touched.set(`${thing.type.key} ${town} ${start}`, { type: thing.type.key, town, hour: new Date(start).toISOString(), traceId });
    }
  }
  const list = [...touched.values()];
  return { topic: 'thing.reported', traceId: list.at(-1)?.traceId ?? '', payload: { touched: list } };
}
