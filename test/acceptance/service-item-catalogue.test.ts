import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPacks, PackFaults } from '#domain/load-packs.ts';
import { definePack, type Pack } from '#domain/pack.ts';
import type { MatterType } from '#domain/matter/define.ts';
import { watchDeadlines } from '#domain/matter/timeouts.ts';
import { maskName } from '#domain/subject/identifiers/mask.ts';
import { systemClock } from '#kernel/time/clock.ts';
import market from '#packs/service/market/pack.ts';
import { personOf, testCity } from '#test/kit/city.ts';

let ahead = 0;
const city = await testCity({ clock: { ...systemClock, now: () => new Date(systemClock.now().getTime() + ahead) } });
const citizen = await city.as('citizen');
const window = await city.as('window2');
const decider = await city.as('reviewer2');
const otherOrgan = await city.as('window');
const supervisor = await city.as('supervise');
const person = await personOf(city, 'citizen');

type Item = { readonly key: string; readonly title: string; readonly organ: string; readonly promised: string };
const items = (await city.guest.get('/api/v1/matter-types?kind=service')).body as Item[];
const guideOf = async (key: string) => (await city.guest.get(`/api/v1/matter-types/${key}`)).body as { guide: Record<string, unknown> & { basis: { name: string; article: string }[]; conditions: string[]; consultation: string }; materials: { title: string }[]; lifecycle: { key: string }[] };

test('One catalogue holds the items of several organs, each with legal basis, conditions, times, fee, result and materials', async () => {
  assert.ok(items.length >= 12);
  assert.ok(new Set(items.map(({ organ }) => organ)).size >= 3);
  for (const { key } of items) {
    const { guide } = await guideOf(key);
    for (const element of ['catalogCode', 'type', 'organ', 'handling', 'statutory', 'promised', 'fee', 'result', 'hall', 'supervision', 'range', 'visits']) assert.ok(guide[element] !== undefined && guide[element] !== '', `${key} ${element}`);
    assert.ok(guide.basis.every(({ name, article }) => name && article) && guide.basis.length > 0, key);
    assert.ok(guide.conditions.length > 0, key);
  }
});

test('The page a citizen reads says what the catalogue says, in both languages', async () => {
  for (const { key, title } of items) {
    const { guide, materials } = await guideOf(key);
    const page = String((await city.guest.get(`/items/${key}`)).body).replaceAll(/<[^>]*>/g, '');
    for (const text of [title, ...guide.conditions, ...guide.basis.map(({ name }) => name), ...materials.map((material) => material.title), guide.consultation]) assert.ok(page.includes(text), `${key}: ${text}`);
    const english = String((await city.guest.get(`/items/${key}`, { cookie: 'lang=en' })).body);
    assert.deepEqual(/<main[^]*<\/main>/.exec(english)?.[0].replaceAll(/<[^>]*>/g, ' ').match(/\p{Script=Han}+/gu) ?? [], [], `${key} in English`);
  }
});

test('An item is found by the words people use, and their answers decide what they must bring', async () => {
  for (const [words, key] of [['开店', 'sole-trader-registration'], ['开饭店', 'food-business-licence'], ['没工作了', 'unemployment-registration'], ['准生证', 'birth-registration'], ['gtgsh', 'sole-trader-registration']] as const) {
    const found = (await city.guest.get(`/api/v1/service-items?q=${encodeURIComponent(words)}`)).body as Item[];
    assert.ok(found.slice(0, 3).some((item) => item.key === key), `${words} → ${found.map((item) => item.key).join(', ')}`);
  }
  const needs = async (premises: string) => ((await city.guest.post('/api/v1/matter-types/sole-trader-registration/needs', { answers: { premises } })).body as { materials: { key: string }[] }).materials.map(({ key }) => key);
  assert.deepEqual(await needs('own'), ['ownership']);
  assert.deepEqual(await needs('rented'), ['lease']);
});

test('An item without legal basis, conditions or a promise within the law is not released: each gap is named, and nothing of it is in the catalogue', async () => {
  const bare = { ...market.matters[0]!, key: 'bare-item', guide: { ...market.matters[0]!.guide!, basis: [], conditions: [], flow: [], promised: { unit: 'workingDays', count: 99 }, supervision: market.matters[0]!.guide!.consultation } } as MatterType;
  const draft: Pack = definePack({ ...market, key: 'draft', proofs: [], matters: [bare] });
  assert.throws(() => loadPacks([market, draft]), (error) => {
    assert.ok(error instanceof PackFaults);
    assert.deepEqual(error.faults.map(({ said }) => said.split(/[.:;]/)[0]), ['names no legal basis', 'names no condition of acceptance', 'names no step of the way', 'promises more time than the law allows', 'gives the same number for questions and for complaints']);
    return error.faults.every(({ pack, spot }) => pack === 'service/draft' && spot === 'matter bare-item · guide');
  });
  assert.equal((await city.guest.get('/api/v1/matter-types/bare-item')).status, 404);
});

test('An item is handled step by step: out of order it is refused, every step has its actor and time, and the one that is late stands red before the supervisor', async () => {
  const opened = await citizen.post('/api/v1/matters', {
    type: 'sole-trader-registration', answers: { premises: 'online' }, materials: { platform: { later: true } },
    form: { applicantName: person.name, applicantId: person.idNumber, applicantPhone: '13800138000', tradeName: '茂南区小海粥铺', place: '茂南区河西街道海边路 1 号', town: '440902001000', scope: '餐饮服务', staff: 2 },
  });
  assert.equal(opened.status, 201, JSON.stringify(opened.body));
  const { id } = opened.body as { id: string };
  const act = (client: typeof window, key: string, more: object = {}) => client.post(`/api/v1/matters/${id}/acts`, { act: key, ...more });
  assert.equal((await act(decider, 'grant')).body.code, 'ACT_NOT_POSSIBLE', 'nothing is decided before it is accepted');
  assert.equal((await act(otherOrgan, 'accept')).body.code, 'MATTER_NOT_FOUND', 'another organ does not touch it');
  assert.equal((await act(window, 'accept')).status, 200);
  assert.equal((await act(window, 'grant')).body.code, 'ACT_NOT_YOURS', 'who accepts does not decide');
  assert.equal((await supervisor.get(`/api/v1/matters/${id}`)).body.light, 'yellow');
  ahead = 20 * 86_400_000;
  await watchDeadlines(null, city.house);
  const late = (await supervisor.get(`/api/v1/matters/${id}`)).body;
  assert.deepEqual([late.light, late.remaining.late], ['red', true]);
  const told = await city.house.db`select 1 from events where topic = 'matter.overdue' and about = ${id}`;
  assert.equal(told.length, 1, 'told once');
  await watchDeadlines(null, city.house);
  assert.equal((await city.house.db`select 1 from events where topic = 'matter.overdue' and about = ${id}`).length, 1);
  assert.equal((await act(decider, 'grant')).body.outcome, 'done');
  const timeline = (await citizen.get(`/api/v1/matters/${id}/timeline`)).body as { act: string; actor: string; at: string; organName: string | null }[];
  assert.deepEqual(timeline.map((line) => [line.act, line.actor]), [['open', maskName(person.name)], ['accept', '欧阳渡'], ['grant', '宁朗溪']]);
  for (const line of timeline) assert.match(line.at, /^\d{4}-\d{2}-\d{2}T.*\+08:00$/);
});
