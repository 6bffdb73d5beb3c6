import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { newId } from '#kernel/database/id.ts';
import { countBound, cursorOf } from '#kernel/http/page.ts';
import { indexWords } from '#kernel/search/segment.ts';
import { isWithin } from '#domain/place/region.ts';
import { placeFloor } from '#domain/place/floor.ts';
import { proofFloor } from '#domain/proof/floor.ts';
import { subjectFloor } from '#domain/subject/floor.ts';
import { guest, type Reader, type Scope } from '#domain/subject/reader.ts';
import { seeksOf } from '#domain/subject/seeks.ts';
import { smallHouse } from '#test/kit/small-house.ts';
import { matterFloor } from './floor.ts';
import type { MatterFilter } from './filter.ts';
import { countMatters, listMatters, queuesOf } from './list.ts';
import { countMeeting } from './meeting.ts';
import { caseNumber } from './number.ts';

const small = await smallHouse({ floors: [placeFloor, subjectFloor, proofFloor, matterFloor], jobs: false });
after(() => small.stop());
const { db } = small.house;

const organs = ['a', 'b', 'c'];
const regions = ['999901000000', '999901001000', '999901001001', '999901002000', '999902000000', '999902001000'];
const official = (scopes: readonly Scope[], more: Partial<Reader> = {}): Reader => ({ ...guest, kind: 'official', accountId: newId(), name: 'O', organ: 'a', rights: new Map([['matter.read', scopes]]), ...more });
const everywhere: Scope = { organ: null, region: null };

type Row = { readonly id: string; readonly number: string; readonly organ: string; readonly region: string; readonly type: string; readonly ended: boolean; readonly due: string | null; readonly title: string };
let running = 0;
const row = (more: Partial<Row> = {}): Row => ({ id: newId(), number: caseNumber(++running, new Date()), organ: 'a', region: regions[0]!, type: 't', ended: false, due: null, title: '路灯不亮', ...more });
async function store(rows: readonly Row[], post: string | null = null): Promise<void> {
  for (const each of rows) {
    await db`insert into matters (id, type, kind, number, title, state, outcome, organ, post, region, source, form, trace_id, opened_at, state_since, due_at, ended_at, search)
      values (${each.id}, ${each.type}, 'ticket', ${each.number}, ${each.title}, 's', ${each.ended ? 'done' : null}, ${each.organ}, ${post}, ${each.region}, 'test', '{}', 'x', now(), now(), ${each.due}::text::timestamptz, ${each.ended ? db`now()` : null}, to_tsvector('simple', ${indexWords(each.title)}))`;
  }
}

/** All pages of a list, one after the other. */
async function pages(reader: Reader, filter: MatterFilter, limit: number): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await listMatters(db, reader, filter, { limit, ...(cursor ? { cursor } : {}) });
    ids.push(...page.items.map((matter) => matter.id));
    cursor = page.next;
    assert.ok(ids.length <= 500, 'the pages come to an end');
  }
  return ids;
}

const crowd = Array.from({ length: 60 }, (_, index) => row({ organ: organs[index % 3]!, region: regions[index % 6]!, type: index % 4 === 0 ? 'other' : 'crowd', ended: index % 5 === 0 }));
await store(crowd);

test('Whatever grants somebody holds, the pages show exactly what the plain rule allows: newest first, each once', async () => {
  const scope = fc.record({ organ: fc.constantFrom(null, ...organs), region: fc.constantFrom(null, ...regions) });
  await fc.assert(fc.asyncProperty(fc.array(scope, { maxLength: 4 }), fc.constantFrom(undefined, true, false), fc.integer({ min: 1, max: 25 }), async (scopes, open, limit) => {
    const allowed = (each: Row) => scopes.some((one) => (one.organ === null || one.organ === each.organ) && (one.region === null || isWithin(each.region, one.region)));
    const expected = crowd.filter((each) => each.type === 'crowd' && allowed(each) && (open === undefined || open === !each.ended)).map((each) => each.id).toSorted().toReversed();
    const filter = { type: 'crowd', ...(open === undefined ? {} : { open }) };
    assert.deepEqual(await pages(official(scopes), filter, limit), expected);
    assert.deepEqual(await countMatters(db, official(scopes), filter), { value: expected.length, exact: true });
  }), { numRuns: 25 });
});

test('Who holds no right to read sees nothing', async () => {
  assert.deepEqual(await pages({ ...official([]), rights: new Map() }, {}, 20), []);
  assert.deepEqual(await pages(guest, {}, 20), []);
});

test('The pages of a queue go by the nearest deadline, each matter once, also where deadlines differ by less than a millisecond', async () => {
  const dues = ['2026-03-01T10:00:00.000900+08', '2026-03-01T10:00:00.000100+08', '2026-03-01T10:00:00.000900+08', null, '2026-02-01T00:00:00+08', null];
  const rows = dues.map((due) => row({ organ: 'queue', type: 'queue', due }));
  await store([...rows, row({ organ: 'queue', type: 'queue', ended: true })]);
  const expected = [rows[4], rows[1], rows[0], rows[2], rows[3], rows[5]].map((each) => each?.id ?? '');
  for (const limit of [1, 2, 4, 20]) {
    const got = await pages(official([], { organ: 'queue' }), { queue: 'todo' }, limit);
    assert.deepEqual(got.toSorted(), expected.toSorted(), `${limit} a page`);
    assert.equal(got[0], expected[0]);
    assert.deepEqual(got.slice(4), expected.slice(4), 'without a deadline comes last');
  }
});

test('A post sees its own turn and that of the whole organ, not that of another post', async () => {
  const [mine, theirs, both] = [row({ organ: 'post' }), row({ organ: 'post' }), row({ organ: 'post' })];
  await store([mine], '窗口');
  await store([theirs], '审批');
  await store([both]);
  assert.deepEqual((await pages(official([], { organ: 'post', posts: ['窗口'] }), { queue: 'todo' }, 20)).toSorted(), [mine.id, both.id].toSorted());
  assert.deepEqual(await pages(official([], { organ: 'elsewhere', posts: ['窗口'] }), { queue: 'todo' }, 20), []);
});

test('The queues tell how many and by when', async () => {
  await store([row({ organ: 'many', due: '2020-01-02T10:00:00+08' }), row({ organ: 'many', due: '2099-01-02T10:00:00+08' }), row({ organ: 'many' })]);
  const queues = new Map((await queuesOf(db, official([], { organ: 'many' }))).map((queue) => [queue.key, queue]));
  assert.deepEqual(queues.get('todo')?.count, { value: 3, exact: true });
  assert.equal(queues.get('todo')?.nearestDue?.toISOString(), '2020-01-02T02:00:00.000Z');
  assert.deepEqual(queues.get('late')?.count, { value: 1, exact: true });
  assert.deepEqual(queues.get('waiting')?.count, { value: 0, exact: true });
});

test('A matter is found by its number, however written, and by words of its title', async () => {
  const lamp = row({ title: '海边的路灯不亮', type: 'found' });
  await store([lamp]);
  const reader = official([everywhere]);
  for (const q of [lamp.number, lamp.number.replaceAll('-', ''), '路灯 海边']) assert.ok((await pages(reader, { q, type: 'found' }, 20)).includes(lamp.id), q);
  for (const q of ['井盖', "'); drop table matters; --", ':*&|!', '   ']) assert.deepEqual(await pages(reader, { q, type: 'found' }, 20), [], q);
});

test('Words, filters and scopes together find what each of them finds alone, whatever characters a value holds', async () => {
  const odd = ["o'clock", 'back\\slash', 'a & b | !c', '440900-城管局'];
  const many = Array.from({ length: 48 }, (_, index) => row({ organ: odd[index % 4]!, region: regions[index % 6]!, type: index % 5 === 0 ? "odd'" : 'odd', title: index % 3 === 0 ? '路灯不亮' : '井盖破损' }));
  await store(many);
  const kinds = [undefined, 'ticket', 'task'];
  await fc.assert(fc.asyncProperty(
    fc.constantFrom('路灯', '井盖', '路灯 井盖'), fc.constantFrom(undefined, ...odd), fc.constantFrom(undefined, ...odd), fc.constantFrom(undefined, ...regions), fc.constantFrom(...kinds), fc.constantFrom(undefined, 's', 'none'), fc.constantFrom(undefined, "odd'"),
    async (q, scope, organ, region, kind, state, type) => {
      const word = ({ 路灯: '路灯不亮', 井盖: '井盖破损' } as Record<string, string>)[q];
      const expected = many.filter((each) => each.title === word && [scope, organ].every((one) => one === undefined || one === each.organ) && (!region || isWithin(each.region, region)) && (type === undefined || type === each.type) && kind !== 'task' && state !== 'none').map(({ id }) => id).toSorted().toReversed();
      const filter = { q, ...Object.fromEntries(Object.entries({ organ, region, kind, state, type }).filter(([, value]) => value !== undefined)) };
      const found = await pages(official([{ organ: scope ?? null, region: null }]), filter, 50);
      assert.deepEqual(found.filter((id) => many.some((each) => each.id === id)), expected);
      if (scope ?? organ ?? type) assert.deepEqual(found, expected);
    }), { numRuns: 60 });
});

test('A cursor this list did not give is refused and never a failure of the house', async () => {
  for (const cursor of [cursorOf(['no day', newId()]), cursorOf(['infinity', 'no id'])]) await assert.rejects(listMatters(db, official([]), { queue: 'todo' }, { limit: 5, cursor }), { code: /^22/ });
  for (const cursor of ['xx', cursorOf(['a', 'b']), cursorOf([{}])]) await assert.rejects(listMatters(db, official([everywhere]), {}, { limit: 5, cursor }), /CURSOR_INVALID/);
});

test('Counts stop at their bound, and a narrow role is answered by a seek in the index, not by a scan', async () => {
  await db`insert into matters (id, type, kind, number, title, state, organ, region, source, form, trace_id, opened_at, state_since, search)
    select uuid_v7(now() - n * interval '1 minute'), 'bulk', 'ticket', 'n' || n, 'bulk', 's', 'bulk' || n % 50, '999903' || lpad((n % 90)::text, 3, '0') || '000', 'test', '{}', 'x', now(), now(), ''
    from generate_series(1, ${countBound + 500}) n`;
  await db`analyze matters`;
  assert.deepEqual(await countMatters(db, official([everywhere]), { type: 'bulk' }), { value: countBound, exact: false });
  assert.deepEqual(await countMatters(db, official([{ organ: 'bulk7', region: null }]), { type: 'bulk' }), { value: (countBound + 500) / 50, exact: true });
  for (const scope of [{ organ: 'bulk7', region: null }, { organ: null, region: '999903007000' }, everywhere]) {
    const [seek = db`false`] = seeksOf(db, official([scope]), 'matter.read');
    const plan = (await db<{ 'QUERY PLAN': string }[]>`explain select id from matters where ${seek} order by id desc limit 21`).map((line) => line['QUERY PLAN']).join('\n');
    assert.doesNotMatch(plan, /Seq Scan on matters_\d/, plan);
    assert.doesNotMatch(plan, /Sort {2}\(|Merge Append/, 'the index brings them in order, month after month');
  }
});

test('What is rare among many is found in every month, in the order of the list, page by page, and counted to the bound', async () => {
  const months = [0, 20, 40, 100, 200, 300, 390];
  await db`insert into matters (id, type, kind, number, title, state, organ, region, source, form, trace_id, opened_at, state_since, search)
    select uuid_v7(now() - days * interval '1 day' - n * interval '1 minute'), 'heap', 'ticket', 'h' || days || '-' || n, '', 's', 'heap', '999904001001', case when n = 399 then 'rare' else 'common' end, '{}', 'x', now(), now(), to_tsvector('simple', case when n = 399 then '路灯' else '井盖' end)
    from unnest(${months}::int[]) days, generate_series(1, 400) n`;
  const idsOf = async (source: string) => (await db<{ id: string }[]>`select id from matters where organ = 'heap' and source = ${source} order by id desc`).map(({ id }) => id);
  const [rare, common] = [await idsOf('rare'), await idsOf('common')];
  assert.equal(rare.length, months.length);
  const reader = official([{ organ: 'heap', region: null }]);
  for (const filter of [{ source: 'rare' }, { q: '路灯' }, { q: '路灯', source: 'rare', type: 'heap', open: true }, { source: 'rare', region: '999904001001' }]) {
    for (const limit of [1, 3, 50]) assert.deepEqual(await pages(reader, filter, limit), rare, `${JSON.stringify(filter)} ${limit} a page`);
    assert.deepEqual(await countMatters(db, reader, filter), { value: rare.length, exact: true });
    assert.equal(await countMeeting(db, reader, filter, countBound), rare.length, 'counted by the word index alone');
  }
  const [month, all] = [await countMeeting(db, reader, { source: 'common' }, 1), await countMeeting(db, reader, { source: 'common' }, countBound)];
  assert.ok(month >= 1 && month < all && all === common.length, 'no month is looked into once the bound is reached');
  assert.deepEqual((await listMatters(db, reader, { source: 'common' }, { limit: 200 })).items.map(({ id }) => id), common.slice(0, 200));
  assert.deepEqual(await countMatters(db, reader, { source: 'common' }), { value: common.length, exact: true });
  assert.deepEqual(await pages(official([{ organ: 'heap', region: '999904001002' }]), { source: 'rare' }, 10), [], 'another village');
  assert.deepEqual(await pages(official([{ organ: 'heap', region: '999904001001' }, { organ: 'b', region: null }]), { source: 'rare' }, 10), rare);
  assert.deepEqual(await pages(reader, { source: 'rare', open: false }, 10), []);
  const edge = async (id: string) => (await listMatters(db, reader, { source: 'rare' }, { limit: 50, cursor: cursorOf([id]) })).items.map((each) => each.id);
  assert.deepEqual([await edge('00000000-0000-7000-8000-000000000000'), await edge('ffffffff-ffff-7fff-bfff-ffffffffffff')], [[], rare], 'a cursor before all time and one after it');
});
