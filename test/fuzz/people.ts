import { openAccounts } from '#domain/subject/accounts.ts';
import { openSession } from '#domain/subject/sign-in/sessions.ts';
import { acknowledgeAll, type TestCity } from '#test/kit/city.ts';
import { clientFor, type Client } from '#test/kit/small-house.ts';

/** A role as the model knows it: what it holds and how far. */
export type Role = { readonly key: string; readonly may: readonly string[]; readonly reach: 'organ' | 'region' | 'city' };
/** A role given in an organ and a region. */
export type Post = { readonly role: Role; readonly organ: string | null; readonly region: string | null };
export type Spot = { readonly organ: string | null; readonly region: string | null };
/** Somebody of the model, with a client that asks as them. */
export type Person = { readonly id: string; readonly username: string; readonly organ: string; readonly holds: readonly Post[]; readonly client: Client };

// The model of rights, written anew from docs/architecture.md: nothing of what is tested is used here.
const liesIn = (region: string | null, wide: string) => region !== null && region.startsWith(wide.replace(/^(\d{4})0{8}$|^(\d{6})0{6}$|^(\d{9})000$/, '$1$2$3'));
const reaches = ({ role, organ, region }: Post, at: Spot): boolean => {
  if (role.reach === 'city') return true;
  return role.reach === 'organ' ? organ !== null && organ === at.organ : region !== null && liesIn(at.region, region);
};
const holdsAnywhere = ({ role, organ, region }: Post) => role.reach === 'city' || (role.reach === 'organ' ? organ : region) !== null;

/** Whose alone a right is, of the three administrators. */
const administrator = (right: string) => (/^(account|house)\.manage$/.test(right) ? 'system' : /^right\.|^key\.manage$/.test(right) ? 'security' : right.startsWith('audit.') ? 'audit' : null);

/** Whether somebody holds a right at a spot, or anywhere when none is named; two of the three administrators in one are none of them. */
export function holds({ holds: posts }: Pick<Person, 'holds'>, right: string, at?: Spot): boolean {
  const living = posts.filter(holdsAnywhere);
  const kinds = new Set(living.flatMap(({ role }) => role.may.map(administrator)).filter((kind) => kind !== null));
  if (kinds.size > 1 && administrator(right) !== null) return false;
  return living.some((post) => post.role.may.includes(right) && (at === undefined || reaches(post, at)));
}

let made = 0;
/** Opens an account with these posts, signed in and with the rules acknowledged; each person asks from an address of their own. */
export async function somebody({ house, url }: Pick<TestCity, 'house' | 'url'>, organ: string, posts: readonly Post[], more: { readonly region?: string; readonly kind?: 'official' | 'service' } = {}): Promise<Person> {
  const username = `mix-${++made}`;
  await openAccounts(house.db, [{ username, name: username, kind: more.kind ?? 'official', organ, region: more.region ?? null }]);
  const [row] = await house.db<{ id: string }[]>`select id from accounts where username = ${username}`;
  const id = row!.id;
  for (const { role, organ: at, region } of posts) await house.db`insert into appointments (id, account_id, role, organ, region) values (gen_random_uuid(), ${id}, ${role.key}, ${at}, ${region})`;
  await acknowledgeAll(house, id);
  const { token } = await openSession(house.db, id, { address: '127.0.0.1', agent: 'test' });
  return { id, username, organ, holds: posts, client: clientFor(url, token, { 'x-forwarded-for': `10.7.${made >> 8}.${made & 255}` }) };
}
