import { audit } from '#kernel/audit/audit.ts';
import { isId, newId } from '#kernel/database/id.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { duties } from '../define-duty.ts';
import { refuse as refuseSubject } from '../errors.ts';
import { notify } from '../notices.ts';
import { organById, type Organ } from '../organs.ts';
import { refuse as refuseRights } from '../rights/errors.ts';
import { refuse as refuseSignIn } from '../sign-in/errors.ts';
import { refuse } from './errors.ts';
import { endStandIn, openStandInsOf } from './stand-ins.ts';

/** A move of an official: from where to where, in which posts, and by what order. */
export type StaffMove = { readonly id: string; readonly fromOrgan: string; readonly fromPosts: readonly string[]; readonly toOrgan: string; readonly toPosts: readonly string[]; readonly basis: string; readonly byName: string | null; readonly at: Date };
export type NewMove = { readonly organ: string; readonly posts: readonly string[]; readonly basis: string };
type By = { readonly accountId: string; readonly traceId: string; readonly address: string | null };
type Official = { readonly organ: string; readonly posts: readonly string[]; readonly demo: boolean };

/** What a move took away: roles held until then, stand-ins that had not ended, duties now without a holder, calling systems nobody answers for now. */
export type Ended = { readonly roles: number; readonly standIns: number; readonly duties: number; readonly systems: number };

/**
 * Moves an official to another organ, or to other posts in the same one (人员调动). Who leaves an organ leaves its roles, duties,
 * stand-ins and calling systems behind: what they may do in the new one, the security administrator says. Open matters wait for the post, so
 * they stay with the organ. Nobody moves themselves; demonstration accounts stay where their stories need them.
 */
export async function moveOfficial(tx: Db, house: House, accountId: string, asked: NewMove, by: By): Promise<Ended> {
  if (accountId === by.accountId) throw refuseRights('NOT_ONESELF');
  // Held before all else, as the naming of duties and of who answers for a system do; without the key, so that two who move each other do not wait in a circle.
  const [official] = isId(accountId) ? await tx<Official[]>`select organ, posts, demo from accounts where id = ${accountId} and kind = 'official' and closed_at is null for no key update` : [];
  if (!official) throw refuseSubject('SUBJECT_NOT_FOUND');
  if (official.demo) throw refuseSignIn('DEMO_ACCOUNT_FIXED');
  const organ = await organById(house, asked.organ).catch(() => null);
  if (!organ) throw refuseSignIn('ORGAN_UNKNOWN', { organ: asked.organ });
  const leaves = organ.id !== official.organ;
  const posts = await postsAfter(tx, house, accountId, official, asked.posts, leaves);
  if (!leaves && isSame(posts, official.posts)) throw refuse('MOVE_REFUSED', { why: { zh: '单位和岗位都没有变化', en: 'neither organ nor posts would change' } });
  await tx`insert into staff_moves (id, account_id, from_organ, from_posts, to_organ, to_posts, basis, moved_by) values (${newId()}, ${accountId}, ${official.organ}, ${[...official.posts]}, ${organ.id}, ${posts}, ${asked.basis}, ${by.accountId})`;
  await tx`update accounts set organ = ${organ.id}, region = ${leaves ? organ.region : tx`region`}, posts = ${posts} where id = ${accountId}`;
  const ended = leaves ? await endAll(tx, accountId, organ.id, by) : { roles: 0, standIns: 0, duties: 0, systems: 0 };
  await notify(tx, [accountId], messageOf(organ, posts, leaves));
  await audit(tx, { ...by, act: 'account.moved', object: 'account', objectId: accountId, purpose: asked.basis, detail: { from: official.organ, to: organ.id, fromPosts: official.posts, posts, ended } });
  return ended;
}

/** The posts after a move. Duties are named by the organ itself: they stay while one stays, and are not given here. */
async function postsAfter(tx: Db, house: House, accountId: string, official: Official, asked: readonly string[], leaves: boolean): Promise<string[]> {
  const held = leaves ? [] : await tx<{ duty: string }[]>`select duty from duty_holders where account_id = ${accountId} and until_at is null`;
  const kept = held.map(({ duty }) => house.declared.find(duties, duty)?.title).filter((title) => title !== undefined);
  const wrong = asked.find((post) => house.declared.all(duties).some(({ title }) => title === post) && !kept.includes(post));
  if (wrong !== undefined) throw refuse('MOVE_REFUSED', { why: { zh: `“${wrong}”由单位在“责任落实”里指定，不能随调动给出`, en: `“${wrong}” is named by the organ itself under duties and does not come with a move` } });
  return [...new Set([...asked, ...official.posts.filter((post) => kept.includes(post))])];
}

const isSame = (one: readonly string[], other: readonly string[]): boolean => new Set(one).symmetricDifference(new Set(other)).size === 0;

async function endAll(tx: Db, accountId: string, organ: string, by: By): Promise<Ended> {
  const standIns = await openStandInsOf(tx, accountId);
  for (const { id } of standIns) await endStandIn(tx, id, by);
  const roles = await tx`update appointments set until_at = greatest(from_at, now()) where account_id = ${accountId} and (until_at is null or until_at > now()) returning 1`;
  const left = await tx`update duty_holders set until_at = greatest(from_at, now()) where account_id = ${accountId} and until_at is null returning 1`;
  return { roles: roles.length, standIns: standIns.length, duties: left.length, systems: await leaveSystems(tx, accountId, organ, by) };
}

/** Who answers for a calling system works in its organ. The system goes on as it may: that nobody answers for it shows where it is looked after. */
async function leaveSystems(tx: Db, accountId: string, organ: string, by: By): Promise<number> {
  const left = await tx<{ id: string }[]>`update accounts set answered_by = null where answered_by = ${accountId} and organ is distinct from ${organ} returning id`;
  for (const { id } of left) await audit(tx, { ...by, act: 'guard.caller-left', object: 'account', objectId: id, detail: { answeredBy: accountId } });
  return left.length;
}

const messageOf = (organ: Organ, posts: readonly string[], leaves: boolean) => ({
  title: leaves ? `您已调至${organ.name}` : '您的岗位有变动', about: null,
  body: `岗位：${posts.join('、') || '未定'}。${leaves ? '原单位的角色、责任和代理已结束，也不再是其调用系统的责任人；新的角色由安全管理员授予。' : ''}`,
});

/** The moves of an account, newest first. */
export const movesOf = (db: Db, accountId: string) => db<StaffMove[]>`
  select m.id, from_organ as "fromOrgan", from_posts as "fromPosts", to_organ as "toOrgan", to_posts as "toPosts", basis, a.name as "byName", at
  from staff_moves m left join accounts a on a.id = m.moved_by where account_id = ${accountId} order by m.id desc limit 100`;
