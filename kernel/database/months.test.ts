import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { smallHouse } from '#test/kit/small-house.ts';
import { newId } from './id.ts';
import { ensureMonths } from './months.ts';

/** Months of a table that grows (0031_ends_of_months.sql): in order, with an open end on either side. */
const small = await smallHouse({ floors: [], jobs: false });
after(() => small.stop());
const { db } = small.house;

const at = (day: string) => newId(new Date(`${day}T12:00:00+08:00`));
const ensure = (from: string, to: string) => ensureMonths(db, ['growing'], from, to);
const parts = async () => (await db<{ name: string; bounds: string }[]>`select relname as name, pg_get_expr(relpartbound, oid) as bounds from pg_inherits join pg_class on oid = inhrelid where inhparent = 'growing'::regclass order by relname`).map(({ name }) => name.replace('growing_', ''));
const rowsIn = async (part: string) => Number((await db`select count(*) from ${db(`growing_${part}`)}`)[0]?.['count']);
const insert = (...days: string[]) => db`insert into growing (id) select unnest(${days.map(at)}::uuid[])`;

const emptied = async () => {
  await db`drop table if exists growing`;
  await db`create table growing (id uuid not null primary key, said text default 'x', long int generated always as (length(said)) stored) partition by range (id)`;
};
beforeEach(emptied);

test('Months are made in order, an end on either side takes what lies outside, and a second time nothing changes', async () => {
  await ensure('2026-01-15', '2026-03-01');
  assert.deepEqual(await parts(), ['2026_01', '2026_02', '2026_03', 'after', 'before']);
  await insert('2020-05-05', '2026-02-28', '2031-01-01');
  assert.deepEqual([await rowsIn('before'), await rowsIn('2026_02'), await rowsIn('after')], [1, 1, 1]);
  await Promise.all([ensure('2026-01-15', '2026-03-01'), ensure('2026-02-01', '2026-02-01')]);
  assert.deepEqual(await parts(), ['2026_01', '2026_02', '2026_03', 'after', 'before']);
});

test('Later and earlier months are put between the months and the ends, also by several at once', async () => {
  for (let round = 0; round < 10; round += 1) {
    await emptied();
    await ensure('2026-03-01', '2026-03-01');
    await Promise.all(Array.from({ length: 10 }, (_, n) => ensure('2026-01-01', `2026-0${4 + (n % 2)}-01`)));
  }
  assert.deepEqual(await parts(), ['2026_01', '2026_02', '2026_03', '2026_04', '2026_05', 'after', 'before']);
  await insert('2026-01-01', '2026-05-31', '2026-06-01');
  assert.deepEqual([await rowsIn('2026_01'), await rowsIn('2026_05'), await rowsIn('after')], [1, 1, 1]);
});

test('Who writes and reads while months are made waits a moment and is never refused', async () => {
  await ensure('2026-03-01', '2026-03-01');
  const days = ['2026-01-15', '2026-03-15', '2026-05-15'];
  let making = true;
  const write = async () => {
    let written = 0;
    while (making) {
      await db.begin(async (tx) => {
        await tx`insert into growing (id) select unnest(${days.map(at)}::uuid[])`;
        await tx`select count(*) from growing`;
        await tx`update growing set said = 'y' where id > ${at('2026-05-01')}`;
      });
      written += days.length;
    }
    return written;
  };
  const writers = [write(), write(), write()];
  try {
    for (let month = 4; month <= 9; month += 1) await Promise.all([ensure('2026-02-01', `2026-0${month}-01`), ensure('2026-03-01', `2026-0${month}-01`)]);
  } finally { making = false; }
  const written = (await Promise.all(writers)).reduce((sum, each) => sum + each, 0);
  assert.equal(Number((await db`select count(*) from growing`)[0]?.['count']), written);
  assert.deepEqual((await parts()).slice(-3), ['2026_09', 'after', 'before']);
});

test('An end that was written to keeps its rows: the last becomes a month, the first stays, and what is far in the future waits', async () => {
  await ensure('2026-03-01', '2026-03-01');
  await insert('2026-01-10', '2026-04-10', '2026-05-10');
  await ensure('2026-02-01', '2026-06-01');
  assert.deepEqual(await parts(), ['2026_03', '2026_05', '2026_06', 'after', 'before'], 'April and May lie in one');
  assert.deepEqual([await rowsIn('before'), await rowsIn('2026_05'), await rowsIn('after')], [1, 2, 0]);
  await insert('2049-01-01');
  await ensure('2026-02-01', '2026-08-01');
  assert.deepEqual(await parts(), ['2026_03', '2026_05', '2026_06', 'after', 'before']);
  await insert('2026-07-01');
  assert.equal(await rowsIn('after'), 2, 'whatever comes, comes in');
});

test('A default partition of before gives way, with its rows where there are some', async () => {
  await db`create table growing_rest partition of growing default`;
  await ensure('2026-03-01', '2026-04-01');
  assert.deepEqual(await parts(), ['2026_03', '2026_04', 'after', 'before']);

  for (const [day, end] of [['2026-01-01', 'before'], ['2026-05-20', '2026_05']] as const) {
    await db`drop table growing_before, growing_after`;
    await db`create table growing_rest partition of growing default`;
    await insert(day);
    await ensure('2026-03-01', '2026-05-01');
    assert.equal(await rowsIn(end), 1);
    await db`truncate growing`;
    if (end === '2026_05') assert.deepEqual(await parts(), ['2026_03', '2026_04', '2026_05', 'after', 'before']);
    else await db`drop table growing_2026_05`;
  }
});

test('A default partition with rows on both sides is left, and it is said what to do', async () => {
  await ensure('2026-03-01', '2026-03-01');
  await db`drop table growing_before, growing_after`;
  await db`create table growing_rest partition of growing default`;
  await insert('2026-01-01', '2026-05-20');
  await assert.rejects(ensure('2026-03-01', '2026-05-01'), /growing_rest holds rows on both sides of the months; move them/);
  assert.equal(await rowsIn('rest'), 2);
});

test('A list goes from the newest month back and leaves the older ones alone once its page is full', async () => {
  await ensure('2026-01-01', '2026-06-01');
  await insert('2026-02-01', '2026-05-01', '2026-05-02');
  const plan = (await db<{ 'QUERY PLAN': string }[]>`explain (analyze, costs off, timing off) select id from growing order by id desc limit 2`).map((line) => line['QUERY PLAN']).join('\n');
  assert.doesNotMatch(plan, /Merge Append|Sort/);
  assert.match(plan, /growing_2026_02.*\(never executed\)/);
});
