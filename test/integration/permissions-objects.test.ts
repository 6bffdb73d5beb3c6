import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proofTypes } from '#domain/proof/define.ts';
import { issueProof } from '#domain/proof/issue.ts';
import { roles as declaredRoles } from '#domain/subject/define.ts';
import { findPersons } from '#domain/subject/persons.ts';
import { changed, digestOf } from '#test/fuzz/digest.ts';
import { holds, somebody, type Person, type Post, type Role, type Spot } from '#test/fuzz/people.ts';
import { Random, seedOf } from '#test/fuzz/random.ts';
import { testCity } from '#test/kit/city.ts';
import { clientFor, type Client } from '#test/kit/small-house.ts';

/**
 * Things, datasets, requests, grants, imports, exports, licences, persons, plans, scanning points, warnings and accounts: objects by
 * chance in own and other organs and divisions and in every state, listed, opened and acted on by people with roles by chance,
 * declared ones and ones the city designed. A plain model says what each sees. FUZZ_SEED repeats a run.
 */
const city = await testCity({ env: { ROLES: 'web' } });
const { db } = city.house;
const seed = seedOf(process.env['FUZZ_SEED']);
const random = new Random(seed);

const organs = ['440900-生态环境局', '440900-水务局', '440900-卫生健康局', '440902-市场监督管理局'];
const regions = ['440902000000', '440902101000', '440902101001', '440981000000', '440981100000', '440983000000'];
const widths = [...regions, '440900000000'];
const spot = (): { organ: string; region: string } => ({ organ: random.one(organs), region: random.one(regions) });
const spotOrNone = (): Spot & { organ: string } => ({ ...spot(), ...(random.chance(0.2) ? { region: null } : {}) });
const id = () => crypto.randomUUID().replace(/^(.{14})./, '$17');
const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

// ── roles: every declared one, and ones a city might design ──────────────────────────────────────────────────────────
const objectRights = ['thing.read', 'thing.manage', 'dataset.read', 'dataset.manage', 'dataset.publish', 'dataset.request', 'grant.decide', 'export.decide', 'proof.read', 'proof.revoke', 'person.read', 'mandate.register', 'plan.read', 'code.scan', 'code.register', 'signal.read', 'duty.read'];
const cityRights = ['account.read', 'guard.read', 'key.read'];
const [window] = await db<{ id: string }[]>`select id from accounts where username = 'window'`;
const reach = ['organ', 'region', 'city'] as const;
// The first hold everything, so that every kind is also met by somebody who may.
const designed: Role[] = many(40, (n) => ({ key: `own-${n.toString(16).padStart(8, '0')}`, may: n < 3 ? objectRights : n === 3 ? cityRights : [...new Set(random.some([...objectRights, ...objectRights, ...cityRights], 6))], reach: reach[n] ?? (n === 3 ? 'city' : random.one(reach)) }));
for (const { key, may, reach } of designed) await db`insert into city_roles (key, title, english, may, sees, reach, face, basis, made_by) values (${key}, ${key}, ${key}, ${[...may]}, '{}', ${reach}, 'hub', 'test', ${window!.id})`;
const known: Role[] = [...city.house.declared.all(declaredRoles).map(({ key, may, reach }) => ({ key, may, reach })), ...designed];
// What is the whole city's — accounts, rights, keys, the watch over use — opens to roles that reach the whole city, whoever else a role names.
const cityWide = /^(account|audit|guard|house|key|pack|right)\.|^signal\.manage$/;
const may = (who: Person, right: string, at?: Spot) => holds({ holds: cityWide.test(right) ? who.holds.filter(({ role }) => role.reach === 'city') : who.holds }, right, at);

// ── objects by chance ────────────────────────────────────────────────────────────────────────────────────────────────
const things = many(60, (n) => ({ id: id(), code: `mixthing-${n}`, ...spot(), state: random.one(['working', 'silent', 'stopped', 'retired']) }));
await db`insert into things (id, type, code, name, organ, region, state, secret_hash, silent_since, retired_at)
  select id, 'air-station', code, code, organ, region, state, 'x', case when state = 'silent' then now() end, case when state = 'retired' then now() end from jsonb_to_recordset(${db.json(things)}::jsonb) as row(id uuid, code text, organ text, region text, state text)`;

const datasets = many(80, (n) => ({ id: id(), title: `mixset-${n}`, ...spotOrNone(), status: random.one(['draft', 'published', 'withdrawn']), opening: random.one(['open', 'conditional', 'closed', null]) }));
await db`insert into datasets (id, title, organ, region, status, opening, sharing, sharing_condition, published_at)
  select id, title, organ, region, status, opening, 'conditional', 'x', now() from jsonb_to_recordset(${db.json(datasets)}::jsonb) as row(id uuid, title text, organ text, region text, status text, opening text)`;

const requests = many(60, () => {
  const dataset = random.one(datasets);
  return { id: id(), datasetId: dataset.id, owner: dataset.organ, organ: random.one(organs.filter((organ) => organ !== dataset.organ)), region: random.one([...regions, null]), state: random.one(['open', 'granted', 'refused', 'withdrawn']) };
});
await db`insert into data_requests (id, dataset_id, organ, region, owner_organ, columns, purpose, scenario, basis, frequency, until, state, due_on, trace_id, reason, law)
  select id, "datasetId", organ, region, owner, '{a}', 'x', 'x', 'x', 'x', now() + interval '9 days', state, current_date, 'x', 'x', 'x' from jsonb_to_recordset(${db.json(requests)}::jsonb) as row(id uuid, "datasetId" uuid, organ text, region text, owner text, state text)`;
const grants = requests.filter(({ state }) => state === 'granted').map((request) => ({ id: id(), requestId: request.id, datasetId: request.datasetId, organ: request.organ, owner: request.owner, over: random.chance(0.3) }));
await db`insert into grants (id, request_id, dataset_id, organ, owner_organ, columns, purpose, until, calls_per_day, rows_per_call, ended_at, ended_reason)
  select id, "requestId", "datasetId", organ, owner, '{a}', 'x', now() + interval '9 days', 10, 10, case when over then now() end, case when over then 'x' end from jsonb_to_recordset(${db.json(grants)}::jsonb) as row(id uuid, "requestId" uuid, "datasetId" uuid, organ text, owner text, over boolean)`;
const imports = many(30, () => ({ id: id(), datasetId: random.one(datasets).id, ...spotOrNone(), state: random.one(['done', 'failed']) }));
await db`insert into imports (id, dataset_id, kind, organ, region, state, trace_id) select id, "datasetId", 'upload', organ, region, state, 'x' from jsonb_to_recordset(${db.json(imports)}::jsonb) as row(id uuid, "datasetId" uuid, organ text, region text, state text)`;

const exports = many(30, () => ({ id: id(), datasetId: random.one(datasets).id, organ: random.one(organs), state: random.one(['asked', 'asked', 'approved', 'refused']) }));
await db`insert into exports (id, dataset_id, version, organ, account_id, receiver, purpose, columns, high, mark, state, until)
  select id, "datasetId", 1, organ, ${window!.id}, 'x', 'x', '{a}', true, id::text, state, now() + interval '9 days' from jsonb_to_recordset(${db.json(exports)}::jsonb) as row(id uuid, "datasetId" uuid, organ text, state text)`;

const plans = many(20, () => ({ id: id(), organ: random.one(organs) }));
await db`insert into plans (id, title, source, organ, imported_by, trace_id) select id, 'x', 'x', organ, ${window!.id}, 'x' from jsonb_to_recordset(${db.json(plans)}::jsonb) as row(id uuid, organ text)`;
const points = many(30, (n) => ({ id: id(), key: `mixpoint-${n}`, ...spot() }));
await db`insert into code_points (id, scene, name, organ, region, key_hash, opened_at) select id, 'x', key, organ, region, key, now() from jsonb_to_recordset(${db.json(points)}::jsonb) as row(id uuid, key text, organ text, region text)`;
const uses = many(10, (n) => ({ id: id(), rule: `mix-${n}` }));
await db`insert into usage_warnings (id, rule, account_id, measured, exceeded, from_at, to_at, trace_id) select id, rule, ${window!.id}, 2, 1, now(), now(), 'x' from jsonb_to_recordset(${db.json(uses)}::jsonb) as row(id uuid, rule text)`;
const warnings = many(20, (n) => ({ id: id(), signal: `mix-${n}`, ...spotOrNone() })).map((each) => ({ ...each, region: each.region ?? '440900000000' }));
await db`insert into signal_warnings (id, signal, region, organ, level, peak, value, reason, rule, trace_id, started_at) select id, signal, region, organ, 'blue', 'blue', 1, 'x', 1, 'x', now() from jsonb_to_recordset(${db.json(warnings)}::jsonb) as row(id uuid, signal text, region text, organ text)`;

// Licences and persons are sealed: licences are issued as a city issues them, and then moved about; persons of the demonstration are.
type Licence = { id: string; identifier: string; organ: string; region: string; state: 'valid' | 'suspended' | 'withdrawn'; holder: string };
const record = city.house.declared.get(proofTypes, 'unemployment-record');
const holders = await db<{ id: string }[]>`(select subject_id as id from accounts where username in ('citizen', 'merchant')) union all (select id from persons order by id limit 8)`;
const licences: Licence[] = [];
for (let n = 0; n < 30; n += 1) {
  const { id: holder } = holders[n % holders.length]!;
  const at = spot();
  licences.push({ ...await db.begin((tx) => issueProof(tx, city.house, { type: record, matterId: null, subjectId: holder, ...at, form: { since: '2026-01-01' }, traceId: 'x' })), ...at, holder, state: random.one(['valid', 'suspended', 'withdrawn']) });
}
await db`update proofs set state = row.state from jsonb_to_recordset(${db.json(licences)}::jsonb) as row(id uuid, state text) where proofs.id = row.id`;
const personRows = (await db<{ id: string }[]>`select id from persons order by md5(id::text || ${String(seed)}) limit 30`).map((row) => ({ id: row.id, region: random.one(regions) }));
await db`update persons set region = row.region from jsonb_to_recordset(${db.json(personRows)}::jsonb) as row(id uuid, region text) where persons.id = row.id`;
const persons = await findPersons(db, city.house, personRows.map((row) => row.id));

// Whoever acts for a person may live anywhere; who registers or ends it must reach one of them.
const mandates = many(20, () => ({ id: id(), principal: random.one(personRows), agent: random.one(personRows) })).filter(({ principal, agent }) => principal !== agent);
await db`insert into mandates (id, kind, principal_id, agent_id, from_day, until_day, channel, given_by)
  select id, 'agent', principal, agent, current_date, current_date, 'portal', ${window!.id} from jsonb_to_recordset(${db.json(mandates.map((each) => ({ ...each, principal: each.principal.id, agent: each.agent.id })))}::jsonb) as row(id uuid, principal uuid, agent uuid) on conflict do nothing`;

// ── people by chance ─────────────────────────────────────────────────────────────────────────────────────────────────
const anyPost = (): Post => ({ role: random.chance(0.3) ? random.one(known) : random.one(random.chance(0.3) ? designed.slice(0, 3) : designed), organ: random.chance(0.1) ? null : random.one(organs), region: random.chance(0.1) ? null : random.one(widths) });
const people: Person[] = [];
for (let n = 0; n < 56; n += 1) people.push(await somebody(city, random.one(organs), n < 4 ? [{ ...anyPost(), role: designed[n]! }] : many(random.below(4), anyPost), { region: random.one(regions), kind: random.chance(0.1) ? 'service' : 'official' }));
const citizens: { subject: string; client: Client }[] = [];
for (const { username } of [{ username: 'citizen' }, { username: 'merchant' }]) {
  const [row] = await db<{ subject: string }[]>`select subject_id as subject from accounts where username = ${username}`;
  if (row) citizens.push({ subject: row.subject, client: await city.as(username) });
}

const wrong: string[] = [];
const seen: Record<string, { yes: number; no: number }> = {};
const say = (who: Person) => `${who.username} of ${who.organ} (${who.holds.map(({ role, organ, region }) => `${role.key}:${role.reach}[${role.may.join()}]@${organ}/${region}`).join(' + ')})`;
const count = (what: string, yes: boolean) => { const tally = (seen[what] ??= { yes: 0, no: 0 }); tally[yes ? 'yes' : 'no'] += 1; };

/** Asks for a list, page by page, and holds what it shows of our objects against the model. `null`: the door itself is shut. */
async function lists(who: Person, what: string, path: string, ours: readonly string[], expected: readonly string[] | null, key = 'id'): Promise<void> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const { status, body } = await who.client.get(`${path}${cursor ? `&cursor=${cursor}` : ''}`);
    if (status >= 500 || (status === 403) !== (expected === null) || (status !== 200 && status !== 403)) return void wrong.push(`list ${what} ${status} ${body.code ?? ''}: ${say(who)}`);
    if (status === 403) return count(`${what} list`, false);
    found.push(...((body.items ?? body) as Record<string, string>[]).map((item) => item[key]!));
    cursor = (body.next as string | null | undefined) ?? null;
  } while (cursor !== null);
  const shown = found.filter((each) => ours.includes(each)).toSorted();
  if (new Set(found).size !== found.length) wrong.push(`list ${what} shows some twice: ${say(who)}`);
  if (shown.join() !== (expected ?? []).toSorted().join()) wrong.push(`list ${what}: ${shown.filter((each) => !expected!.includes(each)).length} too many, ${expected!.filter((each) => !shown.includes(each)).length} missing: ${say(who)}`);
  count(`${what} list`, shown.length > 0);
}

/** One question about one object, with the status (or statuses) the model allows. */
async function answers(what: string, ask: Promise<{ status: number; body: unknown }>, expected: number | readonly number[], said: string): Promise<void> {
  const { status, body } = await ask;
  const allowed = typeof expected === 'number' ? [expected] : expected;
  if (!allowed.includes(status)) wrong.push(`${what} ${status} ${(body as { code?: string }).code ?? ''}, expected ${allowed.join('/')}: ${said}`);
  count(what, status < 400 || status === 412 || status === 409 || status === 422);
}

async function tries(who: Person): Promise<void> {
  const { client } = who;
  const told = (object: object) => `${say(who)} about ${JSON.stringify(object)}`;
  const door = (right: string) => may(who, right);
  const visible = <T extends { readonly id: string }>(right: string, list: readonly T[], sees: (each: T) => boolean) => (door(right) ? list.filter(sees).map((each) => each.id) : null);
  const open = (right: string, inSight: boolean, yes: number | readonly number[] = 200) => (!door(right) ? 403 : inSight ? yes : 404);

  await lists(who, 'things', '/api/v1/things?limit=200&q=mixthing', things.map((each) => each.id), visible('thing.read', things, (each) => may(who, 'thing.read', each)));
  const thing = random.one(things);
  await answers('thing', client.get(`/api/v1/things/${thing.code}`), open('thing.read', may(who, 'thing.read', thing)), told(thing));
  await answers('thing changed', client.patch(`/api/v1/things/${thing.code}`, { name: 'x' }, { 'if-match': '"99999"' }), open('thing.manage', may(who, 'thing.manage', thing), 412), told(thing));

  const manages = (at: Spot) => may(who, 'dataset.manage', at);
  await lists(who, 'datasets', '/api/v1/datasets?limit=200', datasets.map((each) => each.id), datasets.filter((each) => each.status !== 'draft' || manages(each)).map((each) => each.id));
  const dataset = random.one(datasets);
  await answers('dataset', client.get(`/api/v1/datasets/${dataset.id}`), dataset.status !== 'draft' || manages(dataset) ? 200 : 404, told(dataset));
  await answers('rows', client.get(`/api/v1/datasets/${dataset.id}/rows?limit=1`), open('dataset.manage', manages(dataset), 409), told(dataset));
  await answers('dataset changed', client.patch(`/api/v1/datasets/${dataset.id}`, { summary: 'x' }, { 'if-match': '"99999"' }), open('dataset.manage', manages(dataset), 412), told(dataset));
  await answers('dataset published', client.post(`/api/v1/datasets/${dataset.id}/publish`, {}, { 'if-match': '"99999"' }), !door('dataset.publish') ? 403 : !manages(dataset) ? 404 : may(who, 'dataset.publish', dataset) ? 412 : 403, told(dataset));

  const asks = (each: { organ: string; region: string | null }) => may(who, 'dataset.request', each);
  const decides = (each: { owner: string }) => may(who, 'grant.decide', { organ: each.owner, region: null });
  await lists(who, 'requests sent', '/api/v1/data-requests?limit=200&box=sent', requests.map((each) => each.id), visible('dataset.request', requests, asks));
  await lists(who, 'requests received', '/api/v1/data-requests?limit=200&box=received', requests.map((each) => each.id), visible('grant.decide', requests, decides));
  const request = random.one(requests);
  await answers('request', client.get(`/api/v1/data-requests/${request.id}`), asks(request) || decides(request) ? 200 : 404, told(request));
  await answers('request refused', client.post(`/api/v1/data-requests/${request.id}/refuse`, { reason: '不同意' }), !door('grant.decide') ? 403 : decides(request) ? [422, 409] : asks(request) ? 403 : 404, told(request));

  const holdsGrant = (each: { organ: string }) => each.organ === who.organ && door('dataset.request');
  await lists(who, 'grants held', '/api/v1/grants?limit=200&box=held', grants.map((each) => each.id), visible('dataset.request', grants, holdsGrant));
  await lists(who, 'grants given', '/api/v1/grants?limit=200&box=given', grants.map((each) => each.id), visible('grant.decide', grants, decides));
  const grant = random.one(grants);
  const inSight = holdsGrant(grant) || decides(grant);
  await answers('grant', client.get(`/api/v1/grants/${grant.id}`), inSight ? 200 : 404, told(grant));
  await answers('calls', client.get(`/api/v1/grants/${grant.id}/calls?limit=5`), inSight ? 200 : 404, told(grant));
  if (!inSight) await answers('grant ended', client.post(`/api/v1/grants/${grant.id}/end`, { reason: '试试' }), 404, told(grant));
  if (grant.organ !== who.organ) await answers('shared rows', client.get(`/api/v1/shared/${grant.id}/rows?limit=1`), [403, 404], told(grant));

  await lists(who, 'imports', '/api/v1/imports?limit=200', imports.map((each) => each.id), visible('dataset.manage', imports, manages));
  const read = random.one(imports);
  await answers('import', client.get(`/api/v1/imports/${read.id}`), open('dataset.manage', manages(read)), told(read));

  const approves = (each: { organ: string }) => may(who, 'export.decide', { organ: each.organ, region: null });
  await lists(who, 'exports', '/api/v1/exports?', exports.map((each) => each.id), exports.filter((each) => each.state === 'asked' && approves(each)).map((each) => each.id));
  const leaving = random.one(exports);
  if (!(leaving.state === 'asked' && approves(leaving))) await answers('export decided', client.post(`/api/v1/exports/${leaving.id}/decide`, { approve: true, reason: '试试' }), open('export.decide', approves(leaving), 412), told(leaving));
  await answers('export file', client.get(`/api/v1/exports/${leaving.id}/file`), open('dataset.read', false), told(leaving));

  const licence = random.one(licences);
  const readsIt = may(who, 'proof.read', licence);
  await answers('licence', client.get(`/api/v1/proofs/${licence.identifier}/statement`), readsIt ? 200 : 404, told(licence));
  await answers('licence changed', client.post(`/api/v1/proofs/${licence.identifier}/changes`, { change: licence.state === 'valid' ? 'resume' : 'suspend', why: '试试' }), !may(who, 'proof.revoke', licence) ? 403 : 409, told(licence));

  const person = random.one(persons);
  const readsPerson = may(who, 'person.read', { organ: who.organ, region: person.region });
  await answers('person', client.get(`/api/v1/persons/${person.id}`), open('person.read', readsPerson), told({ region: person.region }));
  await answers('person in full', client.post(`/api/v1/persons/${person.id}/reveal`, { fields: ['idNumber'], purpose: '核对身份信息', basis: 'duty' }), 403, told({ region: person.region }));
  if (door('person.read')) await lists(who, 'persons', `/api/v1/persons?by=idNumber&q=${person.idNumber}`, [person.id], readsPerson ? [person.id] : []);

  // Papers nobody uploaded end it after the look at the person: a mandate would change a row.
  const registers = (of: { region: string }) => may(who, 'mandate.register', { organ: who.organ, region: of.region });
  await answers('mandates of a person', client.get(`/api/v1/persons/${person.id}/mandates`), open('mandate.register', registers(person)), told({ region: person.region }));
  await answers('mandate registered', client.post('/api/v1/mandates', { kind: 'guardian', principalId: person.id, agentName: '某人', agentIdNumber: random.one(persons).idNumber, evidence: crypto.randomUUID() }), open('mandate.register', registers(person), 400), told({ region: person.region }));
  const mandate = random.one(mandates);
  if (!registers(mandate.principal) && !registers(mandate.agent)) await answers('mandate ended', client.post(`/api/v1/mandates/${mandate.id}/end`, { why: '试试' }), door('mandate.register') ? 404 : 403, told(mandate));

  await lists(who, 'plans', '/api/v1/plans?', plans.map((each) => each.id), visible('plan.read', plans, (each) => may(who, 'plan.read', { organ: each.organ, region: null })));
  const plan = random.one(plans);
  await answers('plan', client.get(`/api/v1/plans/${plan.id}`), open('plan.read', may(who, 'plan.read', { organ: plan.organ, region: null })), told(plan));
  await lists(who, 'points', '/api/v1/code-points?', points.map((each) => each.id), points.filter((each) => may(who, 'code.scan', each) || may(who, 'code.register', each)).map((each) => each.id));
  const point = random.one(points);
  if (!may(who, 'code.register', point)) await answers('point closed', client.delete(`/api/v1/code-points/${point.id}`), [401, 403], told(point));

  // Warnings of the city's signals tell of places and no person: whoever reads signals reads them of the whole city.
  await lists(who, 'warnings', '/api/v1/warnings?limit=200', warnings.map((each) => each.id), visible('signal.read', warnings, () => true));
  await lists(who, 'warnings of use', '/api/v1/guard/warnings?limit=200', uses.map((each) => each.id), visible('guard.read', uses, () => true));
  await lists(who, 'accounts', '/api/v1/accounts?limit=200&q=mix-', people.map((each) => each.id), visible('account.read', people, () => true));
  const other = random.one(people);
  await answers('appointments', client.get(`/api/v1/accounts/${other.id}/appointments`), door('account.read') ? 200 : 403, told({ account: other.username }));
  await answers('account closed', client.post(`/api/v1/accounts/${other.id}/close`, {}), 403, told({ account: other.username }));
  await answers('appointed', client.post(`/api/v1/accounts/${other.id}/appointments`, { role: 'leader', basis: '试试' }), 403, told({ account: other.username }));
}

test(`Objects of every kind are listed, opened and acted on exactly as the model says, whoever asks (seed ${seed})`, { timeout: 120_000 }, async (t) => {
  const before = await digestOf(db);
  const waiting = [...people];
  await Promise.all(many(8, async () => { for (let who = waiting.pop(); who !== undefined; who = waiting.pop()) await tries(who); }));
  t.diagnostic(Object.entries(seen).map(([what, { yes, no }]) => `${what} ${yes}/${no}`).join(' · '));
  assert.deepEqual(wrong, []);
  assert.deepEqual(changed(before, await digestOf(db)), [], 'nothing that was tried changed a row');
  // Sensitive acts want a second factor of everybody first: nobody comes further here.
  const onlyNo = ['person in full', 'account closed', 'appointed', 'export file', 'grant ended', 'shared rows', 'point closed', 'mandate registered', 'mandate ended'];
  const oneSided = Object.entries(seen).filter(([what, { yes, no }]) => no === 0 || (yes === 0 && !onlyNo.includes(what))).map(([what]) => what);
  assert.deepEqual(oneSided.filter((what) => what !== 'datasets list'), [], 'too one-sided to show anything');
});

test(`A guest and a citizen see what is opened to everybody, and of licences their own (seed ${seed})`, async () => {
  const open = datasets.filter(({ status, opening }) => status !== 'draft' && (opening === 'open' || opening === 'conditional'));
  const guest = clientFor(city.url, null);
  for (const client of [guest, ...citizens.map((each) => each.client)]) {
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: { body: { items: { id: string }[]; next: string | null } } = await client.get(`/api/v1/datasets?limit=200${cursor ? `&cursor=${cursor}` : ''}`);
      found.push(...body.items.map((each) => each.id));
      cursor = body.next;
    }
    assert.deepEqual(found.filter((each) => datasets.some((dataset) => dataset.id === each)).toSorted(), open.map((each) => each.id).toSorted());
    for (const dataset of datasets) assert.equal((await client.get(`/api/v1/datasets/${dataset.id}`)).status, open.includes(dataset) ? 200 : 404);
    for (const path of ['/api/v1/things', `/api/v1/persons/${persons[0]!.id}`, '/api/v1/accounts', '/api/v1/guard/warnings', '/api/v1/warnings', '/api/v1/plans']) assert.equal((await client.get(path)).status, client === guest ? 401 : 403, path);
  }
  assert.ok(licences.some(({ holder }) => citizens.some(({ subject }) => subject === holder)));
  for (const { subject, client } of citizens) for (const licence of licences) assert.equal((await client.get(`/api/v1/proofs/${licence.identifier}/statement`)).status, licence.holder === subject ? 200 : 404);
});
