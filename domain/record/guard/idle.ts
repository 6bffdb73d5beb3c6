import { emit } from '#kernel/bus/outbox.ts';
import type { Db } from '#kernel/database/connect.ts';
import { idTime } from '#kernel/database/id.ts';
import type { House, Job } from '#kernel/house.ts';
import { newTraceId } from '#kernel/http/app.ts';
import { guards, type IdleRule } from '../define-guard.ts';
import { endGrant, findGrant } from '../sharing/grant.ts';

const day = 86_400_000;

/** A living grant with the moment it was last used, or given when never. */
export type Interface = { readonly id: string; readonly datasetId: string; readonly title: string; readonly organ: string; readonly ownerOrgan: string; readonly usedAt: Date; readonly toldAt: Date | null };

/** Living grants nobody has called since a moment, the longest idle first. */
export async function idleSince(db: Db, since: Date, limit = 500): Promise<Interface[]> {
  const rows = await db<(Omit<Interface, 'usedAt'> & { last: string | null; grantedAt: Date })[]>`
    select g.id, g.dataset_id as "datasetId", d.title, g.organ, g.owner_organ as "ownerOrgan", g.granted_at as "grantedAt", i.told_at as "toldAt", c.last
    from grants g join datasets d on d.id = g.dataset_id left join idle_grants i on i.grant_id = g.id
    left join lateral (select id::text as last from shared_calls where grant_id = g.id and outcome = 'answered' order by id desc limit 1) c on true
    where g.ended_at is null and g.until > now() and g.granted_at < ${since} and (c.last is null or c.last::uuid < uuid_v7_floor(${since})) order by coalesce(c.last::uuid, g.id) limit ${limit}`;
  return rows.map(({ last, grantedAt, ...row }) => ({ ...row, usedAt: last ? idTime(last) : grantedAt }));
}

export const idleRuleOf = (house: Pick<House, 'declared'>): IdleRule | null => house.declared.all(guards).find((rule) => rule.measure === 'idle') ?? null;

/** Every day: interfaces without a call are told to both sides, and closed when nobody has called them since. */
export const tendIdle: Job = async (_payload, house) => {
  const rule = idleRuleOf(house);
  if (!rule) return;
  const now = house.clock.now();
  // A call made after the telling takes the telling back.
  await house.db`delete from idle_grants i where exists (select 1 from shared_calls c where c.grant_id = i.grant_id and c.outcome = 'answered' and c.id > uuid_v7_floor(i.told_at))`;
  for (const idle of await idleSince(house.db, new Date(now.getTime() - rule.tellAfterDays * day))) {
    const days = Math.floor((now.getTime() - idle.usedAt.getTime()) / day);
    await house.db.begin(async (tx) => {
      const told = await tx`insert into idle_grants (grant_id, told_at) values (${idle.id}, ${now}) on conflict do nothing returning 1`;
      const traceId = newTraceId();
      if (told.length > 0) await emit(tx, [idle.organ, idle.ownerOrgan].map((organ) => ({ topic: 'grant.idle', about: idle.id, traceId, organ, payload: { title: idle.title, days, closesAfter: rule.closeAfterDays } })));
      const grant = days >= rule.closeAfterDays && idle.toldAt ? await findGrant(tx, idle.id) : null;
      if (grant && !grant.ended_at) await endGrant(tx, grant, `连续 ${days} 天没有调用 no call for ${days} days`, { accountId: null, traceId });
    });
  }
};
