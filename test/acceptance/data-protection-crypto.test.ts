import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sm3 } from '#kernel/crypto/sm3.ts';
import { sm2Verify } from '#kernel/crypto/sm2.ts';
import { sm2PublicKeyFromPem } from '#kernel/crypto/sm2-keys.ts';
import { sm4GcmEncrypt, sm4Key } from '#kernel/crypto/sm4.ts';
import { newId } from '#kernel/database/id.ts';
import { addDays, dayOf } from '#kernel/time/day.ts';
import { savePersons } from '#domain/subject/persons.ts';
import { findUnmasked } from '#domain/subject/identifiers/unmasked.ts';
import { inventCitizenId, seededPick } from '#domain/subject/identifiers/generate.ts';
import { openAccounts } from '#domain/subject/accounts.ts';
import { openSession } from '#domain/subject/sign-in/sessions.ts';
import { clientFor, type Client } from '#test/kit/small-house.ts';
import { personOf, testCity } from '#test/kit/city.ts';
import { ended, fullEntry, importTable } from '#test/kit/data-town.ts';
import { proveFresh } from '#test/kit/prove.ts';
import { until } from '#test/kit/until.ts';

const city = await testCity();
const { house } = city;
const { db } = house;
const me = await personOf(city, 'citizen');
const english = { 'accept-language': 'en' };
const [citizen, clerk, security, keeper, head] = await Promise.all(['citizen', 'window', 'security', 'privacy', 'head'].map((name) => city.as(name)));
const form = { applicantName: me.name, applicantId: me.idNumber, applicantPhone: '13800138000', town: '440902001000', checkedOn: '2026-03-02', hospital: '茂南区妇幼保健院' };

const apply = async (by: Client = citizen!, more: Record<string, unknown> = {}) => {
  const bill = (await by.upload('检查发票.pdf', Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF'))).body.id as string;
  const needs = (await by.post('/api/v1/matter-types/premarital-check-subsidy/needs', { answers: {} })).body as { materials: { key: string }[] };
  return by.post('/api/v1/matters', { type: 'premarital-check-subsidy', form, materials: Object.fromEntries(needs.materials.map(({ key }) => [key, { files: [bill] }])), ...more });
};
const sent = await apply();
assert.equal(sent.status, 201, JSON.stringify(sent.body));
const matter = sent.body as { id: string; number: string };

test('Known answers of SM2, SM3 and SM4 are given', () => {
  assert.equal(sm3('abc').toString('hex'), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  const hex = (text: string) => Buffer.from(text, 'hex');
  const plain = ['AA', 'BB', 'CC', 'DD', 'EE', 'FF', 'EE', 'AA'].map((byte) => byte.repeat(8)).join('');
  const { ciphertext, tag } = sm4GcmEncrypt(sm4Key(hex('0123456789ABCDEFFEDCBA9876543210')), hex('00001234567800000000ABCD'), hex(plain), hex('FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2'));
  assert.equal(ciphertext.toString('hex'), '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d');
  assert.equal(tag.toString('hex'), '83de3541e4c2b58177e065a9bf7b62ec');
});

test('What is graded sensitive is stored unreadable: no table holds a name, a number or a telephone of the applicant', async () => {
  for (const [table, where] of [['persons', `id = '${me.id}'`], ['matters', `id = '${matter.id}'`], ['matter_acts', `matter_id = '${matter.id}'`], ['events', `about = '${matter.id}'`], ['audit_entries', `object_id = '${matter.id}'`]] as const) {
    const rows = await db.unsafe(`select to_jsonb(t)::text as text from ${table} t where ${where}`);
    assert.ok(rows.length > 0, table);
    for (const { text } of rows) for (const value of [me.name, me.idNumber, '13800138000']) assert.ok(!String(text).includes(value), `${table} holds ${value}`);
  }
});

test('It is shown masked, in lists and in the file, whatever the post', async () => {
  const shown = (await clerk!.get(`/api/v1/matters/${matter.id}`)).body;
  assert.ok(shown.masked.includes('applicantId') && shown.form.applicantId.includes('*') && shown.form.applicantName.includes('*'));
  for (const path of ['/api/v1/matters?limit=100', `/api/v1/matters/${matter.id}`, `/api/v1/matters/${matter.id}/timeline`]) assert.deepEqual(findUnmasked(JSON.stringify((await clerk!.get(path)).body), '2026-12-31'), [], path);
  const found = (await clerk!.get(`/api/v1/persons?by=idNumber&q=${me.idNumber}`)).body.items;
  assert.equal(found.length, 1);
  assert.deepEqual(findUnmasked(JSON.stringify(found), '2026-12-31'), []);
});

test('It is shown in full only with a grant and a reason, and the person reads who, when, what for and which fields', async () => {
  const wish = { purpose: '核对婚检补贴申请人身份', basis: 'duty', fields: ['applicantId', 'applicantName'] };
  const without = await clerk!.post(`/api/v1/matters/${matter.id}/reveal`, { ...wish, purpose: '' });
  assert.equal(without.status, 400);
  assert.match(JSON.stringify(without.body), /查看用途/);
  assert.equal((await (await city.as('dispatch')).post(`/api/v1/matters/${matter.id}/reveal`, wish)).status, 403);
  const unproven = await clerk!.post(`/api/v1/matters/${matter.id}/reveal`, wish);
  assert.equal(unproven.body.code, 'STEP_UP_NEEDED', 'a second factor first');
  await proveFresh(clerk!, await city.as('admin'));
  const answer = await clerk!.post(`/api/v1/matters/${matter.id}/reveal`, wish);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  assert.equal(answer.body.values.applicantId, me.idNumber);
  const consentless = await clerk!.post(`/api/v1/matters/${matter.id}/reveal`, { ...wish, basis: 'consent' });
  assert.equal(consentless.body.code, 'REVEAL_BASIS_MISSING');
  const reads = (await citizen!.get('/api/v1/me/reads?limit=50')).body.items as { who: string; act: string; purpose: string; fields: string[] }[];
  const line = reads.find(({ act }) => act === 'matter.reveal');
  assert.ok(line && line.who.includes('卫生健康局') && line.purpose.includes('核对婚检补贴申请人身份') && line.fields.includes('applicantId'), JSON.stringify(reads));
  assert.ok(reads.some(({ act }) => act === 'matter.opened-file') && reads.some(({ act }) => act === 'person.search'));
  assert.ok(!JSON.stringify(reads).includes(me.idNumber));
});

test('A child is protected further: no post opens what no guardian agreed to', async () => {
  const child = { id: newId(), name: '梁小童', idNumber: inventCitizenId(seededPick('child'), { bornOn: '2018-05-06', sex: 'male' }), phone: null, address: null, sex: '男' as const, born: '2018-05-06', region: '440902001000' };
  await savePersons(db, house, [child]);
  const wish = { purpose: '核对入学材料', basis: 'duty', fields: ['idNumber'] };
  const refused = await clerk!.post(`/api/v1/persons/${child.id}/reveal`, wish);
  assert.equal(refused.body.code, 'MINOR_PROTECTED');
  assert.match(refused.body.detail, /14 周岁/);
  const papers = (await clerk!.upload('户口簿.pdf', Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF'))).body.id as string;
  const guardian = await clerk!.post('/api/v1/mandates', { kind: 'guardian', principalId: child.id, agentName: me.name, agentIdNumber: me.idNumber, evidence: papers });
  assert.equal(guardian.status, 201, JSON.stringify(guardian.body));
  const consent = await citizen!.post('/api/v1/me/consents', { subjectId: child.id, purpose: '核对入学材料', toWhom: 'every-organ', untilDay: addDays(dayOf(new Date()), 90) });
  assert.equal(consent.status, 201, JSON.stringify(consent.body));
  assert.equal((await clerk!.post(`/api/v1/persons/${child.id}/reveal`, wish)).body.values.idNumber, child.idNumber);
  assert.equal((await citizen!.post(`/api/v1/me/consents/${consent.body.id}/withdraw`)).status, 204);
  assert.equal((await clerk!.post(`/api/v1/persons/${child.id}/reveal`, wish)).body.code, 'MINOR_PROTECTED');
});

test('A clerk of one county registers and ends mandates of its people; whoever acts for them may live elsewhere', async () => {
  const born = (name: string, region: string) => ({ id: newId(), name, idNumber: inventCitizenId(seededPick(name), { bornOn: '1950-05-06', sex: 'female' }), phone: null, address: null, sex: '女' as const, born: '1950-05-06', region });
  const [here, there, beyond] = [born('区内老人', '440902001000'), born('区外老人', '440981100000'), born('区外子女', '440981100000')];
  await savePersons(db, house, [here, there, beyond]);
  await db`insert into city_roles (key, title, english, may, sees, reach, face, basis, made_by) select 'own-0000c0de', '县区窗口', 'County window', '{mandate.register}', '{}', 'region', 'office', 'test', id from accounts where username = 'security'`;
  const county = await city.newOfficial({ username: 'county-window', name: '县区窗口', organ: '440902-卫生健康局', region: '440902000000', roles: ['own-0000c0de'] });
  const evidence = (await county.upload('委托书.pdf', Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF'))).body.id as string;
  const register = (whose: { id: string }, by: { name: string; idNumber: string }) => county.post('/api/v1/mandates', { kind: 'agent', principalId: whose.id, agentName: by.name, agentIdNumber: by.idNumber, untilDay: '2027-01-31', evidence });
  assert.deepEqual([(await register(there, here)).body.code, (await register({ id: newId() }, here)).body.code], ['SUBJECT_NOT_FOUND', 'SUBJECT_NOT_FOUND'], 'as if the person did not exist');
  const given = await register(here, there);
  assert.equal(given.status, 201, JSON.stringify(given.body));
  const [strange] = await db<{ id: string }[]>`insert into mandates (id, kind, principal_id, agent_id, from_day, until_day, channel, given_by) values (${newId()}, 'agent', ${there.id}, ${beyond.id}, current_date, current_date, 'portal', ${there.id}) returning id`;
  assert.equal((await county.post(`/api/v1/mandates/${strange!.id}/end`, { why: '试试' })).status, 404);
  assert.equal((await county.post(`/api/v1/mandates/${given.body.id}/end`, { why: '老人要求终止' })).status, 204);
});

test('Somebody acts for another with a mandate, within its scope, and not a moment longer', async () => {
  const [agent, other] = ['代办人', '旁人'].map((name, n) => ({ id: newId(), name, idNumber: inventCitizenId(seededPick(name), { bornOn: '1990-05-06', sex: 'female' }), phone: null, address: null, sex: '女' as const, born: '1990-05-06', region: '440902001000', n }));
  await savePersons(db, house, [agent!, other!]);
  await openAccounts(db, [{ username: 'agent', kind: 'citizen', name: agent!.name, subjectId: agent!.id, region: '440902000000' }]);
  const [account] = await db<{ id: string }[]>`select id from accounts where username = 'agent'`;
  const helper = clientFor(city.url, (await openSession(db, account!.id, { address: '127.0.0.1', agent: 'test' })).token);
  assert.equal((await apply(helper, { for: me.id })).body.code, 'MANDATE_MISSING');
  const mandate = { kind: 'agent', agentName: agent!.name, agentIdNumber: agent!.idNumber, untilDay: '2027-01-31' };
  assert.equal((await citizen!.post('/api/v1/me/mandates', mandate)).body.code, 'STEP_UP_NEEDED', 'a phone left lying about gives nobody a mandate');
  await proveFresh(citizen!, await city.as('admin'));
  const wrongName = await citizen!.post('/api/v1/me/mandates', { ...mandate, agentName: '别人' });
  assert.equal(wrongName.body.code, 'MANDATE_REFUSED');
  assert.match(wrongName.body.detail, /姓名与公民身份号码不一致/);
  const far = await citizen!.post('/api/v1/me/mandates', { ...mandate, untilDay: '2099-01-31' }, english);
  assert.equal(far.body.detail, 'The mandate was not registered: its last day must be today or later, and within two years.');
  const given = await citizen!.post('/api/v1/me/mandates', { ...mandate, matterTypes: ['premarital-check-subsidy'] });
  assert.equal(given.status, 201, JSON.stringify(given.body));
  const done = await apply(helper, { for: me.id });
  assert.equal(done.status, 201, JSON.stringify(done.body));
  const seen = (await clerk!.get(`/api/v1/matters/${done.body.id}`)).body;
  assert.deepEqual([seen.behalf.how, seen.behalf.for.includes('*'), seen.behalf.by.includes('*')], ['mandate', true, true]);
  assert.equal((await citizen!.get(`/api/v1/matters/${done.body.id}`)).status, 200);
  const outside = await helper.post('/api/v1/matters', { type: 'personal-deletion', form: { why: '越权' }, for: me.id });
  assert.equal(outside.body.code, 'MANDATE_MISSING');
  assert.equal((await citizen!.post(`/api/v1/mandates/${given.body.id}/end`, { why: '不再需要' })).status, 204);
  assert.equal((await apply(helper, { for: me.id })).body.code, 'MANDATE_MISSING');
  await until(async () => (await helper.get(`/api/v1/matters/${done.body.id}`)).status === 404, { what: 'the case out of the sight of who no longer acts' });
});

test('A clerk applies for whoever stands at the window, and the file says so', async () => {
  const done = await apply(clerk!, { for: me.id });
  assert.equal(done.status, 201, JSON.stringify(done.body));
  const seen = (await clerk!.get(`/api/v1/matters/${done.body.id}`)).body;
  assert.deepEqual([seen.behalf.how, seen.source], ['window', 'window']);
  assert.ok(seen.masked.includes('applicantId'), 'the clerk who typed it sees it masked like everybody');
});

test('Changing the key keeps old data readable; a stopped key stops new use', async () => {
  const before = (await security!.get('/api/v1/keys')).body;
  assert.equal((await security!.post('/api/v1/keys', { why: '季度换钥' })).body.code, 'STEP_UP_NEEDED');
  await db`update sessions set proven_at = now()`;
  const changed = await security!.post('/api/v1/keys', { why: '季度换钥' });
  assert.equal(changed.status, 201, JSON.stringify(changed.body));
  await until(async () => (await security!.get('/api/v1/keys')).body.rotations[0].endedAt !== null, { what: 'the end of the change', seconds: 60 });
  const { keys, rotations } = (await security!.get('/api/v1/keys')).body;
  assert.ok(keys.length === before.keys.length + 1 && rotations[0].resealed >= 2000, JSON.stringify(rotations[0]));
  assert.equal((await citizen!.get(`/api/v1/matters/${matter.id}`)).body.form.applicantId, me.idNumber);
  const version = rotations[0].toVersion as number;
  assert.equal((await security!.post(`/api/v1/keys/${version}/stop`, { why: '演练：介质遗失' })).status, 204);
  const refused = await apply();
  assert.equal(refused.body.code, 'KEY_STOPPED');
  assert.match(refused.body.next, /启用新密钥/);
  assert.equal((await citizen!.get(`/api/v1/matters/${matter.id}`)).body.form.applicantId, me.idNumber);
  assert.equal((await security!.post('/api/v1/keys', { why: '启用新钥' })).status, 201);
  assert.equal((await apply()).status, 201);
  assert.equal((await clerk!.post('/api/v1/keys', { why: '越权' })).status, 403);
});

test('A correction changes the registry, and what it said before is kept with the reason', async () => {
  const asked = await citizen!.post('/api/v1/matters', { type: 'personal-correction', form: { field: 'address', value: '茂南区城东路 8 号', why: '搬家' } });
  assert.equal(asked.status, 201, JSON.stringify(asked.body));
  assert.ok(asked.body.dueAt, 'with a deadline');
  const done = await keeper!.post(`/api/v1/matters/${asked.body.id}/acts`, { act: 'answer', reason: '已核实' });
  assert.equal(done.status, 200, JSON.stringify(done.body));
  await proveFresh(citizen!, await city.as('admin'));
  const copy = (await citizen!.get('/api/v1/me/data-copy')).body;
  assert.equal(copy.person.address, '茂南区城东路 8 号');
  assert.equal(copy.corrections[0].before.address, me.address);
});

test('The copy of one’s data is machine-readable, complete, and says for whom it was made', async () => {
  const answer = await citizen!.get('/api/v1/me/data-copy');
  const { watermark, ...data } = answer.body;
  assert.match(answer.headers.get('content-disposition') ?? '', /attachment/);
  for (const part of ['person', 'corrections', 'matters', 'drafts', 'licences', 'consents', 'notices', 'reads']) assert.ok(part in data, part);
  assert.ok(data.matters.some((each: { number: string; form: { applicantId?: string } }) => each.number === matter.number && each.form.applicantId === me.idNumber));
  assert.ok(watermark.receiver.length > 1 && watermark.sha256 === createHash('sha256').update(JSON.stringify(data)).digest('hex'));
});

test('Export of a high grade without approval is refused; the approved file names its receiver, and any of its rows leads back to them', async () => {
  const data = await city.as('data');
  const [account] = await db<{ organ: string }[]>`select organ from accounts where username = 'data'`;
  const chief = await city.newOfficial({ username: 'data-head', name: '数据负责人', organ: account!.organ, region: '440900000000', roles: ['organ-head'] });
  const register = `姓名,身份证号,补贴金额\n${me.name},${me.idNumber},300\n=cmd,${me.idNumber},400\n`;
  const read = await importTable(data, { '补贴.csv': register });
  const path = `/api/v1/datasets/${read.datasetId}`;
  await ended(data, (await data.post(`${path}/mapping`, (await data.get(`${path}/mapping/suggested`)).body)).body.id as string);

  const ungraded = await data.post('/api/v1/exports', { datasetId: read.datasetId, purpose: '季度核对补贴' });
  assert.equal(ungraded.status, 201, JSON.stringify(ungraded.body));
  assert.match(ungraded.body.whyHigh, /未分级/, 'what nobody has graded counts as sensitive');
  const unpublished = await data.post(`${path}/publish`);
  assert.match(JSON.stringify(unpublished.body), /请填写分类分级/, 'a grade needs a person');
  await data.patch(path, { ...fullEntry, opening: 'closed', grade: 'general', level: 2 });

  const masked = await data.post('/api/v1/exports', { datasetId: read.datasetId, purpose: '季度核对补贴' });
  assert.deepEqual([masked.body.state, masked.body.high], ['approved', false], JSON.stringify(masked.body));
  const plain = (await data.get(`/api/v1/exports/${masked.body.id}/file`)).body as string;
  assert.ok(!plain.includes(me.idNumber) && plain.includes('仅供 符书简') && !/\n=cmd/.test(plain));

  const asked = await data.post('/api/v1/exports', { datasetId: read.datasetId, purpose: '与社保逐人比对', unmasked: ['身份证号'] });
  assert.deepEqual([asked.body.state, asked.body.whyHigh], ['asked', '未遮盖的个人信息']);
  const refused = await data.get(`/api/v1/exports/${asked.body.id}/file`);
  assert.equal(refused.body.code, 'EXPORT_NEEDS_APPROVAL');
  assert.match(refused.body.next, /负责人审批/);
  assert.equal((await data.post(`/api/v1/exports/${asked.body.id}/decide`, { approve: true, reason: '自批' })).status, 403);
  assert.equal((await chief.post(`/api/v1/exports/${asked.body.id}/decide`, { approve: true, reason: '同意比对' })).status, 200);
  const file = (await data.get(`/api/v1/exports/${asked.body.id}/file`)).body as string;
  assert.ok(file.includes(me.idNumber) && file.includes('符书简') && file.includes('与社保逐人比对'));
  const mark = file.trim().split('\n')[2]?.split(',').at(-1) ?? '';
  const traced = await (await city.as('auditor')).post('/api/v1/exports/trace', { mark });
  assert.deepEqual([traced.body.id, traced.body.receiver.includes('符书简')], [asked.body.id, true]);
});

test('Every organ of the demonstration that keeps data has somebody who decides its exports; where nobody does, whoever asked is told', async () => {
  const [data, coordinator] = await Promise.all(['data', 'coordinator'].map(city.as));
  const { datasetId } = await importTable(data!, { '台账.csv': '项目,数量\n甲,1\n' });
  const ask = async (organ: string) => {
    await db`update datasets set organ = ${organ}, status = 'published', published_at = now() where id = ${datasetId}`;
    const asked = await coordinator!.post('/api/v1/exports', { datasetId, purpose: '汇总各单位台账' });
    assert.deepEqual([asked.status, asked.body.state], [201, 'asked'], JSON.stringify(asked.body));
    return asked.body as { id: string; nobodyDecides: boolean };
  };
  const heads = await db<{ organ: string; username: string | null }[]>`select organ, min(username) filter (where '负责人' = any(posts)) as username from accounts where demo and kind = 'official' group by organ
    having bool_or(id in (select account_id from appointments where role = 'data-manager')) order by organ`;
  assert.equal(heads.length, 2);
  for (const { organ, username } of heads) {
    const asked = await ask(organ);
    assert.equal(asked.nobodyDecides, false, organ);
    const decider = await city.as(username ?? organ);
    assert.ok(((await decider.get('/api/v1/exports')).body.items as { id: string }[]).some(({ id }) => id === asked.id), `waits for ${username}`);
    assert.equal((await decider.post(`/api/v1/exports/${asked.id}/decide`, { approve: true, reason: '同意汇总' })).body.state, 'approved', organ);
  }
  const [lonely, seen] = [await ask('440900-教育局'), async () => ((await coordinator!.get('/api/v1/exports')).body.items as { id: string; nobodyDecides: boolean }[]).find(({ id }) => id === lonely.id)?.nobodyDecides];
  assert.deepEqual([lonely.nobodyDecides, await seen()], [true, true]);
  await city.newOfficial({ username: 'school-head', name: '教育局负责人', organ: '440900-教育局', region: '440900000000', roles: ['organ-head'] });
  assert.equal(await seen(), false, 'from the appointment on');
});

test('A registry is loaded from a table: sealed, once for each batch, every refused line with its reason and never its value', async () => {
  const data = await city.as('data');
  const pick = seededPick('load');
  const ids = Array.from({ length: 3000 }, () => inventCitizenId(pick, { bornOn: `19${50 + pick(50)}-0${1 + pick(9)}-1${pick(10)}`, sex: pick(2) === 1 ? 'male' : 'female' }));
  const unique = [...new Set(ids)];
  const table = ['\uFEFF姓名,公民身份号码,手机号码,住址,行政区划代码', ...unique.map((id, n) => `导入${n},${id},154${String(n).padStart(8, '0')},"城东路 ${n} 号, 二楼",440902001001`), '错号,999901199003070018,,,440902001001', `无名,${unique[0]},123,,000000000000`].join('\r\n');
  const fileId = (await data.upload('人口.csv', Buffer.from(table))).body.id as string;
  const [before] = await db<{ count: number }[]>`select count(*) from persons`;
  const order = { kind: 'persons', fileId, batch: '2026-11-人口-1' };
  const ordered = await data.post('/api/v1/registry-imports', order);
  assert.equal(ordered.status, 202, JSON.stringify(ordered.body));
  const progress = () => data.get(`/api/v1/registry-imports/${ordered.body.id}`);
  await until(async () => ['ended', 'failed'].includes((await progress()).body.state), { what: 'the end of the load', seconds: 60 });
  const done = (await progress()).body;
  assert.deepEqual([done.state, done.read, done.accepted, done.refused], ['ended', unique.length + 2, unique.length, 2], JSON.stringify(done));
  const { items } = (await data.get(`/api/v1/registry-imports/${ordered.body.id}/refused`)).body as { items: { line: number; field: string; reason: string }[] };
  assert.deepEqual(items.map(({ line, field }) => [line, field]).toSorted(), [[unique.length + 2, '公民身份号码'], [unique.length + 3, '手机号码'], [unique.length + 3, '行政区划代码']].toSorted());
  assert.match(items[0]!.reason, /校验码不符/);
  assert.deepEqual([done.bytesDone, done.bytesTotal], [Buffer.byteLength(table), Buffer.byteLength(table)]);
  const report = await data.get(`/api/v1/registry-imports/${ordered.body.id}/refused.csv`, { 'accept-language': 'en' });
  assert.match(report.headers.get('content-disposition') ?? '', /attachment/);
  assert.deepEqual((report.body as string).trim().split('\n').slice(0, 2), ['\uFEFFline,field,reason', `${unique.length + 2},"Identity number","the check character does not fit: a digit is wrong or two are exchanged; compare with the card"`].map((line) => line.replace('\uFEFF', '')));
  assert.ok(!(report.body as string).includes(unique[0]!));
  assert.equal((await data.get('/api/v1/registry-imports?limit=1')).body.items[0].id, ordered.body.id);
  assert.equal((await data.get(`/api/v1/files/${fileId}`)).status, 404, 'the original, which lay there unsealed, has gone');
  assert.equal((await data.post('/api/v1/registry-imports', order)).body.id, ordered.body.id, 'the same batch is the same import');
  const [after] = await db<{ count: number; plain: number }[]>`select count(*), count(*) filter (where sealed is null) as plain from persons`;
  assert.deepEqual([after!.count - before!.count, after!.plain], [unique.length, 0]);
  assert.equal((await clerk!.get(`/api/v1/persons?by=idNumber&q=${unique[5]}`)).body.items.length, 1);
});

test('An official stands in for another between two moments, with rights and posts, and the history stays', async () => {
  const admin = await city.as('admin');
  const account = async (username: string) => (await db<{ id: string; organ: string }[]>`select id, organ from accounts where username = ${username}`)[0]!;
  const [absent, elsewhere] = [await account('reviewer'), await account('window2')];
  const standIn = await city.newOfficial({ username: 'new-colleague', name: '新同事', organ: absent.organ, region: '440902000000' });
  const { id } = await account('new-colleague');
  assert.equal((await standIn.get('/api/v1/queues')).status, 403, 'without an appointment there is nothing to see');
  const order = { accountId: absent.id, standIn: id, why: '年休假', fromAt: new Date(Date.now() - 60_000).toISOString(), untilAt: new Date(Date.now() + 86_400_000).toISOString() };
  assert.equal((await admin.post('/api/v1/stand-ins', order)).body.code, 'STEP_UP_NEEDED');
  await db`update sessions set proven_at = now()`;
  const refused = await admin.post('/api/v1/stand-ins', { ...order, standIn: elsewhere.id });
  assert.match(refused.body.detail, /同一单位/);
  assert.equal((await admin.post('/api/v1/stand-ins', { ...order, standIn: elsewhere.id }, english)).body.detail, 'The stand-in was not registered: the stand-in must be of the same organ.');
  const made = await admin.post('/api/v1/stand-ins', order);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const me = (await standIn.get('/api/v1/session')).body.reader as { posts: string[]; rights: string[] };
  assert.ok(me.rights.includes('matter.handle') && me.posts.includes('审批'), JSON.stringify(me));
  assert.equal((await admin.post(`/api/v1/stand-ins/${made.body.id}/end`)).status, 200);
  assert.equal((await standIn.get('/api/v1/queues')).status, 403);
  const history = (await admin.get(`/api/v1/accounts/${absent.id}/stand-ins`)).body.items;
  assert.deepEqual([history.length, history[0].why, history[0].endedAt !== null], [1, '年休假', true]);
});

test('An official who moves leaves roles, duties, stand-ins and calling systems behind at once, and what was stays written down', async () => {
  const admin = await city.as('admin');
  const account = async (username: string) => (await db<{ id: string; organ: string }[]>`select id, organ from accounts where username = ${username}`)[0]!;
  const [colleague, market, self] = [await account('reviewer'), await account('window2'), await account('admin')];
  const mover = await city.newOfficial({ username: 'mover', name: '调动者', organ: colleague.organ, region: '440902000000', posts: ['审批'], roles: ['reviewer'] });
  const { id } = await account('mover');
  assert.equal((await mover.get('/api/v1/queues')).status, 200);
  const order = { organ: market.organ, posts: ['窗口'], basis: '茂人社调〔2026〕12 号' };
  assert.equal((await admin.post(`/api/v1/accounts/${id}/moves`, order)).body.code, 'STEP_UP_NEEDED');
  await db`update sessions set proven_at = now()`;
  const times = { why: '外出', fromAt: new Date(Date.now() - 60_000).toISOString(), untilAt: new Date(Date.now() + 86_400_000).toISOString() };
  assert.equal((await admin.post('/api/v1/stand-ins', { accountId: colleague.id, standIn: id, ...times })).status, 201);
  const head = await city.as('head');
  assert.equal((await head.post(`/api/v1/duties/chief-data-representative/organs/${encodeURIComponent(colleague.organ)}`, { username: 'mover' })).status, 200);
  await openAccounts(db, [{ username: 'health-system', kind: 'service', name: '健康系统', organ: colleague.organ }]);
  const system = await account('health-system');
  const answeredBy = async () => ((await security!.get('/api/v1/guard/callers')).body as { id: string; named: boolean; answeredBy: string | null }[]).filter((each) => each.id === system.id).map((each) => [each.named, each.answeredBy]);
  assert.equal((await security!.post(`/api/v1/guard/callers/${system.id}`, { answeredBy: 'mover' })).status, 200);

  const refused = async (whose: string, change: object, headers: Record<string, string> = {}) => (await admin.post(`/api/v1/accounts/${whose}/moves`, { ...order, ...change }, headers)).body as { code: string; detail: string };
  assert.match((await refused(id, { organ: colleague.organ, posts: ['审批', '首席数据代表'] })).detail, /单位和岗位都没有变化/);
  assert.equal((await refused(id, { organ: colleague.organ, posts: ['审批', '首席数据代表'] }, english)).detail, 'The move was not registered: neither organ nor posts would change.');
  assert.match((await refused(id, { posts: ['首席数据代表'] })).detail, /“首席数据代表”由单位在“责任落实”里指定/);
  assert.equal((await refused(id, { organ: '没有的单位' })).code, 'ORGAN_UNKNOWN');
  assert.equal((await refused(self.id, {})).code, 'NOT_ONESELF');
  assert.equal((await refused(colleague.id, {})).code, 'DEMO_ACCOUNT_FIXED');
  assert.deepEqual((await admin.get(`/api/v1/accounts/${id}/moves`)).body.items, [], 'nothing was changed');

  const posts = await admin.post(`/api/v1/accounts/${id}/moves`, { ...order, organ: colleague.organ, posts: ['审批', '窗口'] });
  assert.deepEqual(posts.body.ended, { roles: 0, standIns: 0, duties: 0, systems: 0 }, 'who stays keeps what they hold');
  assert.deepEqual(await answeredBy(), [[true, 'mover']]);
  assert.deepEqual(((await mover.get('/api/v1/session')).body.reader as { posts: string[] }).posts.toSorted(), ['审批', '窗口', '首席数据代表'].toSorted());
  const moved = await admin.post(`/api/v1/accounts/${id}/moves`, order);
  assert.equal(moved.status, 201, JSON.stringify(moved.body));
  assert.deepEqual([moved.body.ended.standIns, moved.body.ended.duties, moved.body.ended.systems], [1, 1, 1]);
  assert.deepEqual(await answeredBy(), [[true, null]], 'the system goes on, and somebody is wanted for it');
  assert.equal((await security!.post(`/api/v1/guard/callers/${system.id}`, { answeredBy: 'mover' })).body.code, 'CALLER_PERSON_UNKNOWN');
  assert.deepEqual((await db<{ act: string }[]>`select act from audit_entries where object_id = ${system.id} order by id`).map(({ act }) => act), ['guard.caller-named', 'guard.caller-left']);
  const me = (await mover.get('/api/v1/session')).body.reader as { organ: string; posts: string[]; rights: string[] };
  assert.deepEqual([me.organ, me.posts, me.rights], [market.organ, ['窗口'], []]);
  assert.equal((await mover.get('/api/v1/queues')).status, 403);
  const [now, before] = (await admin.get(`/api/v1/accounts/${id}/moves`)).body.items as { fromOrgan: string; toOrgan: string; toPosts: string[]; basis: string; byName: string }[];
  assert.deepEqual([now?.fromOrgan, now?.toOrgan, now?.basis, before?.toPosts], [colleague.organ, market.organ, order.basis, ['审批', '窗口', '首席数据代表']]);
  const [entry] = await db<{ purpose: string }[]>`select purpose from audit_entries where act = 'account.moved' and object_id = ${id} order by id desc limit 1`;
  assert.equal(entry?.purpose, order.basis);
  assert.match((await mover.get('/api/v1/notices')).body.items[0].body, /不再是其调用系统的责任人/);
});

test('A deletion reaches every copy but what law says must stay, and a signed certificate lists where', async () => {
  await citizen!.post('/api/v1/drafts', { type: 'premarital-check-subsidy', answers: {}, form, materials: {} });
  const asked = await citizen!.post('/api/v1/matters', { type: 'personal-deletion', form: { why: '不再使用' } });
  for (const act of ['check', 'delete']) assert.equal((await keeper!.post(`/api/v1/matters/${asked.body.id}/acts`, { act, reason: '本人当面确认' })).status, 200, act);
  const { publicKey, items } = (await citizen!.get('/api/v1/me/deletion-certificates')).body;
  const [certificate] = items;
  assert.ok(sm2Verify(sm2PublicKeyFromPem(publicKey), Buffer.from(certificate.statement, 'utf8'), Buffer.from(certificate.signature, 'base64')));
  const { places } = JSON.parse(certificate.statement) as { places: { place: string; erased: number; kept: number; why: string | null }[] };
  assert.ok(places.find(({ place }) => place === '草稿')!.erased >= 1);
  for (const { place, kept, why } of places) assert.ok(kept === 0 || why !== null, `${place} stays without a law`);
  const copy = (await citizen!.get('/api/v1/me/data-copy')).body;
  assert.deepEqual([copy.drafts.length, copy.person.phone], [0, null]);
  assert.ok(!certificate.statement.includes(me.idNumber) && !certificate.statement.includes(me.name));
  assert.ok(head);
});
