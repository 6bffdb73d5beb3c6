import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import { isId, newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { openAccounts } from '#domain/subject/accounts.ts';
import { findPersonByIdNumber } from '#domain/subject/persons.ts';
import { realName } from '#domain/subject/real-name.ts';
import type { From } from '#domain/subject/sign-in/from.ts';
import { openNoted } from '#domain/subject/sign-in/sign-in.ts';
import type { OpenedSession } from '#domain/subject/sign-in/sessions.ts';
import { refuse } from './errors.ts';
import { Upstream, type UpstreamPerson, type UpstreamQuestion } from './upstream.ts';

const made = new WeakMap<House, Upstream>();
/** The service above this city. Refuses where there is none. */
function upstreamOf(house: House): Upstream {
  if (!house.config.upstreamIdentity) throw refuse('UPSTREAM_SILENT', { reason: 'UPSTREAM_IDENTITY' });
  const upstream = made.get(house) ?? new Upstream(house.config.upstreamIdentity);
  made.set(house, upstream);
  return upstream;
}

const returnsTo = (house: House) => `${house.config.publicUrl}/sign-in/upstream/return`;

/** Begins: where the browser is sent, and the state it must bring back. */
export async function beginUpstream(house: House, back: string): Promise<{ url: string; state: string }> {
  const state = newId();
  const { url, question } = await upstreamOf(house).ask(state, returnsTo(house));
  await house.db`insert into sign_in_challenges (id, kind, detail, expires_at) values (${state}, 'upstream', ${house.db.json({ ...question, back })}, now() + interval '10 minutes')`;
  return { url, state };
}

/** Takes the answer of the service: signs in the account it stands for, made or linked where it is the first time. */
export async function takeUpstream(house: House, { code, state }: { code: string; state: string }, from: From): Promise<{ session: OpenedSession; back: string }> {
  const [kept] = isId(state) ? await house.db<{ detail: UpstreamQuestion & { back: string } }[]>`
    update sign_in_challenges set used_at = now() where id = ${state} and kind = 'upstream' and used_at is null and expires_at > now() returning detail` : [];
  if (!kept) throw refuse('AUTHORIZATION_EXPIRED');
  const person = await upstreamOf(house).take(code, kept.detail, returnsTo(house));
  const session = await house.db.begin(async (tx) => {
    const accountId = (await linkedTo(tx, house, person)) ?? (await link(tx, house, person, from));
    await tx`update accounts set real_name = greatest(real_name, ${realName.proven}) where id = ${accountId}`;
    await tx`update sign_in_methods set last_used_at = now() where kind = 'upstream' and credential = ${credentialOf(person)}`;
    return openNoted(tx, accountId, { methods: ['upstream'], level: person.twoFactors ? 2 : 1 }, from);
  });
  return { session, back: kept.detail.back };
}

const credentialOf = ({ issuer, subject }: UpstreamPerson) => `${issuer} ${subject}`;

async function linkedTo(tx: Db, house: House, person: UpstreamPerson): Promise<string | null> {
  const [row] = await tx<{ id: string }[]>`select a.id from sign_in_methods m join accounts a on a.id = m.account_id where m.kind = 'upstream' and m.credential = ${credentialOf(person)} and a.closed_at is null and (not a.demo or ${house.config.demo})`;
  return row?.id ?? null;
}

/** The first time: the person is found in the registry by identity number and name, and gets the account that stands for them, or a new one. */
async function link(tx: Db, house: House, upstream: UpstreamPerson, from: From): Promise<string> {
  const person = upstream.idNumber === null ? null : await findPersonByIdNumber(tx, house, upstream.idNumber);
  if (!person || person.name !== upstream.name) throw refuse('UPSTREAM_NOBODY');
  await tx`select pg_advisory_xact_lock(hashtext(${`upstream ${person.id}`}))`;
  const [known] = await tx<{ id: string }[]>`select id from accounts where subject_id = ${person.id} and kind = 'citizen' and closed_at is null order by created_at limit 1`;
  const accountId = known?.id ?? (await open(tx, person));
  await tx`insert into sign_in_methods (id, account_id, kind, label, credential, confirmed_at) values (${newId()}, ${accountId}, 'upstream', ${new URL(upstream.issuer).host}, ${credentialOf(upstream)}, now())`;
  await audit(tx, { accountId, act: 'account.method', object: 'account', objectId: accountId, traceId: from.traceId, address: from.address, detail: { what: 'upstream.linked', issuer: upstream.issuer, opened: !known } });
  return accountId;
}

async function open(tx: Db, person: { readonly id: string; readonly name: string; readonly region: string }): Promise<string> {
  const username = `c-${person.id}`;
  await openAccounts(tx, [{ username, kind: 'citizen', name: person.name, subjectId: person.id, region: person.region }]);
  const [row] = await tx<{ id: string }[]>`select id from accounts where username = ${username}`;
  return row?.id ?? '';
}
