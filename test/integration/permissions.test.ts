import assert from 'node:assert/strict';
import { test } from 'node:test';
import { roles, type Role } from '#domain/subject/define.ts';
import { openAccounts } from '#domain/subject/accounts.ts';
import { openSession } from '#domain/subject/sign-in/sessions.ts';
import { matterTypes } from '#domain/matter/define.ts';
import { Random, seedOf } from '#test/fuzz/random.ts';
import { acknowledgeAll, testCity } from '#test/kit/city.ts';
import { clientFor, type Client } from '#test/kit/small-house.ts';

/** Who may do what, by chance and by a model written by itself: role × own or other organ × own or other region × state. FUZZ_SEED repeats a run. */
const city = await testCity({ env: { ROLES: 'web' } });
const { db, declared } = city.house;
const seed = seedOf(process.env['FUZZ_SEED']);
const random = new Random(seed);

type Post = { readonly role: Role; readonly organ: string | null; readonly region: string | null };
type Person = { readonly id: string; readonly organ: string | null; readonly posts: readonly string[]; readonly holds: readonly Post[]; readonly client: Client };
type Case = { readonly id: string; readonly number: string; readonly type: string; readonly state: string; readonly organ: string; readonly region: string; readonly post: string | null; readonly waits: boolean; readonly ended: boolean; readonly dispatched: string | null; readonly openedBy: string | null; readonly form: Record<string, unknown>; readonly organs: string[]; readonly reporters: string[] };

// ── the model: nothing of what is tested is used here ────────────────────────────────────────────────────────────────
const liesIn = (region: string, wide: string) => (wide.endsWith('00000000') ? region.startsWith(wide.slice(0, 4)) : wide.endsWith('000000') ? region.startsWith(wide.slice(0, 6)) : wide.endsWith('000') ? region.startsWith(wide.slice(0, 9)) : region === wide);
const reaches = ({ role, organ, region }: Post, at: { organ: string; region: string }) =>
  role.reach === 'city' || (role.reach === 'organ' && organ !== null && organ === at.organ) || (role.reach === 'region' && region !== null && liesIn(at.region, region));
const may = (person: Person, right: string, at?: { organ: string; region: string }) => person.holds.some((post) => (post.role.may as readonly string[]).includes(right) && (at === undefined ? post.role.reach === 'city' || (post.role.reach === 'organ' ? post.organ : post.region) !== null : reaches(post, at)));
const lists = (person: Person, each: Case) => may(person, 'matter.read', each);
const opens = (person: Person, each: Case) => lists(person, each) || each.openedBy === person.id || each.reporters.includes(person.id)
  || (person.organ !== null && may(person, 'matter.handle') && (each.dispatched === person.organ || each.organs.includes(person.organ) || Object.values(each.form).includes(person.organ)));
/** Whether it can be this person's turn at all: the case stands with their organ and post, and they handle cases there. */
const turn = (person: Person, each: Case) => !each.ended && !each.waits && each.organ === person.organ && (each.post === null || person.posts.includes(each.post)) && may(person, 'matter.handle', each);

// ── people and cases by chance ───────────────────────────────────────────────────────────────────────────────────────
const cases = await db<Case[]>`
  select id, number, type, state, organ, region, post, waits, ended_at is not null as ended, dispatched, opened_by as "openedBy", form,
    array(select account_id::text from matter_reporters r where r.matter_id = m.id) as reporters,
    array(select organ from matter_parts p where p.matter_id = m.id union select organ from matter_acts a where a.matter_id = m.id and organ is not null) as organs
  from matters m where ended_at is null or id in (select id from matters where ended_at is not null order by md5(id::text || ${String(seed)}) limit 60) order by md5(id::text || ${String(seed)}) limit 400`;
const organs = [...new Set(cases.map(({ organ }) => organ))];
const regions = [...new Set(cases.flatMap(({ region }) => [region, `${region.slice(0, 9)}000`, `${region.slice(0, 6)}000000`, '440900000000']))];
const posts = [...new Set(cases.flatMap(({ post }) => (post ? [post] : [])))];
const alone = declared.all(roles).filter(({ may: rights }) => !rights.some((right) => /^(audit|right|account\.manage|key)/.test(right)));

let made = 0;
async function person(holds: readonly Post[], organ: string | null = random.one(organs)): Promise<Person> {
  const username = `mix-${++made}`;
  const own = posts.length > 0 && random.chance(0.5) ? [random.one(posts)] : [];
  await openAccounts(db, [{ username, name: username, kind: 'official', organ: organ ?? 'none', posts: own }]);
  const [row] = await db<{ id: string }[]>`select id from accounts where username = ${username}`;
  const id = row!.id;
  for (const { role, organ: at, region } of holds) await db`insert into appointments (id, account_id, role, organ, region) values (gen_random_uuid(), ${id}, ${role.key}, ${at}, ${region})`;
  await acknowledgeAll(city.house, id);
  const { token } = await openSession(db, id, { address: '127.0.0.1', agent: 'test' });
  return { id, organ, posts: own, holds, client: clientFor(city.url, token) };
}
const anyPost = (near: Case): Post => ({ role: random.one(alone), organ: random.chance(0.1) ? null : random.chance(0.6) ? near.organ : random.one(organs), region: random.chance(0.1) ? null : random.chance(0.6) ? random.one([near.region, `${near.region.slice(0, 9)}000`, `${near.region.slice(0, 6)}000000`]) : random.one(regions) });

test(`By chance, in organs, regions and states of every kind, cases are listed, opened and acted on exactly as the model says (seed ${seed})`, { timeout: 120_000 }, async () => {
  const wrong: string[] = [];
  const seen = { listed: 0, hidden: 0, opened: 0, closed: 0, turns: 0, refused: 0 };
  const mix = async () => {
    const each = random.one(cases);
    const who = await person(Array.from({ length: 1 + random.below(3) }, () => anyPost(each)), random.chance(0.5) ? each.organ : random.one(organs));
    const said = `${who.holds.map(({ role, organ, region }) => `${role.key}@${organ}/${region}`).join(' + ')} of ${who.organ} [${who.posts.join()}] about ${each.number} ${each.type} ${each.state} at ${each.organ}/${each.region}`;
    const list = await who.client.get(`/api/v1/matters?q=${each.number}`);
    const listed = list.status === 200 && (list.body.items as { id: string }[]).some(({ id }) => id === each.id);
    if (listed !== lists(who, each)) wrong.push(`list ${listed}: ${said}`);
    if (listed) seen.listed += 1; else seen.hidden += 1;
    const one = await who.client.get(`/api/v1/matters/${each.id}`);
    if (one.status !== (opens(who, each) ? 200 : 404)) wrong.push(`open ${one.status}: ${said}`);
    if (one.status === 200) seen.opened += 1; else seen.closed += 1;
    if (one.status !== 200) assert.ok(!JSON.stringify(one.body).includes(each.organ), 'a refusal does not tell whose it is');
    // Acts of the state the organ's own turn is about, and acts of other states: who has no turn is never let through.
    const type = declared.get(matterTypes, each.type);
    const state = type.lifecycle[each.state];
    const key = random.one([...Object.keys(state?.acts ?? {}), ...Object.values(type.lifecycle).flatMap((other) => Object.keys(other.acts))]);
    const act = await who.client.post(`/api/v1/matters/${each.id}/acts`, { act: key, data: { 'no such field': 1 } }, { 'if-match': '"99999"' });
    const step = state?.acts[key];
    const expected = !opens(who, each) ? 404 : 412;
    if (act.status !== expected) wrong.push(`act ${key} ${act.status} ${act.body.code}: ${said}`);
    const offered = one.status === 200 ? (one.body.acts as { key: string }[]).map((open) => open.key) : [];
    if (step && !step.by && !step.onTimeout && one.status === 200 && offered.includes(key) !== turn(who, each) && each.openedBy !== who.id) wrong.push(`turn ${offered.includes(key)} for ${key}: ${said}`);
    if (offered.length > 0) seen.turns += 1; else seen.refused += 1;
  };
  for (let done = 0; done < 300; done += 10) await Promise.all(Array.from({ length: 10 }, mix));
  assert.deepEqual(wrong, []);
  assert.ok(Object.values(seen).every((count) => count >= 10), `too one-sided to show anything: ${JSON.stringify(seen)}`);
});
