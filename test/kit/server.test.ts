import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { connect } from '#kernel/database/connect.ts';
import { inFolder } from './folder.ts';
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

test('A cluster ends with its process: by itself, on a signal, and when the process was killed, at the next start of any', () => inFolder(async (folder) => {
  const script = join(folder, 'own-server.mjs');
  writeFileSync(script, `import { startTestServer } from ${JSON.stringify(import.meta.resolve('./server.ts'))};
    const { url } = await startTestServer();
    console.log(url);
    if (process.argv[2] === 'wait') setInterval(() => {}, 1000);`);
  const { TEST_SERVER_URL: _shared, TEST_DATABASE_URL: _given, ...env } = process.env;
  const start = (...words: string[]) => spawn(process.execPath, [script, ...words], { env: { ...env, TMPDIR: folder }, stdio: ['ignore', 'pipe', 'inherit'] });
  chmodSync(folder, 0o711);
  const clusters = () => readdirSync(folder).filter((name) => name.startsWith('yiwang-database-'));
  const answers = async (url: string) => {
    const db = connect(url, { max: 1 });
    try {
      return (await db`select 1`).length === 1;
    } catch {
      return false;
    } finally {
      await db.end({ timeout: 1 });
    }
  };
  for (const end of ['itself', 'SIGTERM', 'SIGKILL'] as const) {
    const child = end === 'itself' ? start() : start('wait');
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    const url = said.toString().trim();
    if (end !== 'itself') {
      assert.ok(await answers(url));
      child.kill(end);
    }
    await once(child, 'exit');
    if (end === 'SIGKILL') {
      assert.equal(clusters().length, 1, 'nobody could clear it');
      assert.ok(await answers(url));
      const next = start();
      await once(next, 'exit');
    }
    assert.equal(await answers(url), false, end);
    assert.deepEqual(clusters(), [], end);
  }
}));
