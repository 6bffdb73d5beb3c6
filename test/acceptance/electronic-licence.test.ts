import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { personOf, testCity } from '#test/kit/city.ts';
import { inFolder } from '#test/kit/folder.ts';
import { openssl, opensslMissing } from '#test/kit/openssl.ts';
import type { Client } from '#test/kit/small-house.ts';

const city = await testCity();
const citizen = await city.as('citizen');
const clerk = await city.as('window3');
const decider = await city.as('reviewer3');
const health = await city.as('window');
const person = await personOf(city, 'citizen');
const applicant = { applicantName: person.name, applicantId: person.idNumber, applicantPhone: '13800138000', town: '440902001000' };

type Licence = { readonly identifier: string; readonly number: string; readonly state: string; readonly title: string };
const licences = async () => (await citizen.get('/api/v1/proofs')).body as Licence[];
const act = (client: Client, id: string, key: string, more: object = {}) => client.post(`/api/v1/matters/${id}/acts`, { act: key, ...more });
const verify = async (identifier: string) => city.guest.get(`/api/v1/proofs/${identifier}`);

/** A citizen registers as unemployed and is given the record at once. */
async function issued(): Promise<{ matter: string; licence: Licence }> {
  const before = new Set((await licences()).map(({ identifier }) => identifier));
  const opened = await citizen.post('/api/v1/matters', { type: 'unemployment-registration', form: { ...applicant, since: '2026-03-02', reason: 'ended', wish: '厨师' } });
  assert.equal(opened.status, 201, JSON.stringify(opened.body));
  assert.equal((await act(clerk, opened.body.id, 'grant')).status, 200);
  const made = (await licences()).filter(({ identifier }) => !before.has(identifier));
  assert.equal(made.length, 1, 'one grant, one licence');
  return { matter: opened.body.id, licence: made[0]! };
}
const { licence: earlier } = await issued();
const { matter, licence } = await issued();

test('Granting makes one licence with number, identifier and a printed file; the same grant again makes none, and a new one takes the place of the old', async () => {
  assert.match(licence.identifier, /^1\.2\.156\.3005\.2\.[0-9A-Z]{21}\.[0-9A-Z]{18}\.[0-9A-Z]{1,32}\.001\.[0-9A-Z]$/);
  assert.match(licence.number, /^茂人社失字〔\d{4}〕第\d{6}号$/);
  const again = await act(clerk, matter, 'grant');
  assert.equal(again.body.code, 'ACT_NOT_POSSIBLE');
  assert.equal((await licences()).filter(({ number }) => number === licence.number).length, 1);
  assert.notEqual(earlier.number, licence.number);
  assert.equal((await licences()).find(({ number }) => number === earlier.number)?.state, 'superseded', 'two of one kind do not hold side by side');
  const file = await fetch(`${city.url}/api/v1/proofs/${licence.identifier}/file`, { headers: { authorization: `Bearer ${citizen.token}` } });
  const bytes = Buffer.from(await file.arrayBuffer());
  assert.equal(file.headers.get('content-type'), 'application/pdf');
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
});

test('A stranger is told whether it holds, without learning who it is; what is no licence of ours is told so', async () => {
  const shown = await verify(licence.identifier);
  assert.equal(shown.body.state, 'valid');
  assert.equal(shown.body.signatureHolds, true);
  const text = JSON.stringify(shown.body);
  assert.ok(!text.includes(String(person.idNumber)) && !text.includes(String(person.name)));
  const page = await city.guest.get(`/verify/${licence.identifier}`);
  assert.equal(page.status, 200);
  assert.match(String(page.body), /失业登记凭证/);
  for (const wrong of [`${licence.identifier.slice(0, -1)}${licence.identifier.endsWith('0') ? '1' : '0'}`, '1.2.156', 'x']) assert.equal((await verify(wrong)).body.code, 'PROOF_NOT_FOUND', wrong);
});

test('Anybody can check the signed data with OpenSSL alone; one changed character is not genuine', { skip: opensslMissing }, () => inFolder(async (folder) => {
  const part = async (path: string, client: Client) => Buffer.from(await (await fetch(`${city.url}${path}`, { headers: { authorization: `Bearer ${client.token}` } })).arrayBuffer());
  const statement = await part(`/api/v1/proofs/${licence.identifier}/statement`, citizen);
  writeFileSync(join(folder, 'statement.json'), statement);
  writeFileSync(join(folder, 'statement.sig'), await part(`/api/v1/proofs/${licence.identifier}/signature`, citizen));
  writeFileSync(join(folder, 'issuer-key.pem'), await part('/api/v1/proof-key', citizen));
  const check = () => openssl(folder, 'dgst', '-sm3', '-verify', 'issuer-key.pem', '-signature', 'statement.sig', '-sigopt', 'distid:1234567812345678', 'statement.json');
  assert.match(check(), /Verified OK/);
  writeFileSync(join(folder, 'statement.json'), statement.toString('utf8').replace(licence.number, licence.number.replace('第0', '第1')));
  assert.throws(check, /Verification failure/);
}));

test('Who opens somebody’s licence says for what, and the holder reads it; others cannot open it at all', async () => {
  const path = `/api/v1/proofs/${licence.identifier}/file`;
  assert.equal((await health.get(path)).body.code, 'PROOF_NOT_FOUND', 'another organ');
  assert.equal((await city.guest.get(path)).status, 401);
  assert.equal((await clerk.get(`${path}?useCause=${encodeURIComponent('办理灵活就业补贴核对')}`)).status, 200);
  const page = String((await citizen.get('/my-data')).body);
  assert.match(page, /办理灵活就业补贴核对/);
  assert.match(page, /人力资源和社会保障局/);
  assert.ok(page.includes(licence.number));
});

test('A licence in force replaces the paper; withdrawn, it counts for nothing from that moment', async () => {
  const apply = () => citizen.post('/api/v1/matters', { type: 'job-hardship', answers: { hardship: 'age' }, form: { ...applicant, hardship: 'age' } });
  assert.equal((await apply()).status, 201, 'the record need not be handed in again');
  assert.equal((await clerk.post(`/api/v1/proofs/${licence.identifier}/changes`, { change: 'withdraw', why: '登记信息失实' })).status, 403, 'a window clerk does not withdraw');
  assert.equal((await decider.post(`/api/v1/proofs/${licence.identifier}/changes`, { change: 'withdraw', why: '登记信息失实' })).body.state, 'withdrawn');
  const shown = await verify(licence.identifier);
  assert.deepEqual([shown.body.state, shown.body.stateWhy, shown.body.signatureHolds], ['withdrawn', '登记信息失实', true]);
  assert.match(String((await city.guest.get(`/verify/${licence.identifier}`)).body), /撤销/);
  const refused = await apply();
  assert.equal(refused.body.code, 'MATERIALS_MISSING');
  assert.equal((await decider.post(`/api/v1/proofs/${licence.identifier}/changes`, { change: 'resume', why: '恢复' })).body.code, 'PROOF_STATE');
});

test('The last day ends a licence by itself', async () => {
  const { licence: old } = await issued();
  await city.house.db`update proofs set valid_until = current_date - 1 where identifier = ${old.identifier}`;
  assert.equal((await verify(old.identifier)).body.state, 'expired');
  assert.equal((await licences()).find(({ identifier }) => identifier === old.identifier)?.state, 'expired');
});
