import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '#kernel/database/connect.ts';
import { freshDatabase, testServerUrl } from './server.ts';

test('Two fresh databases know nothing of each other, and are gone when dropped', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()]);
  const [first, second] = [connect(one.url), connect(two.url)];
  await first`create table bicycles (id int)`;
  const tables = await second`select 1 from pg_tables where tablename = 'bicycles'`;
  assert.equal(tables.length, 0);
  await first.end();
  await second.end();
  await one.drop();
  await two.drop();
  await assert.rejects(connect(one.url, { max: 1 })`select 1`, /does not exist/);
});

test('A fresh database can be a copy of another', async () => {
  const template = await freshDatabase();
  const original = connect(template.url);
  await original`create table bicycles as select 7 as id`;
  await original.end();
  const copy = await freshDatabase(new URL(template.url).pathname.slice(1));
  const db = connect(copy.url);
  assert.deepEqual([...await db`select id from bicycles`], [{ id: 7 }]);
  await db.end();
  await copy.drop();
  await template.drop();
});

test('The tests of one file share one server', async () => {
  assert.equal(await testServerUrl(), await testServerUrl());
});
