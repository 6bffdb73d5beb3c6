import type { House } from '#kernel/house.ts';
import { emit } from '#kernel/bus/outbox.ts';
import { newTraceId } from '#kernel/http/app.ts';
import { act } from './act.ts';
import { matterTypes } from './define.ts';
import type { Matter } from './matter.ts';
import { findMatter } from './read.ts';

const batch = 200;

/**
 * Runs every minute: where the time of a state is over, the act meant for that follows by itself; where none is meant, the
 * organ is told once (`matter.overdue`). Each matter in its own transaction, so that one bad case stops no other.
 */
export async function watchDeadlines(_payload: unknown, house: House): Promise<void> {
  const due = await house.db<{ id: string; number: string }[]>`select id, number from matters
    where ended_at is null and due_at <= ${house.clock.now()} and late_told_at is null order by due_at limit ${batch}`;
  for (const { id, number } of due) {
    await house.db.begin(async (tx) => {
      const matter = await findMatter(tx, house, id);
      if (matter?.endedAt === null) await overdue(tx, house, matter);
    }).catch((error: unknown) => house.log.error({ err: error, matter: number }, 'deadline could not be handled'));
  }
}

async function overdue(tx: Parameters<typeof act>[0], house: House, matter: Matter): Promise<void> {
  const state = house.declared.get(matterTypes, matter.type).lifecycle[matter.state];
  const follows = Object.entries(state?.acts ?? {}).find(([, each]) => each.onTimeout);
  if (follows) {
    await act(tx, house, { system: '到期自动' }, matter, { act: follows[0], reason: '办理时限已到' }, { traceId: newTraceId(), address: null });
    return;
  }
  const told = await tx`update matters set late_told_at = now() where id = ${matter.id} and version = ${matter.version} and late_told_at is null returning 1`;
  if (told.length > 0) await emit(tx, { topic: 'matter.overdue', about: matter.id, traceId: matter.traceId, organ: matter.organ, region: matter.region, payload: { type: matter.type, number: matter.number, state: matter.state } });
}

/** Partitions for the months to come, made long before they are needed. */
export async function prepareMonths(_payload: unknown, house: House): Promise<void> {
  for (const table of ['events', 'audit_entries', 'audit_subjects', 'matters', 'matter_acts']) await house.db`select ensure_months(${table}, now()::date, (now() + interval '3 months')::date)`;
}
