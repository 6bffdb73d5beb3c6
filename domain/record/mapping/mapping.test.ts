import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { dataTown, ended, importTable, type DataTown, type Read } from '#test/kit/data-town.ts';
import type { Step } from './step.ts';

let town: DataTown;
before(async () => {
  town = await dataTown();
});
after(() => town.stop());

const table = ['年,月,日,时,站点代码,风速(千米/时),气温, 备注 ', '2026,2,28,23,A01,36,12.5,  晴  ', '2026,2,29,0,A01,18,NA,雨', '2026,3,1,1,A02,7.2,abc,-', '2026,3,1,2,ZZZ,,9,阴'].join('\n');
const steps: Step[] = [
  { kind: 'moment', year: '年', month: '月', day: '日', hour: '时', to: '时间', onFault: 'refuse' },
  { kind: 'drop', columns: ['年', '月', '日', '时'] },
  { kind: 'convert', column: '气温', type: 'number', onFault: 'empty' },
  { kind: 'scale', column: '风速(千米/时)', factor: 1 / 3.6, unit: '米/秒' },
  { kind: 'rename', column: '风速(千米/时)', to: '风速' },
  { kind: 'lookup', column: '站点代码', table: { A01: '河东站', A02: '河西站' }, to: '站点', otherwise: 'empty' },
  { kind: 'convert', column: '备注', type: 'text', onFault: 'empty' },
  { kind: 'join', columns: ['站点代码', '站点'], separator: '·', to: '站点全称' },
];
const rowsOf = async (read: Read) => ((await town.air.get(`/api/v1/datasets/${read.datasetId}/rows`)).body.items as Record<string, unknown>[]).map(({ _row, _file, _line, ...values }) => values);

test('Steps are previewed with their effect on every row, applied as a new version, and the earlier version stays', async () => {
  const read = await importTable(town.air, { 'weather.csv': table });
  const path = `/api/v1/datasets/${read.datasetId}`;
  const preview = await town.air.post(`${path}/mapping/preview`, { steps });
  assert.equal(preview.status, 200, JSON.stringify(preview.body));
  assert.deepEqual(preview.body.rows, { read: 4, accepted: 3, refused: 1 });
  assert.deepEqual(preview.body.effects.map((effect: { changed: number; refused: number; emptied: number }) => [effect.changed, effect.refused, effect.emptied]), [[3, 1, 0], [0, 0, 0], [2, 0, 1], [3, 0, 0], [0, 0, 0], [3, 0, 1], [2, 0, 0], [4, 0, 0]]);
  const faulty = preview.body.sample.find((row: { fault: string | null }) => row.fault !== null);
  assert.equal(faulty.fault, '时间：2026-2-29-0');
  assert.equal((await town.air.get(`${path}/versions`)).body.items.length, 1, 'a preview writes nothing');

  const applied = await ended(town.air, (await town.air.post(`${path}/mapping`, { steps })).body.id);
  assert.equal(applied.state, 'done', JSON.stringify(applied.failure));
  assert.deepEqual(applied.rows, { read: 4, accepted: 3, refused: 1 });
  assert.deepEqual(await rowsOf(applied), [
    { 站点代码: 'A01', 风速: 10, 气温: 12.5, 备注: '晴', 时间: '2026-02-28T23:00:00+08:00', 站点: '河东站', 站点全称: 'A01·河东站' },
    { 站点代码: 'A02', 风速: 2, 气温: null, 备注: null, 时间: '2026-03-01T01:00:00+08:00', 站点: '河西站', 站点全称: 'A02·河西站' },
    { 站点代码: 'ZZZ', 风速: null, 气温: 9, 备注: '阴', 时间: '2026-03-01T02:00:00+08:00', 站点: null, 站点全称: 'ZZZ' },
  ]);
  const { items } = (await town.air.get(`/api/v1/imports/${applied.id}/refused`)).body;
  assert.deepEqual(items.map((row: { line: number; reason: string; text: string }) => [row.line, row.reason, row.text]), [[3, 'value', '时间：2026-2-29-0']]);
  assert.equal((await town.air.get(`${path}/rows?version=1`)).body.items.length, 4);
  const unit = (await town.air.get(path)).body.columns.find((column: { name: string }) => column.name === '风速').unit;
  assert.equal(unit, '米/秒');
  const compared = (await town.air.get(`${path}/versions/1/compare?with=2`)).body;
  assert.deepEqual([compared.rows, compared.gained.includes('时间'), compared.lost.includes('年')], [{ from: 4, to: 3 }, true, true]);
});

test('The next batch of the same table goes through the same steps; the same batch twice adds nothing', async () => {
  const read = await importTable(town.air, { 'weather.csv': table });
  const path = `/api/v1/datasets/${read.datasetId}`;
  await ended(town.air, (await town.air.post(`${path}/mapping`, { steps })).body.id);
  const more = 'A01,2026,3,2,5,72,1,晴\n'.split(',');
  const batch = ['年,月,日,时,站点代码,风速(千米/时),气温, 备注 ', `2026,3,2,5,${more[0]},72,1,晴`].join('\n');
  const appended = await importTable(town.air, { 'more.csv': batch }, { datasetId: read.datasetId, mode: 'append' });
  assert.equal(appended.state, 'done', JSON.stringify(appended.failure));
  const rows = await rowsOf(appended);
  assert.deepEqual(rows.at(-1), { 站点代码: 'A01', 风速: 20, 气温: 1, 备注: '晴', 时间: '2026-03-02T05:00:00+08:00', 站点: '河东站', 站点全称: 'A01·河东站' });
  assert.equal(rows.length, 4);
  const again = await importTable(town.air, { 'renamed.csv': batch }, { datasetId: read.datasetId, mode: 'append' });
  assert.deepEqual([again.state, again.notes[0]?.code, again.version], ['done', 'SAME_AS_VERSION', appended.version]);
  assert.equal((await rowsOf(again)).length, 4);
  const version = (await town.air.get(`${path}/versions/${appended.version}`)).body;
  assert.deepEqual(version.sources.map((source: { files: string[]; rows: number }) => [source.files[0], source.rows]).toSorted(), [['more.csv', 1], ['weather.csv', 3]]);
  const numbers = (await town.air.get(`${path}/rows`)).body.items.map((row: { _row: number }) => row._row);
  assert.equal(new Set(numbers).size, 4, 'every row keeps a number of its own');
});

test('Suggested steps give every column its type and put the parts of a date together', async () => {
  const lines = Array.from({ length: 50 }, (_, n) => `2026,${1 + (n % 12)},${1 + (n % 28)},${n % 24},${n % 7 === 0 ? 'NA' : n / 4}`);
  const read = await importTable(town.air, { 'parts.csv': `year,month,day,hour,PM2.5\n${lines.join('\n')}\n` });
  const path = `/api/v1/datasets/${read.datasetId}`;
  const suggested = (await town.air.get(`${path}/mapping/suggested`)).body;
  const applied = await ended(town.air, (await town.air.post(`${path}/mapping`, suggested)).body.id);
  assert.deepEqual(applied.rows, { read: 50, accepted: 50, refused: 0 });
  const { columns } = (await town.air.get(path)).body;
  assert.deepEqual(columns.map((column: { name: string; type: string }) => [column.name, column.type]), [['PM2.5', 'number'], ['time', 'time']]);
});

test('Steps that cannot be applied are refused, each with its place, and nothing changes', async () => {
  const read = await importTable(town.air, { 'weather.csv': table });
  const path = `/api/v1/datasets/${read.datasetId}`;
  const wrong = [{ kind: 'convert', column: '没有', type: 'number' }, { kind: 'rename', column: '气温', to: '年' }, { kind: 'rename', column: '气温', to: '_row' }, { kind: 'moment', year: '年', month: '月', to: 't' }];
  const answer = await town.air.post(`${path}/mapping`, { steps: wrong });
  assert.equal(answer.body.code, 'MAPPING_INVALID');
  assert.deepEqual(answer.body.errors.map((error: { pointer: string }) => error.pointer), ['/steps/0', '/steps/1/to', '/steps/2/to', '/steps/3/day']);
  assert.equal((await town.air.post(`${path}/mapping/preview`, { steps: [{ kind: 'fly' }] })).body.code, 'INPUT_INVALID');
  assert.equal((await town.air.post(`${path}/mapping`, { version: 9, steps })).body.code, 'VERSION_NOT_FOUND');
  assert.equal((await town.welfare.post(`${path}/mapping`, { steps })).body.code, 'DATASET_NOT_FOUND');
  assert.equal((await town.air.get(`${path}/versions`)).body.items.length, 1);
});

test('A mapping that would refuse every row makes no version', async () => {
  const read = await importTable(town.air, { 'dates.csv': 'a,b\n2026-02-30,1\n2026-02-31,2\n' });
  const path = `/api/v1/datasets/${read.datasetId}`;
  const applied = await ended(town.air, (await town.air.post(`${path}/mapping`, { steps: [{ kind: 'convert', column: 'a', type: 'date', onFault: 'refuse' }] })).body.id);
  assert.equal(applied.failure?.code, 'IMPORT_NOTHING_ACCEPTED');
  assert.equal((await town.air.get(`/api/v1/imports/${applied.id}/refused`)).body.items.length, 2);
  assert.equal((await town.air.get(path)).body.current, 1);
});
