import type { House } from '#kernel/house.ts';
import { emit } from '#kernel/bus/outbox.ts';
import { ensureMonths } from '#kernel/database/months.ts';
import { newTraceId } from '#kernel/http/app.ts';
import { addMonths, dayOf } from '#kernel/time/day.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { roles } from '#domain/subject/define.ts';
import { notify } from '#domain/subject/notices.ts';
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
  if (told.length === 0) return;
  await notify(tx, await handlersOf(tx, house, matter), { title: `已超期：${matter.title}`, body: `“${matter.title}”（${matter.number}）应在 ${formatMoment(matter.dueAt ?? house.clock.now()).slice(0, 16).replace('T', ' ')} 前办理：${state?.title ?? matter.state}。`, about: matter.id });
  await emit(tx, { topic: 'matter.overdue', about: matter.id, traceId: matter.traceId, organ: matter.organ, region: matter.region, payload: { type: matter.type, number: matter.number, state: matter.state } });
}

/** Whose turn it is: the officials of the organ, of its post where one is named, who may handle matters. While it waits for the applicant, and where it is late only in the demonstration, nobody. */
async function handlersOf(tx: Parameters<typeof act>[0], house: House, { organ, post, waits, demo }: Matter): Promise<string[]> {
  if (waits || demo) return [];
  const handling = house.declared.all(roles).filter(({ may }) => may.includes('matter.handle')).map(({ key }) => key);
  const rows = await tx<{ id: string }[]>`select distinct a.id from accounts a join appointments p on p.account_id = a.id
    where coalesce(p.organ, a.organ) = ${organ} and a.kind = 'official' and a.closed_at is null and (${post}::text is null or ${post} = any(a.posts))
      and p.role = any(${handling}) and p.from_at <= now() and (p.until_at is null or p.until_at > now()) limit 50`;
  return rows.map(({ id }) => id);
}

/** Partitions for the months to come, made long before they are needed. */
export async function prepareMonths(_payload: unknown, house: House): Promise<void> {
  const today = dayOf(house.clock.now());
  await ensureMonths(house.db, ['events', 'audit_entries', 'audit_subjects', 'matters', 'matter_acts'], today, addMonths(today, 3));
}
