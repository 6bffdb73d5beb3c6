import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { smallHouse } from '#test/kit/small-house.ts';

/** What is written to a word index stands in a list first (0032_word_lists.sql, connect.ts). */
const small = await smallHouse({ floors: [], jobs: false });
after(() => small.stop());
const { db } = small.house;

test('The lists of a table and of its months are put in their place, and nothing is lost', async () => {
  await db`create table told (day date not null, words tsvector not null) partition by range (day)`;
  await db`create table told_2026_10 partition of told for values from ('2026-10-01') to ('2026-11-01') with (autovacuum_enabled = false)`;
  await db`create table told_2026_11 partition of told for values from ('2026-11-01') to ('2026-12-01') with (autovacuum_enabled = false)`;
  await db`create index told_words on told using gin (words)`;
  const tell = () => db`insert into told select day, to_tsvector('simple', 'word' || n) from generate_series(1, 200) n, unnest(array['2026-10-05', '2026-11-05']::date[]) day`;
  const waiting = async () => Number((await db`select sum(gin_clean_pending_list(indexrelid)) from pg_index join pg_class c on c.oid = indexrelid where c.relkind = 'i' and indrelid in ('told_2026_10'::regclass, 'told_2026_11'::regclass)`)[0]?.['sum']);
  await tell();
  assert.ok((await waiting()) > 0, 'something waited');
  await tell();
  await db`select settle_word_lists('told')`;
  assert.equal(await waiting(), 0);
  assert.equal(Number((await db`select count(*) from told where words @@ 'word77'`)[0]?.['count']), 4);
});

test('What a search reads as a list is kept short by everyone who writes', async () => {
  assert.equal((await db`show gin_pending_list_limit`)[0]?.['gin_pending_list_limit'], '256kB');
});
