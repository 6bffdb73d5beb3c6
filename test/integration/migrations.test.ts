import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { connect } from '#kernel/database/connect.ts';
import { migrate, readMigrations } from '#kernel/database/migrate.ts';
import { freshDatabase } from '#test/kit/server.ts';

const database = await freshDatabase();
after(() => database.drop());
const folder = mkdtempSync(join(tmpdir(), 'yiwang-migrations-'));
const file = (name: string, sql: string) => writeFileSync(join(folder, name), sql);
file('0001_first.sql', 'create table firsts (n int); insert into firsts values (1);');
file('0002_second.sql', 'create table seconds (n int);');

test('Twenty processes that start at once end with one schema, each file applied once', async () => {
  const pools = Array.from({ length: 20 }, () => connect(database.url, { max: 1 }));
  const applied = await Promise.all(pools.map((pool) => migrate(pool, readMigrations([folder]))));
  await Promise.all(pools.map((pool) => pool.end()));
  assert.deepEqual(applied.flat().toSorted(), ['0001_first', '0002_second']);
  const db = connect(database.url, { max: 1 });
  after(() => db.end());
  assert.equal((await db`select * from firsts`).length, 1);
});

test('A file that fails leaves nothing of itself behind and says which it was', async () => {
  file('0003_broken.sql', 'create table thirds (n int); select no_such_thing();');
  const db = connect(database.url, { max: 1 });
  after(() => db.end());
  await assert.rejects(migrate(db, readMigrations([folder])), /Migration 0003_broken failed: .*no_such_thing/);
  assert.equal((await db`select to_regclass('thirds') as found`)[0]?.['found'], null);
  file('0003_broken.sql', 'create table thirds (n int);');
  assert.deepEqual(await migrate(db, readMigrations([folder])), ['0003_broken']);
});

test('A file changed after it was applied is refused, and two files with one number are', async () => {
  file('0002_second.sql', 'create table seconds (n bigint);');
  const db = connect(database.url, { max: 1 });
  after(() => db.end());
  await assert.rejects(migrate(db, readMigrations([folder])), /0002_second was changed after it had been applied/);
  file('0002_other.sql', 'select 1;');
  assert.throws(() => readMigrations([folder]), /share the number 2: 0002_other and 0002_second/);
});
