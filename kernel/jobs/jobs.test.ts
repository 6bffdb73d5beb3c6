import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { addJob } from './jobs.ts';
import { smallHouse } from '#test/kit/small-house.ts';
import { until } from '#test/kit/until.ts';

const town = await smallHouse({ jobs: false });
after(() => town.stop());
const { db } = town.house;
const waiting = () => db<{ locked: boolean; work: string }[]>`select locked_at is not null as locked, payload ->> 'work' as work from graphile_worker._private_jobs where key = 'same' or locked_at is not null order by id`;

test('A repeated order replaces the one that waits', async () => {
  for (const work of ['first', 'second']) await addJob(db, 'count', { work }, { key: 'same' });
  assert.deepEqual([...await waiting()], [{ locked: false, work: 'second' }]);
});

test('An order that comes at the very moment the waiting job is taken is a job of its own: what it is about may come after what the taken one has read', async () => {
  const taker = await db.reserve();
  await taker`begin`;
  // As the runner takes a job: seen by nobody until it commits.
  await taker`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'a worker', attempts = 1 where key = 'same'`;
  const ordered = addJob(db, 'count', { work: 'third' }, { key: 'same' });
  await until(async () => (await db`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%add_job%' and datname = current_database()`).length > 0, { what: 'the order to wait for the taker' });
  await taker`commit`;
  taker.release();
  await ordered;
  assert.deepEqual([...await waiting()], [{ locked: true, work: 'second' }, { locked: false, work: 'third' }]);
});
