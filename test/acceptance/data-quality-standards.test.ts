import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { airTable } from '#test/kit/air-table.ts';
import { dataTown, ended, importTable, publish, type DataTown } from '#test/kit/data-town.ts';

let town: DataTown;
before(async () => {
  town = await dataTown();
});
after(() => town.stop());

const air = airTable({ stations: 4, hours: 500 });
type Result = { rule: string; checked: number; failing: number; rate: number; samples: number[] };

test('Rules of every dimension give counts, samples and a score; a mapping mends what fails, and the trend shows it', async () => {
  const { datasetId } = await importTable(town.air, air.files);
  const path = `/api/v1/datasets/${datasetId}`;
  const rules = [
    { key: 'pm-there', kind: 'notNull', column: 'PM2.5', atLeast: 0.9 }, { key: 'pm-range', kind: 'range', column: 'PM2.5', min: 0, max: 2000, atLeast: 1 }, { key: 'once', kind: 'unique', columns: ['station', 'year', 'month', 'day', 'hour'] },
    { key: 'wind', kind: 'codes', column: 'wd', codes: ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'] }, { key: 'fine-in-coarse', kind: 'expression', expression: '[PM2.5] <= [PM10] or [PM2.5] is empty', title: 'PM2.5 不大于 PM10' },
  ];
  assert.equal((await town.air.patch(path, { rules })).status, 200);
  const first = (await town.air.post(`${path}/checks`)).body;
  const result = (key: string): Result => first.results.find((each: Result) => each.rule === key);
  assert.equal(result('pm-there').failing, air.missing);
  assert.equal(result('pm-range').failing, air.negative);
  assert.equal(result('pm-range').checked, air.rows - air.brokenLines - air.missing);
  assert.equal(result('once').failing, 0);
  assert.equal(result('wind').rate, 1);
  assert.ok(result('fine-in-coarse').failing > 0);

  const failing = (await town.air.get(`${path}/quality/pm-range/rows?limit=200`)).body.items;
  assert.equal(failing.length, air.negative);
  for (const row of failing) assert.equal(air.files[row.file]!.split('\n')[row.line - 1]!.split(',')[5], '-9', 'each failing row opens to its line');

  const steps = [{ kind: 'missing', columns: ['PM2.5'], words: ['-9'] }, { kind: 'convert', column: 'PM2.5', type: 'number' }];
  const mapped = await ended(town.air, (await town.air.post(`${path}/mapping`, { steps })).body.id);
  assert.equal(mapped.state, 'done');
  const { latest, trend, weights } = (await town.air.get(`${path}/quality`)).body;
  assert.equal(latest.results.find((each: Result) => each.rule === 'pm-range').failing, 0);
  assert.ok(latest.dimensions.accuracy > first.dimensions.accuracy);
  assert.deepEqual(trend.map((point: { version: number }) => point.version), [1, 1, 2]);
  assert.equal(Math.round(weights.reduce((sum: number, each: { weight: number }) => sum + each.weight, 0) * 100), 100, 'the weights are published');
  assert.equal((await town.air.get(path)).body.score, latest.score);
});

test('A published dataset that falls below its rules sends its owner a repair order with the failing rules and rows', async () => {
  const { datasetId } = await importTable(town.air, { 'a.csv': `编号,数值\n${Array.from({ length: 50 }, (_, n) => `${n},${n % 5 === 0 ? -n - 1 : n}`).join('\n')}\n` });
  await publish(town.air, datasetId);
  await town.air.patch(`/api/v1/datasets/${datasetId}`, { rules: [{ key: 'range', kind: 'range', column: '数值', min: 0 }] });
  await town.air.post(`/api/v1/datasets/${datasetId}/checks`);
  const [order] = await town.house.db<{ organ: string; payload: { rules: { key: string; failing: number; samples: number[] }[] } }[]>`select organ, payload from events where topic = 'dataset.repair-ordered' and about = ${datasetId}`;
  assert.equal(order?.organ, 'air');
  assert.deepEqual(order.payload.rules.map((rule) => [rule.key, rule.failing, rule.samples.length]), [['range', 10, 10]]);
});

test('Values are held against another dataset: what it does not know fails', async () => {
  const codes = await importTable(town.air, { 'codes.csv': '代码,名称\nA01,河东站\nA02,河西站\n' });
  const { datasetId } = await importTable(town.air, { 'readings.csv': '站点,值\nA01,1\nA03,2\n,3\n' });
  const path = `/api/v1/datasets/${datasetId}`;
  assert.equal((await town.air.patch(path, { rules: [{ key: 'known', kind: 'reference', column: '站点', dataset: codes.datasetId, to: '代码' }] })).status, 200);
  const { results } = (await town.air.post(`${path}/checks`)).body;
  const known = results.find((each: Result) => each.rule === 'known');
  assert.deepEqual([known.checked, known.failing, known.samples], [2, 1, [2]]);
});

test('Rules that cannot be run are refused with their place, and the old ones stay', async () => {
  const { datasetId } = await importTable(town.air, { 'a.csv': 'a,b\n1,x\n2,y\n' });
  const path = `/api/v1/datasets/${datasetId}`;
  const before = (await town.air.get(path)).body.rules;
  const answer = await town.air.patch(path, { rules: [{ kind: 'range', column: 'b', min: 1 }, { kind: 'expression', expression: "1; delete from datasets" }, { kind: 'notNull' }] });
  assert.equal(answer.body.code, 'RULES_INVALID');
  assert.deepEqual(answer.body.errors.map((error: { pointer: string }) => error.pointer), ['/rules/0/column', '/rules/1/expression', '/rules/2/column']);
  assert.deepEqual((await town.air.get(path)).body.rules, before);
  assert.equal((await town.air.get(`${path}/quality/nothing/rows`)).body.code, 'RULE_NOT_FOUND');
});
