import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { connect, type Database } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { checkCitizenId } from '#domain/subject/identifiers/citizen-id.ts';
import { checkMobilePhone } from '#domain/subject/identifiers/phone.ts';
import { checkUscc } from '#domain/subject/identifiers/uscc.ts';
import { organFor } from '#domain/subject/organs.ts';
import { isEnding, matterTypes } from '#domain/matter/define.ts';
import { readCaseNumber } from '#domain/matter/number.ts';
import { placeOf } from '#domain/place/locate.ts';
import { freshDatabase } from '#test/kit/server.ts';
import { findPersons } from '#domain/subject/persons.ts';
import { opened, type StoredMatter } from '#domain/matter/personal.ts';
import { matterColumns } from '#domain/matter/matter.ts';
import { dropKeys, houseOver, seededAt } from '#test/kit/seeded-city.ts';
import { cityNamed } from './cities.ts';
import { seedCity } from './seed.ts';

const maoming = cityNamed('maoming');
const drops: (() => Promise<void>)[] = [];
let house: House;
before(async () => {
  house = await anEmptyCity();
  await seedCity(house, maoming);
});
after(async () => { for (const drop of drops.reverse()) await drop(); });

async function anEmptyCity(env: Record<string, string> = {}): Promise<House> {
  const database = await freshDatabase();
  const empty = await houseOver(database.url, env);
  drops.push(async () => { await empty.db.end(); await database.drop(); dropKeys(database.url); });
  return empty;
}

const allPersons = async (of: House) => findPersons(of.db, of, (await of.db<{ id: string }[]>`select id from persons order by id`).map(({ id }) => id));
const allMatters = async (of: House) => opened(of.db, of, await of.db<StoredMatter[]>`select ${of.db.unsafe(matterColumns)} from matters order by id`);

/** What was generated, as one line for each table: how many rows, and a digest of them all; what is sealed is compared by what it says. */
async function digest(of: House): Promise<Record<string, string>> {
  const { db } = of;
  const said = { persons: (await allPersons(of)).map(({ id, name, idNumber, phone, address }) => [id, name, idNumber, phone, address]).toSorted(), matters: (await allMatters(of)).map(({ id, form, contact }) => [id, form, contact]) };
  const tables = ['regions', 'grids', 'organs', 'addresses', 'persons', 'enterprises', 'matters', 'matter_acts', 'ratings'];
  const lines = tables.map(async (table) => {
    const [row] = await db<{ line: string }[]>`select count(*) || ' ' || coalesce(md5(string_agg(line, '' order by line)), '') as line from (select (to_jsonb(each) - array['sealed', 'id_number_index', 'phone_index', 'name_index'])::text as line from ${db(table)} each) lines`;
    return [table, row?.line ?? ''] as const;
  });
  return { ...Object.fromEntries(await Promise.all(lines)), ...Object.fromEntries(Object.entries(said).map(([name, rows]) => [`what ${name} say`, createHash('sha256').update(JSON.stringify(rows)).digest('hex')])) };
}

const count = async (db: Database, sql: string) => Number((await db.unsafe(sql))[0]?.['count']);

test('The city has its divisions, organs, people, enterprises, a year of matters, and an account for every post', async () => {
  const [row] = await house.db`select (select count(*) from regions) as regions, (select count(*) from organs) as organs, (select count(*) from persons) as persons, (select count(*) from enterprises) as enterprises,
    (select count(*) from addresses) as addresses, (select count(*) from matters) as matters, (select count(*) from accounts) as accounts`;
  assert.deepEqual({ ...row, organs: undefined }, { regions: 2053, organs: undefined, persons: 2000, enterprises: 300, addresses: 3000, matters: 5000, accounts: maoming.posts.length });
  assert.ok(Number(row?.['organs']) > 300);
});

test('Every invented row says that it is demonstration data', async () => {
  for (const table of ['persons', 'enterprises', 'addresses', 'matters', 'accounts', 'organs']) assert.equal(await count(house.db, `select count(*) from ${table} where not demo`), 0, table);
});

test('Made again it stays as it is', async () => {
  const first = await digest(house);
  await seedCity(house, maoming);
  assert.deepEqual(await digest(house), first);
});

test('Killed in the middle and made again, at the same time by two processes, it is the same city', async () => {
  const database = await freshDatabase();
  const child = spawn(process.execPath, ['test/kit/seeded-city.ts', database.url], { stdio: 'ignore' });
  const watch = connect(database.url, { max: 1 });
  const dead = new Promise((done) => child.once('exit', done));
  for (let tries = 0; child.exitCode === null && tries < 3000; tries++) {
    const [mark] = await watch<{ value: Record<string, unknown> }[]>`select value from settings where key = 'city.maoming'`.catch(() => []);
    if (mark && 'persons' in mark.value) child.kill('SIGKILL');
    await new Promise((wake) => setTimeout(wake, 5));
    if (child.killed) break;
  }
  await dead;
  assert.equal(child.signalCode, 'SIGKILL', 'it was killed while it worked');
  assert.ok((await count(watch, 'select count(*) from matters')) < 5000);
  await watch.end();
  const two = [await houseOver(database.url), await houseOver(database.url)];
  await Promise.all(two.map((each) => seedCity(each, maoming)));
  const mine = await digest(two[0] as House);
  for (const each of two) await each.db.end();
  await database.drop();
  dropKeys(database.url);
  assert.deepEqual(mine, await digest(house));
});

test('Every identity number, credit code and telephone number is valid in form and belongs to nobody', async () => {
  const persons = await allPersons(house);
  for (const { idNumber, phone, sex, born } of persons) {
    const checked = checkCitizenId(idNumber, '2026-06-12');
    assert.ok(checked.ok && checked.bornOn === born && (checked.sex === 'male' ? '男' : '女') === sex && checked.divisionCode === '999901', idNumber);
    assert.ok(checkMobilePhone(phone ?? '').ok, phone ?? '');
  }
  const codes = await house.db<{ uscc: string }[]>`select uscc from enterprises union all select uscc from organs`;
  for (const { uscc } of codes) {
    const checked = checkUscc(uscc);
    assert.ok(checked.ok && checked.warnings.length === 0 && checked.divisionCode === '999901', uscc);
  }
  assert.equal(new Set(codes.map(({ uscc }) => uscc)).size, codes.length);
});

test('What the registry and the cases know of persons lies sealed, and both say the same', async () => {
  assert.equal(await count(house.db, 'select count(*) from persons where sealed is null'), 0);
  assert.equal(await count(house.db, "select count(*) from matters where form::text ~ '999901[0-9]{11}[0-9X]' or contact is not null"), 0);
  const numbers = new Map((await allPersons(house)).map(({ id, idNumber }) => [id, idNumber]));
  const matters = await allMatters(house);
  const own = matters.filter(({ subjectId, form }) => typeof form['applicantId'] === 'string' && numbers.has(subjectId ?? ''));
  assert.ok(own.length > 100);
  for (const { number, subjectId, form } of own) assert.equal(form['applicantId'], numbers.get(subjectId ?? ''), number);
  assert.ok(matters.some(({ contact }) => contact?.phone !== undefined));
});

test('An enterprise is represented by a grown-up who is in the registry', async () => {
  assert.equal(await count(house.db, `select count(*) from enterprises left join persons on persons.id = legal_person where persons.id is null or born > '2007-01-01'`), 0);
});

test('Everything invented lies where it says: the point in the village, the village in the city', async () => {
  const spots = await house.db<{ region: string; lon: number; lat: number }[]>`(select region, lon, lat from addresses limit 500) union all (select region, lon, lat from matters where lon is not null limit 500)`;
  for (const { region, lon, lat } of spots) assert.equal((await placeOf(house, [lon, lat]))?.region.code, region);
  for (const table of ['persons', 'enterprises', 'addresses', 'matters']) assert.equal(await count(house.db, `select count(*) from ${table} left join regions on regions.code = ${table}.region where regions.level is distinct from 'village'`), 0, table);
});

test('Every matter is in a state its type knows, at an organ the city has, with a number people can read out', async () => {
  const matters = await house.db<{ type: string; state: string; outcome: string | null; organ: string; number: string; openedAt: Date; endedAt: Date | null; dueAt: Date | null; stateSince: Date; waits: boolean }[]>`
    select type, state, outcome, organ, number, opened_at as "openedAt", ended_at as "endedAt", due_at as "dueAt", state_since as "stateSince", waits from matters`;
  const organs = new Set((await house.db<{ id: string }[]>`select id from organs`).map(({ id }) => id));
  const now = new Date(seededAt);
  for (const matter of matters) {
    const { lifecycle } = house.declared.get(matterTypes, matter.type);
    const ends = Object.values(lifecycle).flatMap((state) => Object.values(state.acts)).flatMap(({ to }) => (isEnding(to) ? [to] : []));
    const known = matter.endedAt ? ends.some((end) => end.ends === matter.state && end.outcome === matter.outcome) : matter.state in lifecycle;
    assert.ok(known, `${matter.type} ${matter.state}`);
    assert.ok(organs.has(matter.organ), matter.organ);
    assert.equal(readCaseNumber(matter.number), matter.number);
    assert.ok(matter.openedAt <= matter.stateSince && matter.stateSince <= now);
    assert.ok(matter.dueAt === null || matter.endedAt === null, 'what has ended is not due');
    if (matter.dueAt) assert.ok(matter.dueAt > matter.openedAt);
  }
  assert.equal(await count(house.db, 'select (select count(*) from matters_before) + (select count(*) from matters_after) as count'), 0);
  assert.ok((await count(house.db, 'select count(*) from matters where ended_at is null')) > 20, 'some are still open');
  assert.ok(Number((await house.db`select max(opened_at) - min(opened_at) > interval '360 days' as year from matters`)[0]?.['year']), 'they span twelve months');
});

test('The timeline of every matter leads from its opening to its state, step by step', async () => {
  const broken = await house.db`
    select matters.number from matters cross join lateral (
      select string_agg(coalesce(from_state, '') || '>' || to_state, ' ' order by id) as way, count(*) as acts, bool_and(from_state is not distinct from before) as joined, (array_agg(to_state order by id desc))[1] as last
      from (select *, lag(to_state) over (order by id) as before from matter_acts where matter_id = matters.id) steps) timeline
    where timeline.acts is distinct from version or not joined or last is distinct from state`;
  assert.deepEqual([...broken], []);
});

test('The nearest organ is found going up from a village', async () => {
  assert.equal((await organFor(house, '水务局', '440981104209'))?.name, '高州市水务局');
  assert.equal((await organFor(house, '生态环境局', '440902105201'))?.name, '茂名市生态环境局茂南分局');
  assert.equal((await organFor(house, '公安局', '440904126201'))?.name, '茂名市公安局电白分局');
  assert.equal((await organFor(house, '公安局', '440983115201'))?.name, '信宜市公安局');
  assert.equal((await organFor(house, '政务服务数据管理局', '440983115201'))?.name, '茂名市政务服务数据管理局');
  assert.equal((await organFor(house, '人民政府', '440981104209'))?.name, '高州市根子镇人民政府');
  assert.equal((await organFor(house, '人民政府', '440902001001'))?.name, '茂名市茂南区红旗街道办事处');
  assert.equal(await organFor(house, '没有这个局', '440983115201'), null);
});

test('Stations stand in their towns, belong to the organ in charge there, and have a calm past that was counted like any other', async () => {
  const things = await house.db<{ code: string; region: string; lon: number; lat: number; organ: string; streams: number; hours: number }[]>`
    select code, region, lon, lat, organ, (select count(*) from datastreams where thing_id = things.id) as streams, (select count(distinct hour) from reading_hours join datastreams on datastreams.id = datastream where thing_id = things.id) as hours from things order by code`;
  assert.equal(things.length, maoming.stations.length);
  for (const { code, region, lon, lat, organ, streams, hours } of things) {
    const station = maoming.stations.find((each) => each.code === code);
    assert.equal((await placeOf(house, [lon, lat]))?.region.code, region, code);
    assert.equal(region.slice(0, 9), station?.town.slice(0, 9));
    assert.equal(organ, (await organFor(house, station?.type.owner ?? '', region))?.id);
    assert.equal(streams, Object.keys(station?.type.reports ?? {}).length);
    assert.ok(hours >= 26, `${code} ${hours}`);
  }
  const [balance] = await house.db`select sum(received - stored - repeated - rejected) as lost, sum(stored) - (select count(*) from readings) as missing from intakes`;
  assert.deepEqual({ ...balance }, { lost: 0, missing: 0 });
  for (const { type, usual } of maoming.stations) assert.deepEqual(Object.keys(usual).filter((quantity) => !(quantity in type.reports)), []);
});

test('A city in service, with a database of its own, gets divisions and organs but no invented people', async () => {
  const own = await anEmptyCity({ DATABASE_URL: 'postgres://own' });
  await seedCity(own, maoming);
  assert.deepEqual(await digest(own).then(({ persons, matters, addresses, regions }) => [persons, matters, addresses, regions?.split(' ')[0]]), ['0 ', '0 ', '0 ', '2053']);
  assert.equal(await count(own.db, 'select count(*) from accounts'), 0);
});

test('A larger scale adds to what is there', async () => {
  const grown = { ...house, config: { ...house.config, scale: '6000' } };
  await seedCity(grown, maoming);
  assert.equal(await count(house.db, 'select count(*) from matters'), 6000);
  assert.equal(await count(house.db, 'select count(distinct number) from matters'), 6000);
  assert.equal(await count(house.db, "select count(*) from things where state = 'stopped' and demo"), 60);
  assert.equal(await count(house.db, 'select count(*) from things left join datastreams on thing_id = things.id where quantity is null'), 0);
});
