import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import { isId, newId } from '#kernel/database/id.ts';
import type { BothWords } from '#kernel/errors/refusal.ts';
import type { House } from '#kernel/house.ts';
import { appointmentsOf } from '../rights/appoint.ts';
import { mustBeSeparate } from '../rights/city-roles.ts';
import { roleHeld } from '../rights/compile.ts';
import { refuse as refuseRights } from '../rights/errors.ts';
import { refuse } from './errors.ts';

/** Who stands in for whom, when and why. Ended ones stay. */
export type StandIn = { readonly id: string; readonly accountId: string; readonly standIn: string; readonly why: string; readonly fromAt: Date; readonly untilAt: Date; readonly endedAt: Date | null };
type By = { readonly accountId: string; readonly traceId: string; readonly address: string | null };

const columns = 'id, account_id as "accountId", stand_in as "standIn", why, from_at as "fromAt", until_at as "untilAt", ended_at as "endedAt"';
const longestDays = 183;

/**
 * Lets one official stand in for another of the same organ between two moments (职务代理): the rights come as appointments with
 * an end, the posts with them; both go by themselves, and the record of who acted stays that of the stand-in. Nobody makes
 * themselves a stand-in, and nobody becomes two of the three administrators by it.
 */
export async function makeStandIn(tx: Db, house: House, asked: { accountId: string; standIn: string; why: string; fromAt: Date; untilAt: Date }, by: By): Promise<StandIn> {
  if (asked.standIn === by.accountId) throw refuseRights('NOT_ONESELF');
  // Both are held, as a move holds whom it moves: nobody stands in for somebody who has just left.
  const people = await tx<{ id: string; kind: string; organ: string | null }[]>`select id, kind, organ from accounts where id = any(${[asked.accountId, asked.standIn]}::uuid[]) and closed_at is null order by id for no key update`;
  const [absent, present] = [asked.accountId, asked.standIn].map((id) => people.find((each) => each.id === id));
  const why = objection(absent, present, asked, house.clock.now());
  if (why !== null) throw refuse('STAND_IN_REFUSED', { why });
  const held = (await Promise.all([asked.accountId, asked.standIn].map((id) => appointmentsOf(tx, id)))).flat().filter(({ untilAt }) => untilAt === null || untilAt > house.clock.now());
  mustBeSeparate(held.flatMap((each) => roleHeld(house, each)?.may ?? []));
  const [made] = await tx<StandIn[]>`insert into stand_ins (id, account_id, stand_in, why, from_at, until_at, made_by) values (${newId()}, ${asked.accountId}, ${asked.standIn}, ${asked.why}, ${asked.fromAt}, ${asked.untilAt}, ${by.accountId}) returning ${tx.unsafe(columns)}`;
  await tx`insert into appointments (id, account_id, role, organ, region, from_at, until_at) select uuid_v7(), ${asked.standIn}, role, organ, region, ${asked.fromAt}, least(${asked.untilAt}::timestamptz, until_at) from appointments
    where account_id = ${asked.accountId} and from_at <= now() and (until_at is null or until_at > ${asked.fromAt})`;
  await audit(tx, { ...by, act: 'stand-in.make', object: 'account', objectId: asked.accountId, purpose: asked.why, detail: { standIn: asked.standIn, from: asked.fromAt.toISOString(), until: asked.untilAt.toISOString() } });
  return made!;
}

type Person = { readonly id: string; readonly kind: string; readonly organ: string | null };
function objection(absent: Person | undefined, present: Person | undefined, { fromAt, untilAt }: { fromAt: Date; untilAt: Date }, now: Date): BothWords | null {
  if (!absent || !present || absent.kind !== 'official' || present.kind !== 'official') return { zh: '代理人和被代理人都应是在用的工作人员帐号', en: 'both must be open accounts of officials' };
  if (absent.id === present.id) return { zh: '不能代理自己', en: 'nobody stands in for themselves' };
  if (absent.organ !== present.organ) return { zh: '代理人应在同一单位', en: 'the stand-in must be of the same organ' };
  if (untilAt <= fromAt || untilAt <= now) return { zh: '结束时间应晚于开始时间和现在', en: 'the end must be later than the start and than now' };
  return untilAt.getTime() - fromAt.getTime() > longestDays * 86_400_000 ? { zh: `一次代理最长 ${longestDays} 天`, en: `a stand-in lasts ${longestDays} days at most` } : null;
}

/** Ends a stand-in at once: appointments and posts that came with it hold no longer, the history stays. */
export async function endStandIn(tx: Db, id: string, by: By): Promise<StandIn> {
  const [ended] = isId(id) ? await tx<StandIn[]>`update stand_ins set ended_at = now(), ended_by = ${by.accountId} where id = ${id} and ended_at is null returning ${tx.unsafe(columns)}` : [];
  if (!ended) throw refuse('STAND_IN_UNKNOWN');
  await tx`update appointments set until_at = greatest(now(), from_at) where account_id = ${ended.standIn} and from_at = ${ended.fromAt} and until_at > now()`;
  await audit(tx, { ...by, act: 'stand-in.end', object: 'account', objectId: ended.accountId, detail: { standIn: ended.standIn } });
  return ended;
}

export type StandInEntry = StandIn & { readonly accountName: string; readonly standInName: string };

/** The stand-ins of an account, for others and by others, that have not ended; held, so that nobody else ends them before the caller does. */
export const openStandInsOf = (tx: Db, accountId: string) => tx<{ id: string }[]>`select id from stand_ins where ended_at is null and until_at > now() and (account_id = ${accountId} or stand_in = ${accountId}) order by id for update`;

/** All stand-ins an account is part of with the names of both, newest first. */
export const standInsOf = (db: Db, accountId: string) => db<StandInEntry[]>`
  select s.*, absent.name as "accountName", present.name as "standInName" from (select ${db.unsafe(columns)} from stand_ins where account_id = ${accountId} or stand_in = ${accountId} order by id desc limit 100) s
  join accounts absent on absent.id = s."accountId" join accounts present on present.id = s."standIn" order by s.id desc`;
