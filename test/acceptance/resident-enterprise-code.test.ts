import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#kernel/database/id.ts';
import { sm2PublicKeyFromPem } from '#kernel/crypto/sm2-keys.ts';
import { settableClock } from '#kernel/time/clock.ts';
import { savePersons } from '#domain/subject/persons.ts';
import { inventCitizenId, seededPick } from '#domain/subject/identifiers/generate.ts';
import { sweepCodes } from '#domain/proof/codes/history.ts';
import { readCode } from '#domain/proof/codes/token.ts';
import { personOf, testCity } from '#test/kit/city.ts';
import type { Client } from '#test/kit/small-house.ts';

const clock = settableClock(new Date());
const city = await testCity({ clock });
const [citizen, owner, manager, clerk, repair] = await Promise.all(['citizen', 'owner', 'data', 'window3', 'repair'].map((name) => city.as(name)));
assert.ok(citizen && owner && manager && clerk && repair);
const organOf = async (username: string) => ((await city.house.db<{ organ: string }[]>`select organ from accounts where username = ${username}`)[0]?.organ ?? '');

type Point = { readonly id: string; readonly key: string };
const point = async (scene: string, name: string): Promise<Point> => {
  const made = await manager.post('/api/v1/code-points', { scene, name, organ: await organOf('data') });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made.body as Point;
};
const [gate, hall, business] = await Promise.all([point('sight', '南门检票口'), point('service-window', '综合窗口 1'), point('enterprise-window', '企业窗口 1')]);
const show = async (client: Client, scene?: string) => ((await client.post('/api/v1/codes', scene ? { scene } : {})).body as { code: string }).code;
const scan = (at: Point, code: string) => city.guest.post('/api/v1/code-scans', { code }, { 'x-point-key': at.key });
const history = async (client: Client) => (await client.get('/api/v1/code-scans')).body as { place: string; scene: string; outcome: string; shown: string[] }[];

test('The same code shows a ticket right at a sight and a licence at a window, each only its own fields', async () => {
  const sight = await scan(gate, await show(citizen));
  assert.equal(sight.status, 200, JSON.stringify(sight.body));
  assert.deepEqual(sight.body.shows, [{ title: '门票', value: '全票' }]);
  const window = await scan(hall, await show(citizen));
  assert.deepEqual(window.body.shows.map(({ title }: { title: string }) => title), ['姓名', '证件号码']);
  assert.match(window.body.shows[1].value, /^\d\*{16}[\dX]$/);
  const enterprise = await scan(business, await show(owner));
  assert.deepEqual(enterprise.body.shows.map(({ title }: { title: string }) => title).slice(0, 2), ['企业名称', '统一社会信用代码']);
  assert.equal((await scan(gate, await show(owner))).body.code, 'CODE_OF_ENTERPRISE');
});

test('A code is valid once and for a minute; a replayed, changed or late one is refused in words', async () => {
  const code = await show(citizen);
  const both = await Promise.all([scan(gate, code), scan(gate, code)]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409], 'of two gates at once one opens');
  assert.equal((await scan(gate, code)).body.code, 'CODE_USED');
  const changed = `${code.slice(0, 40)}${code[40] === 'A' ? 'B' : 'A'}${code.slice(41)}`;
  for (const wrong of [changed, 'YW1.x.y', '居民码']) assert.equal((await scan(gate, wrong)).body.code, 'CODE_UNKNOWN', wrong);
  const late = await show(citizen);
  clock.advance(61_000);
  const refused = await scan(gate, late);
  assert.equal(refused.body.code, 'CODE_EXPIRED');
  assert.match(refused.body.detail, /60 秒/);
  assert.match(refused.body.next, /刷新/);
});

test('A scene or a point that is not registered gets nothing, nor does one that was closed', async () => {
  const code = await show(citizen);
  assert.equal((await scan({ id: '', key: 'made-up' }, code)).body.code, 'POINT_NOT_REGISTERED');
  assert.equal((await city.guest.post('/api/v1/code-scans', { code })).body.code, 'POINT_NOT_REGISTERED');
  assert.equal((await repair.post('/api/v1/code-scans', { code, point: hall.id })).body.code, 'POINT_NOT_REGISTERED', 'an official without the right');
  assert.equal((await citizen.post('/api/v1/codes', { scene: 'casino' })).body.code, 'SCENE_UNKNOWN');
  assert.equal((await manager.post('/api/v1/code-points', { scene: 'casino', name: '门', organ: await organOf('data') })).body.code, 'SCENE_UNKNOWN');
  assert.equal((await repair.post('/api/v1/code-points', { scene: 'sight', name: '门', organ: await organOf('repair') })).status, 403);
  const brief = await point('sight', '临时检票口');
  assert.equal((await manager.delete(`/api/v1/code-points/${brief.id}`)).status, 204);
  assert.equal((await scan(brief, code)).body.code, 'POINT_NOT_REGISTERED');
  assert.equal((await scan(gate, code)).status, 200, 'the code was not used up by those who got nothing');
});

test('A code bound to a scene works nowhere else, and a device without network can check it for its seconds', async () => {
  const code = await show(citizen, 'sight');
  assert.equal((await scan(hall, code)).body.code, 'CODE_OTHER_SCENE');
  const key = sm2PublicKeyFromPem(String((await city.guest.get('/api/v1/code-key')).body));
  const facts = readCode(code, key);
  assert.ok(facts && facts.u - facts.t === 60 && facts.s === 'sight');
  assert.deepEqual(facts.f, ['门票', '全票']);
  assert.equal(readCode(code.replace('.', '.A'), key), null);
  const text = Buffer.from(code.split('.')[1] ?? '', 'base64url').toString('utf8');
  const [person] = await city.house.db<{ subject_id: string; name: string }[]>`select subject_id, name from accounts where username = 'citizen'`;
  assert.ok(person && !text.includes(person.subject_id) && !text.includes(person.name), 'the code names nobody');
  const at = clock.now().toISOString();
  const report = (scans: object[]) => city.guest.post('/api/v1/code-scans/late', { scans }, { 'x-point-key': gate.key });
  clock.advance(3_600_000);
  assert.deepEqual((await report([{ code, at }, { code, at }, { code: 'YW1.x.y', at }, { code, at: clock.now().toISOString() }])).body.outcomes, ['taken', 'twice', 'unknown', 'not-in-time']);
});

test('A guardian shows a code for a child within the grant, and nobody else does', async () => {
  const me = await personOf(city, 'citizen');
  const child = { id: newId(), name: '梁小童', idNumber: inventCitizenId(seededPick('code child'), { bornOn: '2018-05-06', sex: 'male' }), phone: null, address: null, sex: '男' as const, born: '2018-05-06', region: '440902001000' };
  await savePersons(city.house.db, city.house, [child]);
  const showFor = (client: Client) => client.post('/api/v1/codes', { for: child.id });
  assert.equal((await showFor(citizen)).body.code, 'CODE_NOT_GUARDIAN');
  const papers = (await clerk.upload('户口簿.pdf', Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF'))).body.id as string;
  const mandate = await clerk.post('/api/v1/mandates', { kind: 'guardian', principalId: child.id, agentName: me.name, agentIdNumber: me.idNumber, evidence: papers });
  assert.equal(mandate.status, 201, JSON.stringify(mandate.body));
  assert.deepEqual((await scan(gate, (await showFor(citizen)).body.code)).body.shows, [{ title: '门票', value: '半票' }]);
  assert.equal((await showFor(owner)).body.code, 'CODE_NOT_GUARDIAN');
});

test('The holder sees the uses of some days and switches a scene off; old uses are erased, and nothing else tells who was where', async () => {
  const before = await history(citizen);
  assert.ok(before.some(({ place, shown }) => place === '南门检票口' && shown.join() === '门票'));
  assert.ok(before.some(({ outcome }) => outcome === 'twice'), 'a code taken twice without network is shown to its holder');
  assert.equal((await history(owner)).every(({ place }) => place === '企业窗口 1'), true, 'only one’s own');
  const code = await show(citizen);
  assert.equal((await citizen.put('/api/v1/code-stops/sight', {})).status, 204);
  const refused = await scan(gate, code);
  assert.equal(refused.body.code, 'SCENE_STOPPED');
  assert.equal(refused.body.shows, undefined);
  assert.equal((await citizen.post('/api/v1/codes', { scene: 'sight' })).body.code, 'SCENE_STOPPED');
  assert.equal((await history(citizen))[0]?.outcome, 'stopped');
  assert.equal((await citizen.delete('/api/v1/code-stops/sight')).status, 204);
  assert.equal((await scan(gate, await show(citizen))).status, 200);
  const [traces] = await city.house.db<{ count: number }[]>`select count(*) from audit_entries where act like 'code.%'`;
  assert.equal(traces?.count, 0);
  clock.advance(4 * 86_400_000);
  assert.ok((await history(citizen)).every(({ scene }) => scene === 'service-window'), 'three days for a sight, seven for a window');
  clock.advance(4 * 86_400_000);
  await sweepCodes(city.house);
  const [left] = await city.house.db<{ scans: number; codes: number }[]>`select (select count(*) from code_scans) as scans, (select count(*) from codes) as codes`;
  assert.deepEqual({ ...left }, { scans: 0, codes: 0 });
});
