import assert from 'node:assert/strict';
import { test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { testCity } from '#test/kit/city.ts';

const city = await testCity();
const base = `${city.url}/open311/v2`;
const [citizen, desk, unit] = [await city.as('citizen'), await city.as('dispatch'), await city.as('repair')];
const organ = (await unit.get('/api/v1/session')).body.reader.organ as string;
const spot = (await city.guest.get('/api/v1/regions/440902000000')).body.centre as [number, number];
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64');
const act = (client: typeof desk, id: string, body: object) => client.post(`/api/v1/matters/${id}/acts`, body);

/** What an ordinary Open311 client does: a form-encoded POST, answers read as XML or JSON. */
const post = (fields: Record<string, string>, format = 'json') => fetch(`${base}/requests.${format}`, { method: 'POST', body: new URLSearchParams(fields) });
const road = { api_key: 'open311-demo', service_code: 'city-report.road', lat: String(spot[1]), long: String(spot[0]), description: '人行道塌陷，约半米深' };

test('A broken road reported by a citizen is filed, dispatched, handled with photo and position, checked, reopened and confirmed', async () => {
  const report = await citizen.post('/api/v1/matters', { type: 'city-report', form: { class: 'road', description: '路口有大坑，电动车容易摔', spot } });
  assert.equal(report.status, 201, JSON.stringify(report.body));
  const { id } = report.body;
  assert.equal((await act(desk, id, { act: 'dispatch' })).body.errors[0].pointer, '/data/organ');
  const nobody = await act(desk, id, { act: 'dispatch', data: { organ: 'nobody' } });
  assert.deepEqual([nobody.status, nobody.body.errors], [400, [{ pointer: '/data/organ', message: '“承办单位”不是本市的单位，请从单位列表中选择' }]], 'a case sent to nobody would be nobody’s');
  assert.equal((await act(desk, id, { act: 'dispatch', data: { organ } })).status, 200);
  const photo = (await unit.upload('after.png', png)).body.id;
  assert.equal((await act(unit, id, { act: 'handle', reason: '已填补' })).body.code, 'EVIDENCE_NEEDED');
  assert.equal((await act(unit, id, { act: 'handle', reason: '已填补', files: [photo], position: spot })).status, 200);
  assert.equal((await act(desk, id, { act: 'pass' })).status, 200);
  assert.equal((await citizen.get(`/api/v1/matters/${id}/files/${photo}`)).status, 200, 'the reporter sees the photo of the repair');
  assert.equal((await act(citizen, id, { act: 'reopen', reason: '又塌了' })).status, 200);
  assert.equal((await act(unit, id, { act: 'handle', reason: '重新压实', files: [photo], position: spot })).status, 200);
  await act(desk, id, { act: 'pass' });
  assert.equal((await act(citizen, id, { act: 'confirm' })).body.outcome, 'done');
});

test('An Open311 client finds the services, reports, and follows its request in XML and JSON', async () => {
  const services = (await (await fetch(`${base}/services.json`)).json()) as { service_code: string; service_name: string }[];
  assert.ok(services.some((service) => service.service_code === 'city-report.road' && service.service_name.includes('道路')));
  const [made] = (await (await post(road)).json()) as { service_request_id: string }[];
  assert.match(made?.service_request_id ?? '', /^\d{8}-\d{7}-\d$/);
  const xml = new XMLParser().parse(await (await fetch(`${base}/requests/${made?.service_request_id}.xml`)).text());
  const request = xml.service_requests.request;
  assert.equal(request.status, 'open');
  assert.equal(request.service_code, 'city-report.road');
  assert.ok(Math.abs(request.long - spot[0]) < 1e-9);
  const matter = await desk.get(`/api/v1/matters/${made?.service_request_id}`);
  assert.equal(matter.body.source, 'open311');
  await act(desk, matter.body.id, { act: 'dismiss', reason: '属于在建工地范围' });
  const [closed] = (await (await fetch(`${base}/requests.json?service_request_id=${made?.service_request_id}`)).json()) as { status: string }[];
  assert.equal(closed?.status, 'closed');
  const updates = (await (await fetch(`${base}/servicerequestupdates.json`)).json()) as { service_request_id: string; status: string; description: string }[];
  assert.ok(updates.some((update) => update.service_request_id === made?.service_request_id && update.status === 'closed' && update.description.includes('在建工地')));
});

test('Open311 answers bad reports with a code and a description, and opens nothing', async () => {
  const wrong: [Partial<typeof road>, number, string][] = [
    [{ api_key: 'nobody' }, 403, 'OPEN311_KEY'], [{ service_code: 'city-report.moon' }, 404, 'OPEN311_SERVICE'], [{ lat: '', long: '' }, 400, 'OPEN311_PLACE'], [{ description: '' }, 400, 'OPEN311_DESCRIPTION'], [{ lat: '0', long: '0' }, 422, 'OUTSIDE_CITY'],
  ];
  const [before] = await city.house.db`select count(*)::int as count from matters`;
  for (const [change, status, code] of wrong) {
    const answer = await post({ ...road, ...change });
    assert.equal(answer.status, status, code);
    const [error] = (await answer.json()) as { code: string; description: string }[];
    assert.equal(error?.code, code);
    assert.ok((error?.description.length ?? 0) > 10);
    const xml = new XMLParser().parse(await (await post({ ...road, ...change }, 'xml')).text());
    assert.equal(xml.errors.error.code, code);
  }
  const [after] = await city.house.db`select count(*)::int as count from matters`;
  assert.equal(after?.['count'], before?.['count']);
});
