import { Type } from 'typebox';
import { number } from '#kernel/schema/fields.ts';
import { hours, minutes } from '#kernel/time/duration.ts';
import { defineThing, quantity } from '#domain/thing/define.ts';

/** An invented kind of thing for the tests of the engine: it counts bicycles and measures the tyre pressure of the pump beside it. */
export const bikeCounter = defineThing({
  key: 'bike-counter', title: '自行车计数器', owner: '自行车局',
  reports: { bikes: quantity('自行车', '1', 0, 10_000), pressure: quantity('气压', 'kPa', -5, 900) },
  every: minutes(10), silentAfter: hours(1), acceptsLate: hours(24 * 7),
  facts: Type.Object({ busyAt: Type.Optional(number('繁忙线', { minimum: 1 })) }, { additionalProperties: false }),
});
