import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Type } from 'typebox';
import { choice, date, number, text } from '#kernel/schema/fields.ts';
import { defineRecord } from '#domain/record/define.ts';
import { syncDeclared } from '#domain/record/catalogue/declared.ts';
import { saveOrgans } from '#domain/subject/organs.ts';
import { dataTown, fullEntry, importTable, publish, type DataTown } from '#test/kit/data-town.ts';

const rainfall = defineRecord({
  key: 'rainfall', title: '降雨量日报', summary: '各雨量站日降雨量', owner: '水务局', category: '3080020001', duty: '水旱灾害防御', source: '水文监测系统', grade: { grade: 'general', level: 1 }, cycle: 'daily', sharing: { type: 'unconditional' }, opening: { type: 'open' },
  columns: Type.Object({ station: text('站名', { class: 'public' }), day: date('日期', { class: 'public' }), rain: number('降雨量', { minimum: 0, unit: '毫米', class: 'public' }), kind: choice('类别', { auto: '自动', manual: '人工' }, { class: 'public' }) }),
  rules: [{ kind: 'range', column: 'rain', min: 0, max: 2000 }],
});

let town: DataTown;
before(async () => {
  town = await dataTown({ declared: [rainfall] });
});
after(() => town.stop());

const table = '站点,PM2.5\n河东,12\n河西,15\n';

test('An entry cannot be published while anything it must say is missing; every gap is named, and the code is given once', async () => {
  const { datasetId } = await importTable(town.air, { '空气质量日报.csv': table });
  const path = `/api/v1/datasets/${datasetId}`;
  const refused = await town.air.post(`${path}/publish`);
  assert.equal(refused.body.code, 'DATASET_NOT_READY');
  assert.deepEqual(refused.body.errors.map((error: { pointer: string }) => error.pointer), ['/summary', '/category', '/duty', '/source', '/grade', '/sharing', '/opening', '/cycle']);
  await town.air.patch(path, { ...fullEntry, sharing: 'none', opening: 'conditional', openingCondition: null });
  const lacking = await town.air.post(`${path}/publish`);
  assert.deepEqual(lacking.body.errors.map((error: { pointer: string }) => error.pointer), ['/sharingBasis', '/openingCondition'], 'not sharing must cite the law');
  const code = await publish(town.air, datasetId);
  assert.match(code, /^3060010012\/\d{6}$/);
  assert.equal((await town.air.post(`${path}/publish`)).body.code, 'DATASET_STATE');
  assert.equal((await town.air.patch(path, { category: '3060010013' })).body.code, 'CATEGORY_FIXED');
  assert.equal((await town.air.patch(path, { duty: null })).body.code, 'DATASET_NOT_READY', 'a published entry stays complete');
});

test('Codes of one category run without gap however many publish at once', async () => {
  const reads = [];
  for (let n = 0; n < 6; n += 1) reads.push(await importTable(town.air, { [`t${n}.csv`]: `a,b\n${n},1\n` }));
  const codes = await Promise.all(reads.map((read) => publish(town.air, read.datasetId, { category: '2010010001' })));
  assert.deepEqual(codes.toSorted(), [1, 2, 3, 4, 5, 6].map((n) => `2010010001/00000${n}`));
});

test('The catalogue is found by the words people use, with real rows, freshness and quality; others see what they may', async () => {
  const { datasetId } = await importTable(town.air, { 'noise.csv': '监测点,分贝\n广场,61\n公园,47\n' }, { title: '城区噪声监测结果' });
  await publish(town.air, datasetId, { keywords: ['声环境'], summary: '功能区噪声昼夜监测' });
  const find = async (client: typeof town.air, q: string) => ((await client.get(`/api/v1/datasets?q=${encodeURIComponent(q)}`)).body.items as { id: string }[]).some((each) => each.id === datasetId);
  for (const words of ['噪声', '噪声 监测', '声环境', '分贝', 'noise']) assert.equal(await find(town.welfare, words), words !== 'noise', words);
  assert.equal(await find(town.guest, '噪声'), true, 'an entry opened on condition is seen by everybody');
  const card = (await town.welfare.get(`/api/v1/datasets?q=${encodeURIComponent('噪声')}`)).body.items[0];
  assert.deepEqual([card.rows, card.organ, card.status, card.use], [2, 'air', 'published', { requests: 0, grants: 0, calls: 0 }]);
  assert.ok(card.score > 0 && card.freshAt);
  await town.air.patch(`/api/v1/datasets/${datasetId}`, { opening: 'closed' });
  assert.equal(await find(town.guest, '噪声'), false);
  assert.equal((await town.guest.get(`/api/v1/datasets/${datasetId}`)).body.code, 'DATASET_NOT_FOUND');
  assert.equal((await town.welfare.patch(`/api/v1/datasets/${datasetId}`, { title: 'x' })).body.code, 'DATASET_NOT_FOUND');
});

test('Two who change an entry at once do not overwrite each other', async () => {
  const { datasetId } = await importTable(town.air, { 'x.csv': table });
  const path = `/api/v1/datasets/${datasetId}`;
  const etag = (await town.air.get(path)).headers.get('etag')!;
  assert.equal((await town.air.patch(path, { summary: '甲' }, { 'if-match': etag })).status, 200);
  assert.equal((await town.air.patch(path, { summary: '乙' }, { 'if-match': etag })).body.code, 'STALE');
  assert.equal((await town.air.get(path)).body.summary, '甲');
});

test('When the source gains or loses a column, the published entry is marked out of step until its owner chooses', async () => {
  const { datasetId } = await importTable(town.air, { 'a.csv': table });
  const path = `/api/v1/datasets/${datasetId}`;
  await publish(town.air, datasetId);
  const changed = await importTable(town.air, { 'b.csv': '站点,PM10,经度\n河东,12,110.9\n' }, { datasetId });
  const entry = (await town.air.get(path)).body;
  assert.deepEqual([entry.current, entry.outOfStep], [1, { gained: ['PM10', '经度'], lost: ['PM2.5'], version: changed.version }]);
  assert.equal((await town.house.db`select 1 from events where topic = 'dataset.out-of-step' and about = ${datasetId} and organ = 'air'`).length, 1);
  assert.deepEqual((await town.air.get(`${path}/versions/1/compare?with=2`)).body.gained, ['PM10', '经度']);
  const used = await town.air.post(`${path}/versions/2/use`);
  assert.deepEqual([used.body.current, used.body.outOfStep, used.body.columns.map((column: { name: string }) => column.name)], [2, null, ['站点', 'PM10', '经度']]);
});

test('A withdrawn entry shows its reason and who used it, and their grants end', async () => {
  const { datasetId } = await importTable(town.air, { 'w.csv': table });
  await publish(town.air, datasetId, { sharing: 'unconditional' });
  const asked = await town.welfare.post('/api/v1/data-requests', { datasetId, columns: ['站点'], purpose: '敏感人群提醒', scenario: '健康服务', basis: '部门职责', frequency: '每日', until: new Date(Date.now() + 86_400_000).toISOString(), undertaking: true });
  const withdrawn = await town.air.post(`/api/v1/datasets/${datasetId}/withdraw`, { reason: '监测站点调整' });
  assert.deepEqual([withdrawn.body.status, withdrawn.body.withdrawnReason, withdrawn.body.users.map((user: { organ: string }) => user.organ)], ['withdrawn', '监测站点调整', ['welfare']]);
  assert.equal((await town.welfare.get(`/api/v1/shared/${asked.body.grantId}/rows`)).body.code, 'GRANT_OVER');
});

test('A dataset declared by a pack stands in the catalogue, and an upload with its titles as headings fills it', async () => {
  await saveOrgans(town.house.db, [{ id: 'water', name: '水务局', function: '水务局', region: '440900000000', parent: null, uscc: '11440900MB2C000000', phone: null }], { demo: true });
  await (await import('#domain/subject/organs.ts')).loadOrgans(town.house);
  await syncDeclared(town.house);
  const water = await town.manager('water');
  const [entry] = (await water.get(`/api/v1/datasets?q=${encodeURIComponent('降雨量')}`)).body.items;
  assert.deepEqual([entry.key, entry.organ, entry.status], ['rainfall', 'water', 'draft']);
  const differing = await importTable(water, { 'x.csv': '站名,日期\n甲,2026-03-01\n' }, { datasetId: entry.id });
  assert.deepEqual([differing.failure?.code, differing.failure?.detail.includes('降雨量')], ['IMPORT_COLUMNS_DIFFER', true]);
  const read = await importTable(water, { 'x.csv': '日期,站名,降雨量,类别,备注\n2026-03-01,甲,12.5,auto,-\n2026-02-30,乙,3,auto,-\n' }, { datasetId: entry.id });
  assert.deepEqual(read.rows, { read: 2, accepted: 1, refused: 1 });
  const { items } = (await water.get(`/api/v1/datasets/${entry.id}/rows`)).body;
  assert.deepEqual(Object.fromEntries(Object.entries(items[0]).filter(([name]) => !name.startsWith('_'))), { day: '2026-03-01', station: '甲', rain: 12.5, kind: 'auto' });
  assert.equal((await water.post(`/api/v1/datasets/${entry.id}/publish`)).status, 200);
});
