import { addJob } from '#kernel/jobs/jobs.ts';
import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { House, Job } from '#kernel/house.ts';
import { refuse } from './sign-in/errors.ts';

/** A message to a phone. The number and the words are kept sealed. */
export type NewMessage = { /** Null: to a number a stranger gave; who orders it bounds how many. */ readonly accountId: string | null; readonly to: string; readonly text: string; readonly address: string; readonly demo: boolean };

export const mostPerNumber = 5;
/** A service hall with all its counters and phones goes out by one address. */
export const mostPerAddress = 100;
const contexts = { receiver: 'message.receiver', text: 'message.text' } as const;
const sealerOf = (house: House) => house.crypto.sealer('messages');
const indexOf = async (house: House, to: string) => (await sealerOf(house)).index(to, contexts.receiver);

/**
 * Puts a message into the outbox in the caller's transaction; a job sends it after the commit. Where there is no gateway, messages to
 * demonstration accounts are kept to be shown, all others are refused. One number and one address cause only so many an hour.
 */
export async function orderMessage(tx: Db, house: House, { accountId, to, text, address, demo }: NewMessage): Promise<string> {
  const shown = demo && house.config.demo;
  if (!shown && house.config.messageGateway === null) throw refuse('MESSAGES_OFF');
  const index = await indexOf(house, to);
  if (accountId !== null) await mustBeFew(tx, { accountId, index, address, shown });
  const sealer = await sealerOf(house);
  const id = newId();
  await tx`insert into messages (id, account_id, channel, receiver, index, text, state, address)
    values (${id}, ${accountId}, 'sms', ${await sealer.seal(to, contexts.receiver)}, ${index}, ${await sealer.seal(text, contexts.text)}, ${shown ? 'shown' : 'waiting'}, ${address})`;
  if (!shown) await addJob(tx, 'message-send', { id });
  return id;
}

async function mustBeFew(tx: Db, { accountId, index, address, shown }: { accountId: string; index: Buffer; address: string; shown: boolean }): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtext(${`message ${index.toString('hex')}`}))`;
  const [row] = await tx<{ number: number; address: number }[]>`
    select (select count(*) from messages where index = ${index} and id > uuid_v7_floor(now() - interval '1 hour') and account_id = ${accountId}) as number,
      (select count(*) from messages where address = ${address} and id > uuid_v7_floor(now() - interval '1 hour')) as address`;
  // In the demonstration everybody shares the accounts and their number; the address alone bounds them.
  if (row && ((!shown && row.number >= mostPerNumber) || row.address >= mostPerAddress)) throw refuse('MESSAGES_TOO_MANY', { most: mostPerNumber, mostAddress: mostPerAddress });
}

/** Hands a message to the gateway; a gateway that fails is asked again later. A message that was sent is not sent twice by us, though a gateway may be asked twice with the same id. */
export const sendMessage: Job = async ({ id }: { id: string }, house) => {
  const gateway = house.config.messageGateway;
  const [row] = await house.db<{ receiver: Buffer; text: Buffer }[]>`select receiver, text from messages where id = ${id} and state = 'waiting'`;
  if (!row) return;
  const sealer = await sealerOf(house);
  try {
    if (gateway === null) throw new Error('MESSAGE_GATEWAY is not set');
    const answer = await fetch(gateway.url, {
      method: 'POST', redirect: 'error', signal: AbortSignal.timeout(15_000),
      headers: { 'content-type': 'application/json', 'idempotency-key': id, ...(gateway.authorization ? { authorization: gateway.authorization } : {}) },
      body: JSON.stringify({ id, to: await sealer.open(row.receiver, contexts.receiver), text: await sealer.open(row.text, contexts.text) }),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`the gateway answered ${answer.status}`);
  } catch (error) {
    const [tried] = await house.db<{ state: string }[]>`update messages set tries = tries + 1, trouble = ${(error as Error).message.slice(0, 300)}, state = case when tries + 1 >= ${mostTries} then 'failed' else state end where id = ${id} returning state`;
    if (tried?.state === 'failed') return;
    throw error;
  }
  await house.db`update messages set state = 'sent', tries = tries + 1, sent_at = now(), trouble = null where id = ${id}`;
};

/** A code is of no use after some minutes, so a gateway that stays silent is given up soon. */
const mostTries = 5;

export type OutboxEntry = { readonly id: string; readonly accountId: string | null; readonly name: string | null; readonly receiver: string; readonly text: string | null; readonly state: string; readonly tries: number; readonly trouble: string | null };

/** The outbox, newest first, of all accounts or of one; `to` limits it to a number. The words are opened only where the message is shown instead of sent: in a demonstration, to its own accounts. */
export async function outbox(house: House, { accountId = null, to, after = null, limit }: { accountId?: string | null; to?: string; after?: string | null; limit: number }): Promise<OutboxEntry[]> {
  const { db } = house;
  const sealer = await sealerOf(house);
  const rows = await db<(Omit<OutboxEntry, 'receiver' | 'text'> & { receiver: Buffer; text: Buffer })[]>`
    select m.id, m.account_id as "accountId", a.name, m.receiver, m.text, m.state, m.tries, m.trouble from messages m left join accounts a on a.id = m.account_id
    where ${after === null ? db`true` : db`m.id < ${after}`} and ${accountId === null ? db`true` : db`m.account_id = ${accountId}`} and ${to === undefined ? db`true` : db`m.index = ${await indexOf(house, to)}`} order by m.id desc limit ${limit}`;
  return Promise.all(rows.map(async ({ receiver, text, ...row }) => ({
    ...row,
    receiver: maskNumber(await sealer.open(receiver, contexts.receiver)),
    text: house.config.demo && row.state === 'shown' ? await sealer.open(text, contexts.text) : null,
  })));
}

const maskNumber = (number: string) => `${number.slice(0, 3)}****${number.slice(-4)}`;

/** Messages are forgotten after thirty days. */
export const sweepMessages: Job = async (_payload, { db }) => void (await db`delete from messages where id < uuid_v7_floor(now() - interval '30 days')`);
