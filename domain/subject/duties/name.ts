import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { duties, type Duty } from '../define-duty.ts';
import { notify } from '../notices.ts';
import { organById, type Organ } from '../organs.ts';
import { mustMay, type Reader } from '../reader.ts';
import { refuse } from './errors.ts';

type Caller = { readonly accountId: string | null; readonly traceId: string; readonly address: string | null };

/**
 * Names the holder of a duty in an organ. The one before is thanked and keeps the history; open matters that wait for the post
 * wait for the new holder from the commit on. Refuses somebody who does not work in the organ.
 */
export async function nameHolder(tx: Db, house: House, reader: Reader, given: { readonly organ: string; readonly duty: string; readonly username: string }, caller: Caller): Promise<void> {
  const duty = house.declared.find(duties, given.duty);
  const organ = await organById(house, given.organ).catch(() => null);
  if (!duty || !organ) throw refuse('DUTY_UNKNOWN', { duty: given.duty });
  mustMay(reader, 'duty.name', { organ: organ.id, region: organ.region });
  // One naming of a duty at a time: two at once would both find the same holder before them.
  await tx`select pg_advisory_xact_lock(hashtext(${`duty ${organ.id} ${duty.key}`}))`;
  await holdAccounts(tx, organ, duty, given.username);
  const [next] = await tx<{ id: string; name: string }[]>`select id, name from accounts where username = ${given.username} and kind = 'official' and organ = ${organ.id} and closed_at is null`;
  if (!next) throw refuse('DUTY_OTHER_ORGAN', { name: given.username, organ: organ.name, duty: duty.title });
  const now = house.clock.now();
  const [before] = await tx<{ accountId: string }[]>`update duty_holders set until_at = ${now} where organ = ${organ.id} and duty = ${duty.key} and until_at is null and account_id <> ${next.id} returning account_id as "accountId"`;
  const [added] = await tx`
    insert into duty_holders (id, duty, organ, region, account_id, from_at, named_by) values (${newId(now)}, ${duty.key}, ${organ.id}, ${organ.region}, ${next.id}, ${now}, ${caller.accountId})
    on conflict (organ, duty) where until_at is null do nothing returning id`;
  if (!added) return;
  if (before) await tx`update accounts set posts = array_remove(posts, ${duty.title}) where id = ${before.accountId}`;
  await tx`update accounts set posts = array_append(array_remove(posts, ${duty.title}), ${duty.title}) where id = ${next.id}`;
  await tellBoth(tx, duty, organ, next.id, before?.accountId ?? null);
  await emit(tx, { topic: 'duty.named', traceId: caller.traceId, organ: organ.id, region: organ.region, payload: { duty: duty.key } });
  await audit(tx, { ...caller, act: 'duty.named', object: 'duty', objectId: `${organ.id} ${duty.key}`, detail: { holder: next.id, before: before?.accountId ?? null } });
}

/**
 * Holds the accounts of whoever is named and of the holder before, in the order of their ids, before anything is written: a move
 * holds the account first too, so the two wait for each other instead of in a circle, and who has left by then is not named.
 */
const holdAccounts = (tx: Db, organ: Organ, duty: Duty, username: string) => tx`
  select 1 from accounts where username = ${username} or id = (select account_id from duty_holders where organ = ${organ.id} and duty = ${duty.key} and until_at is null) order by id for no key update`;

async function tellBoth(tx: Db, duty: Duty, organ: Organ, next: string, before: string | null): Promise<void> {
  await notify(tx, [next], { title: `您已担任${organ.name}的${duty.title}`, body: `${duty.task}。等待该岗位办理的事项已在您的队列中。`, about: null });
  if (before) await notify(tx, [before], { title: `您不再担任${organ.name}的${duty.title}`, body: '未办结的事项已转给继任者。', about: null });
}
