import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadPacks, PackFaults } from '#domain/load-packs.ts';
import { definePack } from '#domain/pack.ts';
import { defineMatter, end, officer, to } from '#domain/matter/define.ts';
import { cityNamed } from '#cities/cities.ts';
import { checkFloors } from '#test/floors.ts';
import { testCity } from '#test/kit/city.ts';
import { inFolder } from '#test/kit/folder.ts';

const city = await testCity();
const administrator = await city.as('admin');
const leader = await city.as('leader');
const { packs } = cityNamed('maoming');
type Topic = { readonly key: string; readonly area: string; readonly title: string; readonly lead: string; readonly serves: readonly string[]; readonly counts: Readonly<Record<string, number>> };
const topics = (await administrator.get('/api/v1/packs')).body as Topic[];

test('Every topic of the city stands in one list with its lead organ, the plan rows it serves and what it declares', () => {
  assert.equal(topics.length, packs.length);
  assert.ok(topics.length >= 10);
  for (const { key, title, lead, serves, counts } of topics) {
    assert.ok(title && lead, key);
    assert.ok(serves.length > 0 || key === 'device-care', `${key} serves no row`);
    assert.ok(Object.values(counts).some((count) => count > 0), key);
  }
});

test('Each has a page made from its declaration, which names all of it', async () => {
  for (const { area, key } of topics) {
    const page = await administrator.get(`/api/v1/packs/${area}/${key}`);
    assert.match(page.headers.get('content-type') ?? '', /text\/markdown/);
    const pack = packs.find((each) => each.key === key && each.area === area);
    for (const definition of [...(pack?.matters ?? []), ...(pack?.signals ?? []), ...(pack?.things ?? []), ...(pack?.proofs ?? [])]) assert.ok(String(page.body).includes(`\`${definition.key}\``), `${key}: ${definition.key}`);
  }
  assert.equal((await administrator.get('/api/v1/packs/environment/nothing')).status, 404);
});

test('What a topic declares runs without code of its own: form and flow, indicator, device, map', async () => {
  const flood = (await city.guest.get('/api/v1/matter-types/flood-response')).body as { pack: string; form: { properties: object }; lifecycle: { key: string; acts: object[] }[] };
  assert.equal(flood.pack, 'environment/river');
  assert.deepEqual(Object.keys(flood.form.properties), ['level', 'station', 'words']);
  assert.ok(flood.lifecycle.length >= 3 && flood.lifecycle.every(({ acts }) => acts.length > 0));
  const signal = (await leader.get('/api/v1/signals/river-stage')).body as { title: string; meaning: string };
  assert.equal(signal.title, '河道水情');
  const kinds = (await leader.get('/api/v1/thing-types')).body as { key: string }[];
  assert.ok(kinds.some(({ key }) => key === 'river-gauge'));
  assert.ok([200, 204].includes((await leader.get('/tiles/things/8/206/111.mvt')).status));
  assert.equal((await leader.get('/api/v1/signals/river-stage', { 'accept-language': 'en' })).body.title, packs.find(({ key }) => key === 'river')?.english['河道水情']);
});

test('A topic with a flow that never ends, a stranger in it, a key that is taken and words without English does not go live: all is told at once', () => {
  const endless = defineMatter({ key: 'flood-response', title: '新的流程', kind: 'task', people: { desk: officer('水务局') }, lifecycle: { open: { title: 'Open', by: 'desk', acts: { on: to('again', 'On') } }, again: { title: 'Again', by: 'nobody', acts: { back: to('open', 'Back') } }, lost: { title: 'Lost', by: 'desk', acts: { stop: end('Stop', 'Stopped', 'void') } } } });
  assert.throws(() => loadPacks([...packs, definePack({ key: 'draft', title: 'Draft', area: 'governance', lead: '水务局', matters: [endless] })]), (error) => {
    assert.ok(error instanceof PackFaults);
    const said = error.faults.map(({ pack, spot, said: words }) => `${pack} ${spot}: ${words}`).join('\n');
    for (const part of ['already taken', 'state open: can never come to an end', 'state again: can never come to an end', 'state lost: can never be reached', '“nobody”, whom this matter does not know', 'has no English for: 新的流程']) assert.ok(said.includes(part), `${part} in\n${said}`);
    return error.faults.every(({ pack }) => pack === 'governance/draft');
  });
});

test('A topic that would open the database, the network or files, or reach into an engine, does not pass the check', () => inFolder(async (folder) => {
  const file = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  file('domain/matter/store.ts', 'export const all = 1;');
  file('packs/service/sly/a.ts', "import postgres from 'postgres';\nexport default postgres;");
  file('packs/service/sly/b.ts', "import { readFileSync } from 'node:fs';\nreadFileSync('x');");
  file('packs/service/sly/c.ts', "import { all } from '#domain/matter/store.ts';\nexport default all;");
  const { faults } = checkFloors(folder);
  assert.equal(faults.length, 3);
  for (const fault of faults) assert.match(fault, /a pack only declares|a pack sees the definitions of a noun/);
}));
