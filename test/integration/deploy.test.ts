import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { test } from 'node:test';
import { settings } from '#kernel/config/config.ts';
import { connect } from '#kernel/database/connect.ts';
import { inFolder } from '#test/kit/folder.ts';
import { freshDatabase } from '#test/kit/server.ts';
import { root } from '../run/command.ts';

test('The settings file for a server names every setting, and none the program does not know', () => {
  const named = readFileSync(join(root, 'deploy/yiwang.env'), 'utf8').split('\n').flatMap((line) => /^([A-Z0-9_]+)=/.exec(line)?.[1] ?? []);
  assert.deepEqual(named.toSorted(), settings.map(({ name }) => name).toSorted());
});

test('A backup can be restored with every row, and one that was changed is refused', async (t) => {
  const database = await freshDatabase();
  const db = connect(database.url);
  t.after(async () => { await db.end(); await database.drop(); });
  const [version] = await db<{ major: number }[]>`select current_setting('server_version_num')::int / 10000 as major`;
  const dump = spawnSync('pg_dump', ['--version'], { encoding: 'utf8' }).stdout;
  const client = Number(/(\d+)\./.exec(dump ?? '')?.[1] ?? 0);
  if (client < (version?.major ?? 0)) return t.skip(`pg_dump ${client || 'is missing'}: PostgreSQL ${version?.major} needs one of its own version; .ci/run tries this on PostgreSQL 15`);

  await db`create table bicycles as select number, '车牌' || number as plate from generate_series(1, 5000) number`;
  return inFolder((folder) => {
    mkdirSync(join(folder, 'data', 'files'), { recursive: true });
    writeFileSync(join(folder, 'data', 'files', 'licence.pdf'), 'a licence');
    const env = { ...process.env, PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter), DATABASE_URL: database.url, DATA_DIR: join(folder, 'data') };
    const backup = (...words: string[]) => spawnSync(join(root, 'deploy/backup'), words, { env, encoding: 'utf8' });

    const made = backup(join(folder, 'backups'));
    assert.equal(made.status, 0, made.stderr);
    const [time = ''] = readdirSync(join(folder, 'backups'));
    const path = join(folder, 'backups', time);
    assert.equal(readFileSync(join(path, 'rows.txt'), 'utf8'), 'public.bicycles 5000\n');
    const checked = backup('--check', path);
    assert.equal(checked.status, 0, checked.stderr);
    assert.match(checked.stdout, /can be restored: 1 tables/);
    assert.match(spawnSync('tar', ['-tf', join(path, 'data.tar')], { encoding: 'utf8' }).stdout, /files\/licence\.pdf/);

    writeFileSync(join(path, 'rows.txt'), 'public.bicycles 5001\n');
    const refused = backup('--check', path);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /rows differ/);
    const unreachable = spawnSync(join(root, 'deploy/backup'), [join(folder, 'failed')], { env: { ...env, DATABASE_URL: `${database.url}_gone` }, encoding: 'utf8' });
    assert.notEqual(unreachable.status, 0);
    assert.deepEqual(readdirSync(join(folder, 'failed')), [], 'half a backup is not left behind');
  });
});
