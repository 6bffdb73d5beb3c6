import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { sm2Verify } from '#kernel/crypto/sm2.ts';
import { sm2PublicKeyFromPem } from '#kernel/crypto/sm2-keys.ts';
import { newId } from '#kernel/database/id.ts';
import { openAccounts } from '#domain/subject/accounts.ts';
import { inventCitizenId, seededPick } from '#domain/subject/identifiers/generate.ts';
import { expireData } from '#domain/subject/personal/erase.ts';
import { savePersons } from '#domain/subject/persons.ts';
import { openSession } from '#domain/subject/sign-in/sessions.ts';
import { lakeOf } from '#domain/record/lake/lake.ts';
import { literal } from '#domain/record/lake/sql.ts';
import { clientFor } from '#test/kit/small-house.ts';
import { testCity } from '#test/kit/city.ts';
import { ended, fullEntry, importTable } from '#test/kit/data-town.ts';
import { until } from '#test/kit/until.ts';

const city = await testCity();
const { house } = city;
const { db } = house;
const lake = lakeOf(house);
const [keeper, data] = await Promise.all(['privacy', 'data'].map((name) => city.as(name)));

const person = { id: newId(), name: '凌要忘', idNumber: inventCitizenId(seededPick('forgotten'), { bornOn: '1988-03-04', sex: 'male' }), phone: '15412345678', address: '茂南区油城四路 3 号', sex: '男' as const, born: '1988-03-04', region: '440902001000' };
const other = { ...person, id: newId(), name: '凌留下', idNumber: inventCitizenId(seededPick('stays'), { bornOn: '1989-03-04', sex: 'male' }), phone: '15487654321' };
await savePersons(db, house, [person, other]);
await openAccounts(db, [{ username: 'forgotten', kind: 'citizen', name: person.name, subjectId: person.id, region: '440902000000' }]);
const [account] = await db<{ id: string }[]>`select id from accounts where username = 'forgotten'`;
const me = clientFor(city.url, (await openSession(db, account!.id, { address: '127.0.0.1', agent: 'test' })).token);

/** Every table of the database, as text: where one of the texts stands. Sealed and blind bytes are searched like the rest. */
async function tablesWith(texts: readonly string[]): Promise<string[]> {
  const tables = await db<{ name: string }[]>`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1`;
  const found: string[] = [];
  for (const { name } of tables) for (const text of texts) {
    const bytes = Buffer.from(text, 'utf8').toString('hex');
    const rows = await db.unsafe(`select 1 from ${name} t where position('${text}' in t::text) > 0 or position('${bytes}' in t::text) > 0 limit 1`);
    if (rows.length > 0) found.push(`${name}: ${text}`);
  }
  return found;
}

/** Every file of the data folder: where one of the texts stands. Parquet is compressed, so its rows are read; so is gzip. */
async function filesWith(texts: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of readdirSync(city.dataDir, { recursive: true }) as string[]) {
    const place = join(city.dataDir, path);
    if (!statSync(place).isFile()) continue;
    const text = path.endsWith('.parquet') ? JSON.stringify(await lake.rows(`select t::varchar as row from read_parquet(${literal(place)}) t`)) : readFileSync(place).toString('utf8');
    for (const each of texts) if (text.includes(each)) found.push(`${path}: ${each}`);
  }
  return found;
}

const numbers = [person.idNumber, person.phone];
const register = `姓名,身份证号,联系电话,补贴金额,备注\n${person.name},${person.idNumber},${person.phone},300,本人领取\n${other.name},${other.idNumber},${other.phone},400,由 ${person.idNumber} 代领\n`;
const read = await importTable(data!, { '补贴.csv': `${register}坏行,"${person.idNumber}\n` });
const path = `/api/v1/datasets/${read.datasetId}`;
await ended(data!, (await data!.post(`${path}/mapping`, (await data!.get(`${path}/mapping/suggested`)).body)).body.id as string);
await data!.patch(path, { ...fullEntry, opening: 'closed', grade: 'general', level: 2 });
const again = await importTable(data!, { '补贴.csv.gz': gzipSync(`姓名,身份证号,联系电话,补贴金额,备注\n${person.name},${person.idNumber},+86 154-1234-5678,500,再次\n`) }, { datasetId: read.datasetId, mode: 'append' });
assert.equal(again.state, 'done', JSON.stringify(again));
const loose = (await me.upload('我的证件.txt', Buffer.from(`${person.name} ${person.idNumber}`))).body as { id: string; sha256: string };
const report = await me.post('/api/v1/matters', { type: 'city-report', form: { class: 'road', description: '路面坑洼积水', spot: [110.92, 21.64] }, contact: { name: person.name, phone: person.phone } }, { 'idempotency-key': 'forgotten-1' });
assert.equal(report.status, 201, JSON.stringify(report.body));

// What people type goes where nobody expects it: into a description, into a reason, into somebody else's case.
const typed = { description: `井盖缺了一角，请打 ${person.phone} 或 +86 154-1234-5678，门牌 15412 号`, reason: `已电话 ${person.phone} 告知（${person.idNumber}），另见 20261122-0000001 号` };
const [citizen, dispatch] = await Promise.all(['citizen', 'dispatch'].map((name) => city.as(name)));
const others = await citizen!.post('/api/v1/matters', { type: 'city-report', form: { class: 'manhole', description: typed.description, spot: [110.92, 21.64] } });
assert.equal(others.status, 201, JSON.stringify(others.body));
const dispatched = await dispatch!.post(`/api/v1/matters/${others.body.id}/acts`, { act: 'dismiss', reason: typed.reason });
assert.equal(dispatched.status, 200, JSON.stringify(dispatched.body));

test('Before, the person stands in tables of data, in refused lines and in files: the search finds what there is', async () => {
  const files = await filesWith(numbers);
  assert.ok(files.some((each) => each.includes('read-1.parquet')) && files.some((each) => each.includes('mapped-1.parquet')), files.join('\n'));
  assert.ok(files.some((each) => each.startsWith('files/')) && files.some((each) => each.includes('refused.parquet')), files.join('\n'));
  const tables = await tablesWith(numbers);
  for (const table of ['dataset_versions', 'matters', 'matter_acts']) assert.ok(tables.some((each) => each.startsWith(`public.${table}`)), `${table}: ${tables.join('\n')}`);
  assert.equal((await dispatch!.get(`/api/v1/matters?q=${person.phone}`)).body.items.length, 1);
});

test('A deletion empties every copy: no table of the database and no file of the data folder holds the number or the telephone any more, and certificates say where by which digest', async () => {
  const asked = await me.post('/api/v1/matters', { type: 'personal-deletion', form: { why: '不再使用' } });
  for (const act of ['check', 'delete']) assert.equal((await keeper!.post(`/api/v1/matters/${asked.body.id}/acts`, { act, reason: '本人当面确认' })).status, 200, act);
  const certificates = async () => (await me.get('/api/v1/me/deletion-certificates')).body as { publicKey: string; searching: boolean; items: { statement: string; signature: string }[] };
  await until(async () => !(await certificates()).searching, { what: 'the end of the search for copies', seconds: 60 });
  await until(async () => (await db`select 1 from file_removals where removed_at is null`).length === 0, { what: 'the removal of bytes', seconds: 30 });

  assert.deepEqual(await tablesWith(numbers), []);
  assert.deepEqual(await filesWith(numbers), []);

  const { publicKey, items } = await certificates();
  assert.equal(items.length, 2);
  for (const { statement, signature } of items) assert.ok(sm2Verify(sm2PublicKeyFromPem(publicKey), Buffer.from(statement, 'utf8'), Buffer.from(signature, 'base64')));
  const [copies, tables] = items.map(({ statement }) => JSON.parse(statement) as { cause: string; places: { place: string; erased: number; kept: number; why: string | null; files: { before: string; after: string | null }[] }[] });
  assert.deepEqual([tables!.cause, copies!.cause], ['request', 'copies']);
  assert.ok(tables!.places.some(({ files }) => files.some(({ before, after }) => before === loose.sha256 && after === null)), 'the file they uploaded, by its digest');
  const rows = copies!.places.find(({ place }) => place.startsWith('数据集'))!;
  assert.ok(rows.erased >= 5 && rows.files.length >= 3 && rows.files.every(({ before, after }) => after !== null && before !== after), JSON.stringify(copies));
  assert.ok(copies!.places.find(({ place }) => place === '上传数据表的原始文件')!.erased >= 2, JSON.stringify(copies));
  for (const { place, kept, why } of [...tables!.places, ...copies!.places]) assert.ok(kept === 0 || why !== null, `${place} stays without a law`);
  for (const { statement } of items) for (const text of [...numbers, person.name]) assert.ok(!statement.includes(text));
});

test('What somebody typed reads on without the numbers, in other people\'s cases too; nobody else\'s number goes', async () => {
  const { body } = await citizen!.get(`/api/v1/matters/${others.body.id}`);
  assert.equal(body.form.description, '井盖缺了一角，请打 ［已按申请删除］ 或 +［已按申请删除］，门牌 15412 号');
  const [act] = await db<{ reason: string }[]>`select reason from matter_acts where matter_id = ${others.body.id} and reason is not null`;
  assert.equal(act!.reason, '已电话 ［已按申请删除］ 告知（［已按申请删除］），另见 20261122-0000001 号');
  assert.equal((await dispatch!.get(`/api/v1/matters?q=${person.phone}`)).body.items.length, 0);
});

test('The timeline lets numbers be taken out of a reason, and nothing else', async () => {
  const change = (reason: string) => db`update matter_acts set reason = ${reason} where matter_id = ${others.body.id} and reason is not null`;
  for (const reason of ['同意', '［已按申请删除］', '已电话 ［已按申请删除］ 告知（［已按申请删除］），另见 20261122-0000002 号', '［已按申请删除］ ［已按申请删除］ 告知（［已按申请删除］），另见 20261122-0000001 号']) await assert.rejects(change(reason), /append-only/, reason);
  await assert.rejects(db`delete from matter_acts where matter_id = ${others.body.id}`, /append-only/);
});

test('The rows stay, emptied: sums and counts are what they were, and nobody else lost anything', async () => {
  const rows = (await data!.get(`${path}/rows?limit=10`)).body.items as Record<string, unknown>[];
  assert.deepEqual(rows.map((row) => row['补贴金额']), [300, 400, 500]);
  const [version] = await db<{ parts: { path: string }[] }[]>`select v.parts from dataset_versions v join datasets d on d.id = v.dataset_id and d.current = v.number where d.id = ${read.datasetId}`;
  const held = await lake.rows(`select * from read_parquet([${version!.parts.map(({ path: each }) => literal(join(lake.folder, each))).join(', ')}]) order by _row`);
  assert.deepEqual(held.map((row) => [row['姓名'], row['身份证号'], row['联系电话'], row['备注']]), [[null, null, null, '本人领取'], [other.name, other.idNumber, other.phone, null], [null, null, null, '再次']]);
});

test('A file that was erased is opened by nobody, and the same content can be stored anew', async () => {
  assert.equal((await me.get(`/api/v1/files/${loose.id}`)).body.code, 'FILE_NOT_FOUND');
  const anew = await me.upload('我的证件.txt', Buffer.from(`${person.name} ${person.idNumber}`));
  assert.equal(anew.status, 201, JSON.stringify(anew.body));
  assert.equal((await me.get(`/api/v1/files/${anew.body.id}`)).status, 200);
});

test('An ended case forgets its person when its own type says so: a report after three years, a subsidy after thirty', async () => {
  const citizen = await city.as('citizen');
  const bill = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF');
  const subsidy = async (years: number) => {
    const { id, sha256 } = (await citizen.upload(`票据${years}.pdf`, Buffer.concat([bill, Buffer.from(`\n% ${years}`)]))).body as { id: string; sha256: string };
    const sent = await citizen.post('/api/v1/matters', { type: 'premarital-check-subsidy', form: { applicantName: other.name, applicantId: other.idNumber, applicantPhone: other.phone, town: '440902001000', checkedOn: '2026-03-02', hospital: '茂南区妇幼保健院' }, materials: { receipt: { files: [id] }, account: { files: [id] } } });
    assert.equal(sent.status, 201, JSON.stringify(sent.body));
    await endedBefore(sent.body.id as string, years);
    return { id: sent.body.id as string, file: id, sha256 };
  };
  const endedBefore = (id: string, years: number) => db`update matters set ended_at = now() - make_interval(years => ${years}, days => 1), outcome = 'done' where id = ${id}`;
  const [young, old] = [await subsidy(29), await subsidy(30)];
  const ticket = await citizen.post('/api/v1/matters', { type: 'city-report', form: { class: 'road', description: '路灯不亮很久了', spot: [110.92, 21.64] }, contact: { name: other.name, phone: other.phone } });
  await endedBefore(ticket.body.id as string, 3);
  await expireData({}, house);
  const remembers = async (id: string) => (await db<{ there: boolean }[]>`select sealed is not null and subject_id is not null and materials <> '{}' as there from matters where id = ${id}`)[0]!.there;
  assert.deepEqual([await remembers(young.id), await remembers(old.id), await remembers(ticket.body.id as string)], [true, false, false]);
  await until(async () => !(await house.files.has(old.sha256)), { what: 'the removal of the old voucher' });
  assert.ok(await house.files.has(young.sha256));

  const [entry] = (await (await city.as('auditor')).get('/api/v1/deletions?limit=1')).body.items as { cause: string; statement: string }[];
  const { places } = JSON.parse(entry!.statement) as { places: { place: string; erased: number; files: { before: string }[] }[] };
  assert.equal(entry!.cause, 'retention');
  assert.equal(places.find(({ place }) => place === '超过保管期限的办件：个人信息')!.erased, 2);
  assert.deepEqual(places.find(({ place }) => place === '超过保管期限的办件：材料和照片')!.files, [{ before: old.sha256, after: null }]);
  assert.equal((await citizen.get('/api/v1/deletions')).status, 403);
});
