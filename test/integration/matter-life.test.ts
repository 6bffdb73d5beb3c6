import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bicycleTown, east } from '#test/kit/bicycle-town.ts';

const town = await bicycleTown();
const { citizen, neighbour, window, decider, police, otherWindow } = town.people;
const form = { owner: town.citizen.name, ownerId: town.citizen.idNumber, phone: '13800138000', frame: 'ABC123456', colour: 'red' };
const application = { type: 'bicycle-registration', answers: { origin: 'used' }, form: { ...form, seller: '卖家' }, materials: { transfer: { later: true } } };
const act = (client: typeof citizen, id: string, body: object, headers = {}) => client.post(`/api/v1/matters/${id}/acts`, body, headers);

async function opened(): Promise<{ id: string; number: string }> {
  const answer = await citizen.post('/api/v1/matters', application);
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return answer.body;
}

test('An application goes from the citizen to the window of the county and has a number and a deadline', async () => {
  const { id, number } = await opened();
  assert.match(number, /^\d{8}-\d{7}-\d$/);
  const seen = await window.get(`/api/v1/matters/${number}`);
  assert.equal(seen.body.id, id);
  assert.equal(seen.body.organName, '东城区交通运输局');
  assert.equal(seen.body.form.ownerId, '9****************7', 'identity numbers are masked for officials');
  assert.deepEqual(seen.body.masked, ['owner', 'ownerId', 'phone', 'seller']);
  assert.deepEqual(seen.body.acts.map((each: { key: string }) => each.key), ['accept', 'correct', 'decline']);
  const queue = await window.get('/api/v1/matters?queue=todo');
  assert.ok(queue.body.items.some((each: { id: string }) => each.id === id));
});

test('Every wrong field and every missing material is named at once, and nothing is opened', async () => {
  const answer = await citizen.post('/api/v1/matters', { ...application, form: { ...form, ownerId: '999901200502290028', frame: 'x' } });
  assert.equal(answer.status, 400);
  assert.deepEqual(answer.body.errors.map((each: { pointer: string }) => each.pointer).toSorted(), ['/form/frame', '/form/ownerId', '/form/seller']);
  assert.match(answer.body.errors.find((each: { pointer: string }) => each.pointer === '/form/ownerId').message, /身份号码/);
  const materials = await citizen.post('/api/v1/matters', { ...application, materials: {} });
  assert.equal(materials.body.code, 'MATERIALS_MISSING');
  const unanswered = await citizen.post('/api/v1/matters', { ...application, answers: {} });
  assert.equal(unanswered.body.errors[0].pointer, '/answers/origin');
});

test('A clerk of another organ cannot open the case, and another citizen cannot read it by its number', async () => {
  const { id, number } = await opened();
  for (const client of [otherWindow, neighbour]) assert.equal((await client.get(`/api/v1/matters/${number}`)).status, 404);
  const refused = await act(otherWindow, id, { act: 'accept' });
  assert.equal(refused.body.code, 'MATTER_NOT_FOUND');
  const wrongPost = await act(decider, id, { act: 'accept' });
  assert.equal(wrongPost.body.code, 'ACT_NOT_YOURS');
  assert.match(wrongPost.body.detail, /东城区交通运输局（窗口）/);
});

test('Correction is asked once, pauses the clock, and the corrected form is checked again', async () => {
  const { id } = await opened();
  assert.equal((await act(window, id, { act: 'correct' })).body.code, 'REASON_NEEDED');
  assert.equal((await act(window, id, { act: 'correct', reason: '车架号与照片不符，请核对后重填' })).status, 200);
  const paused = await citizen.get(`/api/v1/matters/${id}`);
  assert.equal(paused.body.stateTitle, '待补正');
  assert.equal(paused.body.promiseDueAt, null);
  assert.ok(paused.body.dueAt, 'the applicant has thirty days');
  assert.equal((await act(citizen, id, { act: 'supply', data: { form: { frame: '?' } } })).body.errors[0].pointer, '/form/frame');
  assert.equal((await act(citizen, id, { act: 'supply', data: { form: { frame: 'XYZ987654' } } })).status, 200);
  assert.equal((await act(window, id, { act: 'correct', reason: '再补一次' })).body.code, 'ACT_DONE_BEFORE');
  assert.equal((await citizen.get(`/api/v1/matters/${id}`)).body.form.frame, 'XYZ987654');
});

test('Two organs review at the same time; the licence is issued, a stranger verifies it, and its withdrawal shows at once', async () => {
  const { id } = await opened();
  assert.equal((await act(window, id, { act: 'accept' })).status, 200);
  assert.equal((await act(window, id, { act: 'accept' })).body.code, 'ACT_NOT_POSSIBLE');
  const part = (client: typeof police, name: string) => client.post(`/api/v1/matters/${id}/parts/${name}`, { answer: 'agreed', opinion: '无异议' });
  assert.equal((await part(window, 'theft')).body.code, 'ACT_NOT_YOURS');
  assert.equal((await part(police, 'theft')).status, 200);
  assert.equal((await part(police, 'theft')).body.code, 'ACT_DONE_BEFORE');
  assert.equal((await part(decider, 'road')).body.stateTitle, '待决定');
  assert.equal((await act(decider, id, { act: 'grant' })).body.outcome, 'done');
  const [licence] = (await citizen.get('/api/v1/proofs')).body;
  assert.equal(licence.state, 'valid');
  const verified = await town.guest.get(`/api/v1/proofs/${licence.identifier}`);
  assert.equal(verified.body.signatureHolds, true);
  assert.equal(verified.body.facts.holder.name, '梁*海');
  assert.ok(!JSON.stringify(verified.body).includes(town.citizen.idNumber));
  const withdrawn = await decider.post(`/api/v1/proofs/${licence.identifier}/changes`, { change: 'withdraw', why: '登记信息失实' });
  assert.equal(withdrawn.body.state, 'withdrawn');
  assert.equal((await town.guest.get(`/api/v1/proofs/${licence.identifier}`)).body.state, 'withdrawn');
});

test('The same request sent twice with one key opens one matter; the key cannot be used for another', async () => {
  const key = { 'idempotency-key': 'once-and-no-more' };
  const [first, second] = await Promise.all([citizen.post('/api/v1/matters', application, key), citizen.post('/api/v1/matters', application, key)]);
  assert.equal(first.status, 201);
  assert.equal(second.body.number, first.body.number);
  assert.equal((await citizen.post('/api/v1/matters', { ...application, address: '别处' }, key)).body.code, 'KEY_REUSED');
});

test('An act on an older version is refused', async () => {
  const { id } = await opened();
  assert.equal((await act(window, id, { act: 'accept' }, { 'if-match': '"7"' })).status, 412);
});

test('A bad rating opens a review with the organ that handled it; it is given once and with tags of its level', async () => {
  const { id } = await opened();
  assert.equal((await citizen.post(`/api/v1/matters/${id}/rating`, { level: 1 })).body.code, 'RATING_TOO_EARLY');
  await act(window, id, { act: 'decline', reason: '不属于本区' });
  assert.equal((await citizen.post(`/api/v1/matters/${id}/rating`, { level: 1, tags: [510] })).body.code, 'RATING_TAG_WRONG');
  const rated = await citizen.post(`/api/v1/matters/${id}/rating`, { level: 1, tags: [113], words: '跑了两个窗口' });
  assert.equal(rated.status, 201);
  assert.equal((await citizen.post(`/api/v1/matters/${id}/rating`, { level: 5 })).body.code, 'RATED_BEFORE');
  const review = await window.get(`/api/v1/matters/${rated.body.reviewNumber}`);
  assert.equal(review.body.organName, '东城区交通运输局');
  assert.equal(review.body.form.level, 1);
});

test('Likely duplicates nearby are shown; who joins is told, and only with photo and position it counts as found', async () => {
  const point = [110.05, 21.05];
  const report = await citizen.post('/api/v1/matters', { type: 'stolen-bicycle', form: { words: '红色自行车在菜市场被偷' }, point });
  assert.equal(report.status, 201);
  const near = await neighbour.get(`/api/v1/neighbours?type=stolen-bicycle&lon=110.0505&lat=21.0501&words=${encodeURIComponent('菜市场自行车')}`);
  assert.equal(near.body[0].number, report.body.number);
  assert.ok(near.body[0].metres < 100);
  assert.equal((await act(police, report.body.id, { act: 'find' })).body.code, 'EVIDENCE_NEEDED');
  const outside = await citizen.post('/api/v1/matters', { type: 'stolen-bicycle', form: { words: '在海上' }, point: [0, 0] });
  assert.equal(outside.status, 422);
});

test('Drafts keep what was typed, belong to the account, and go when the application is sent', async () => {
  const saved = await citizen.post('/api/v1/drafts', { type: 'bicycle-registration', answers: { origin: 'used' }, form: { owner: '梁', colour: 'violet' }, materials: {} });
  assert.equal(saved.status, 201);
  assert.equal((await neighbour.get(`/api/v1/drafts/${saved.body.id}`)).status, 404);
  assert.equal((await citizen.post('/api/v1/matters', { ...application, draftId: saved.body.id })).status, 201);
  assert.equal((await citizen.get(`/api/v1/drafts/${saved.body.id}`)).body.code, 'DRAFT_NOT_FOUND');
});

test('Every act is in the timeline, in the audit log and in the events, under one trace', async () => {
  const { id } = await opened();
  await act(window, id, { act: 'accept' });
  const timeline = (await citizen.get(`/api/v1/matters/${id}/timeline`)).body;
  assert.deepEqual(timeline.map((each: { act: string }) => each.act), ['open', 'accept']);
  const [audited] = await town.house.db`select count(*)::int as count, count(distinct trace_id)::int as traces from audit_entries where object_id = ${id}`;
  assert.deepEqual({ ...audited }, { count: 2, traces: 1 });
  const events = await town.house.db`select topic, region from events where about = ${id} order by id`;
  assert.deepEqual(events.map((each) => ({ ...each })), [{ topic: 'matter.opened', region: east }, { topic: 'matter.moved', region: east }]);
});
