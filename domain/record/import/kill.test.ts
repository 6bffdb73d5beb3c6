import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { dataTown, type DataTown } from '#test/kit/data-town.ts';
import { until } from '#test/kit/until.ts';
import { wakeImports } from '../tend.ts';
import { runImport } from './run.ts';

let town: DataTown;
before(async () => {
  town = await dataTown({ jobs: false });
});
after(() => town.stop());

const lines = 150_000;
const table = `编号,站点,数值\n${Array.from({ length: lines }, (_, n) => `${n},站点${n % 12},${n / 10}`).join('\n')}\n`;
const worker = fileURLToPath(new URL('../../../test/kit/import-worker.ts', import.meta.url));

test('An import whose worker is killed in the middle leaves nothing behind, and the next worker brings every row once', async () => {
  const { id: fileId } = (await town.air.upload('large.csv', Buffer.from(table))).body;
  const { id, datasetId } = (await town.air.post('/api/v1/imports', { fileIds: [fileId] })).body;
  const { db } = town.house;
  const child = spawn(process.execPath, [worker, id], { env: { ...process.env, DATABASE_URL: town.databaseUrl, DATA_DIR: town.dataDir, LOG_LEVEL: 'error' }, stdio: 'ignore' });
  const dead = new Promise((done) => child.once('exit', done));
  await until(async () => (await db`select 1 from imports where id = ${id} and state = 'running' and read > 0`).length > 0, { seconds: 60, what: 'the worker in the middle of its work' });
  child.kill('SIGKILL');
  await dead;

  assert.deepEqual(await db`select 1 from dataset_versions where dataset_id = ${datasetId}`.then((rows) => rows.length), 0);
  await runImport(town.house, id);
  assert.equal((await town.air.get(`/api/v1/imports/${id}`)).body.state, 'running', 'a worker that may still be alive is left alone');

  await db`update imports set beat_at = now() - interval '5 minutes' where id = ${id}`;
  await db`delete from graphile_worker._private_jobs`;
  await wakeImports({} as never, town.house, {} as never);
  assert.equal((await db`select 1 from graphile_worker.jobs where task_identifier = 'record-import'`).length, 1, 'the silent import is ordered anew');

  await runImport(town.house, id);
  const read = (await town.air.get(`/api/v1/imports/${id}`)).body;
  assert.equal(read.state, 'done', JSON.stringify(read.failure));
  assert.deepEqual(read.rows, { read: lines, accepted: lines, refused: 0 });
  const tries = readdirSync(join(town.dataDir, 'lake', `dataset=${datasetId}`, `import=${id}`));
  assert.equal(tries.length, 1, 'what the killed worker had written is gone');
  const { body } = await town.air.get(`/api/v1/datasets/${datasetId}/rows?${encodeURIComponent('编号')}=${lines - 1}`);
  assert.equal(body.items.length, 1);
  await runImport(town.house, id);
  assert.equal((await town.air.get(`/api/v1/datasets/${datasetId}/versions`)).body.items.length, 1, 'running a finished import again changes nothing');
});
