import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import { newId } from '#kernel/database/id.ts';
import type { House, Job, Listener } from '#kernel/house.ts';
import { newTraceId } from '#kernel/http/app.ts';
import { guards, type UseRule } from '../define-guard.ts';
import { endGrant, findGrant } from '../sharing/grant.ts';
import { measureUse, type Measured } from './measure.ts';

/** Every minute: what accounts did is held against every declared rule. */
export const watchUse: Job = async (_payload, house) => {
  const now = house.clock.now();
  for (const rule of house.declared.all(guards)) {
    if (rule.measure === 'idle') continue;
    const from = new Date(now.getTime() - rule.minutes * 60_000);
    for (const found of await measureUse(house.db, rule, from, now)) await warn(house, rule, found, from, now);
  }
};

/** Opens one warning for rule, account and grant, or raises the open one; a new one is told, and may end the grant. */
async function warn(house: House, rule: UseRule, { accountId, grantId, count, limit = rule.limit }: Measured, from: Date, to: Date): Promise<void> {
  const traceId = newTraceId();
  await house.db.begin(async (tx) => {
    const id = newId();
    const opened = await tx`insert into usage_warnings (id, rule, account_id, grant_id, measured, exceeded, from_at, to_at, trace_id)
      values (${id}, ${rule.key}, ${accountId}, ${grantId}, ${count}, ${limit}, ${from}, ${to}, ${traceId}) on conflict do nothing returning 1`;
    if (opened.length === 0) {
      await tx`update usage_warnings set measured = greatest(measured, ${count}), to_at = ${to}
        where rule = ${rule.key} and account_id = ${accountId} and grant_id is not distinct from ${grantId} and closed_at is null and measured < ${count}`;
      return;
    }
    const grant = rule.stops && grantId ? await findGrant(tx, grantId) : null;
    if (grant && !grant.ended_at) {
      await endGrant(tx, grant, `异常使用：${rule.title}（${count} > ${limit}） unusual use`, { accountId: null, traceId });
      await tx`update usage_warnings set stopped = true where id = ${id}`;
    }
    await audit(tx, { accountId: null, act: 'guard.warned', object: 'account', objectId: accountId, traceId, detail: { rule: rule.key, count, limit, grantId, stopped: grant !== null } });
    // Told with everything a case about it needs to name: the account, the rule and where the entries it counted are. Nothing about a person.
    const [account] = await tx<{ username: string; organ: string | null }[]>`select username, organ from accounts where id = ${accountId}`;
    const span = { from: from.toISOString(), to: to.toISOString() };
    await emit(tx, {
      topic: 'usage.warned', about: id, traceId, organ: grant?.organ ?? null,
      payload: { rule: rule.key, title: rule.title, idea: rule.idea, count, limit, grantId, stopped: grant !== null, account: account?.username ?? accountId, organ: account?.organ ?? null, ...span, records: `/hub/audit?${new URLSearchParams({ account: accountId, ...span }).toString()}` },
    });
  });
}

/** A case opened by a warning runs under its trace: when it is closed, so is the warning, with where to read what was found. */
export const closeWithCase: Listener = async ({ traceId, payload }, house, tx) => {
  const [closed] = await tx<{ id: string; account_id: string }[]>`update usage_warnings set closed_at = ${house.clock.now()}, why = ${`事项 ${String(payload['number'])} 已办结`} where trace_id = ${traceId} and closed_at is null returning id, account_id`;
  if (closed) await audit(tx, { accountId: null, act: 'guard.closed', object: 'account', objectId: closed.account_id, traceId, detail: { warning: closed.id, case: payload['number'] } });
};
