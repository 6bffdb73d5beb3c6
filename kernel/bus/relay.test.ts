import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Floor, Listener } from '#kernel/house.ts';
import { emit } from './outbox.ts';
import { inOneGo } from './relay.ts';
import { smallHouse } from '#test/kit/small-house.ts';
import { until } from '#test/kit/until.ts';

/** Two listeners write down what they hear: one each event by itself, one all that came in together. Both stumble over some, at first. */
const stumbles = new Set<string>();
const rounds: number[] = [];
const stumble = (number: number, who: string) => {
  if (number % 10 !== 3 || stumbles.has(`${who} ${number}`)) return;
  stumbles.add(`${who} ${number}`);
  throw new Error(`${who} stumbles over ${number}`);
};
const alone: Listener = async ({ payload }, _house, tx) => {
  await tx`insert into heard values ('alone', ${Number(payload['number'])})`;
  stumble(Number(payload['number']), 'alone');
};
const together = inOneGo(async (events, _house, tx) => {
  for (const { payload } of events) await tx`insert into heard values ('together', ${Number(payload['number'])})`;
  for (const { payload } of events) stumble(Number(payload['number']), 'together');
  rounds.push(events.length);
});
const floors: Floor[] = [{ key: 'one', hears: { 'thing.said': alone } }, { key: 'two', hears: { 'thing.said': together } }];
const town = await smallHouse({ floors, env: { ROLES: 'web,worker' } });
after(() => town.stop());
const { db } = town.house;
await db`create table if not exists heard (who text, number int)`;

test('Each event is heard once by each listener, also when some stumble at first; what fails holds up no other', async () => {
  await db.begin((tx) => emit(tx, Array.from({ length: 250 }, (_, number) => ({ topic: 'thing.said', traceId: 'x', payload: { number } }))));
  const count = async () => (await db<{ who: string; count: number; different: number }[]>`select who, count(*) as count, count(distinct number) as different from heard group by who order by who`).map((row) => `${row.who} ${row.count} ${row.different}`);
  await until(async () => (await count()).join() === 'alone 250 250,together 250 250', { what: 'everything heard' });
  assert.deepEqual(await db`select count(*)::int as left from event_queue`.then((rows) => rows[0]?.['left']), 0);
  assert.equal(stumbles.size, 50, 'every stumble happened');
});

test('What came in together is heard together', async () => {
  const before = rounds.length;
  await db.begin((tx) => emit(tx, Array.from({ length: 60 }, (_, index) => ({ topic: 'thing.said', traceId: 'x', payload: { number: 1000 + (index % 2) } }))));
  await until(async () => rounds.length > before && (await db<{ count: number }[]>`select count(*) from heard where number >= 1000 and who = 'together'`)[0]?.count === 60, { what: 'heard' });
  assert.deepEqual(rounds.slice(before), [60]);
});
