import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { destroyOld, tellLate } from '#domain/record/tend.ts';
import { settableClock } from '#kernel/time/clock.ts';
import { airTable } from '#test/kit/air-table.ts';
import { until } from '#test/kit/until.ts';
import { dataTown, ended, importTable, publish, type DataTown } from '#test/kit/data-town.ts';

const clock = settableClock(new Date());
let town: DataTown;
before(async () => {
  town = await dataTown({ clock });
});
after(() => town.stop());

const air = airTable();
const packed = Object.fromEntries(Object.entries(air.files).map(([name, text]) => [`${name}.gz`, gzipSync(text)]));

test('A messy table of twelve stations is read while its progress is seen; received, accepted and refused add up', async () => {
  const fileIds: string[] = [];
  for (const [name, bytes] of Object.entries(packed)) fileIds.push((await town.air.upload(name, bytes)).body.id);
  const notices: string[] = [];
  const stopHearing = town.house.live.hear((notice) => void notices.push(`${notice.topic} ${notice.about}`));
  const { id } = (await town.air.post('/api/v1/imports', { fileIds, title: '空气自动站逐时数据' })).body;
  for (let state = 'waiting'; state !== 'done' && state !== 'failed';) {
    const { body } = await town.air.get(`/api/v1/imports/${id}`);
    assert.equal(body.rows.read, body.rows.accepted + body.rows.refused);
    assert.ok(body.bytes.done <= body.bytes.total);
    state = body.state;
    await new Promise((wake) => setTimeout(wake, 50));
  }
  const moves = () => notices.filter((notice) => notice === `dataset.import-moved ${id}`).length;
  await until(async () => moves() >= 3 && notices.includes(`dataset.import-ended ${id}`), { what: 'live screens being told of each stage and of the end' });
  stopHearing();
  const read = (await town.air.get(`/api/v1/imports/${id}`)).body;
  assert.deepEqual(read.rows, { read: air.rows, accepted: air.rows - air.brokenLines, refused: air.brokenLines });
  const refused = (await town.air.get(`/api/v1/imports/${id}/refused?limit=200`)).body.items;
  assert.equal(refused.length, air.brokenLines);
  for (const row of refused) assert.equal(row.text.split('\n')[0], air.files[row.file.replace('.gz', '')]!.split('\n')[row.line - 1], 'each refused row is the line of its file');
  const { rows, columns } = (await town.air.get(`/api/v1/datasets/${read.datasetId}`)).body;
  assert.equal(rows, air.rows - air.brokenLines);
  assert.deepEqual(columns.map((column: { type: string }) => column.type), ['integer', 'integer', 'integer', 'integer', 'integer', 'integer', 'integer', 'number', 'code', 'code']);
  const profile = (await town.air.get(`/api/v1/datasets/${read.datasetId}/versions/1`)).body.profile.find((each: { name: string }) => each.name === 'PM2.5');
  assert.equal(profile.missing, air.missing);
  assert.equal(profile.min, -9);
});

test('Running the same batch twice does not double the data, and a governed value tells the batch and line it came from', async () => {
  const first = await importTable(town.air, packed);
  const path = `/api/v1/datasets/${first.datasetId}`;
  const again = await importTable(town.air, packed, { datasetId: first.datasetId });
  assert.equal(again.notes[0]?.code, 'SAME_AS_VERSION');
  const steps = (await town.air.get(`${path}/mapping/suggested`)).body;
  await ended(town.air, (await town.air.post(`${path}/mapping`, steps)).body.id);
  const next = airTable({ stations: 13, hours: 20 });
  const batch = { 'air-station-13.csv': next.files['air-station-13.csv']! };
  await importTable(town.air, batch, { datasetId: first.datasetId, mode: 'append' });
  await importTable(town.air, batch, { datasetId: first.datasetId, mode: 'append' });
  const after = (await town.air.get(path)).body;
  assert.equal(after.rows, air.rows - air.brokenLines + 20);
  const { items } = (await town.air.get(`${path}/rows?${encodeURIComponent('station')}=${encodeURIComponent('电城站')}&limit=1`)).body;
  assert.equal(items[0]._line, 2);
  assert.equal(items[0].time, '2026-01-01T00:00:00+08:00');
  const version = (await town.air.get(`${path}/versions/${after.current}`)).body;
  assert.deepEqual(version.sources.map((source: { files: string[]; rows: number }) => [source.files.length, source.rows]).toSorted((a: number[], b: number[]) => b[1]! - a[1]!), [[12, air.rows - air.brokenLines], [1, 20]]);
});

test('A version past its time is destroyed with a record, and asking for it says destroyed', async () => {
  const first = await importTable(town.air, { 'one.csv': 'a,b\n1,2\n' });
  const path = `/api/v1/datasets/${first.datasetId}`;
  await importTable(town.air, { 'two.csv': 'a,b\n3,4\n' }, { datasetId: first.datasetId });
  await town.air.patch(path, { keepDays: 30 });
  const folder = join(town.dataDir, 'lake', `dataset=${first.datasetId}`, `import=${first.id}`);
  await destroyOld(town.house);
  assert.equal((await town.air.get(`${path}/rows?version=1`)).status, 200, 'not before its time');
  clock.advance(31 * 86_400_000);
  await destroyOld(town.house);
  const gone = await town.air.get(`${path}/rows?version=1`);
  assert.deepEqual([gone.status, gone.body.code], [410, 'VERSION_DESTROYED']);
  assert.ok(!existsSync(folder) || readdirSync(folder).length === 0, 'its bytes are gone from the disk');
  assert.equal((await town.air.get(`${path}/rows`)).body.items[0].a, '3');
  const [entry] = await town.house.db`select detail from audit_entries where act = 'dataset.version-destroyed' and object_id = ${first.datasetId}`;
  assert.equal(entry!['detail'].version, 1);
});

test('A source later than its cycle promises is marked late, and its owner is told once', async () => {
  const read = await importTable(town.air, { 'daily.csv': 'a,b\n1,2\n' });
  await publish(town.air, read.datasetId, { cycle: 'daily' });
  await tellLate(town.house);
  const late = async () => (await town.air.get(`/api/v1/datasets/${read.datasetId}`)).body.lateSince;
  clock.advance(3 * 86_400_000);
  await tellLate(town.house);
  await tellLate(town.house);
  assert.ok(await late());
  assert.equal((await town.house.db`select 1 from events where topic = 'dataset.late' and about = ${read.datasetId}`).length, 1);
  await importTable(town.air, { 'daily.csv': 'a,b\n5,6\n' }, { datasetId: read.datasetId });
  assert.equal(await late(), null, 'new data clear the mark');
});

const real = process.env['REAL_DATA'];
const folder = real ? join(real, 'data', 'sensing-beijing-air-12-sites') : '';
test('The public table of twelve stations and 420,768 hours is read whole', { skip: real && existsSync(folder) ? false : 'REAL_DATA names no folder with this table' }, async () => {
  const files = Object.fromEntries(readdirSync(folder).filter((name) => name.endsWith('.csv.gz')).map((name) => [name, readFileSync(join(folder, name))]));
  const read = await importTable(town.air, files);
  assert.deepEqual(read.rows, { read: 420_768, accepted: 420_768, refused: 0 });
  const { columns } = (await town.air.get(`/api/v1/datasets/${read.datasetId}`)).body;
  assert.equal(columns.filter((column: { type: string }) => column.type === 'number').length, 10);
});
