import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { checkUscc } from '../identifiers/uscc.ts';
import { organById } from '../organs.ts';
import type { From } from '../sign-in/from.ts';
import { endSessions } from '../sign-in/sessions.ts';
import { refuse } from './errors.ts';

/** A supplier's contract. Days are days in China, both inclusive. */
export type Contract = { readonly id: string; readonly supplier: string; readonly uscc: string; readonly title: string; readonly organ: string; readonly fromOn: string; readonly untilOn: string; readonly endedAt: Date | null; readonly endedWhy: string | null; readonly accounts: number };
export type NewContract = Pick<Contract, 'supplier' | 'uscc' | 'title' | 'organ' | 'fromOn' | 'untilOn'>;

/** All contracts, newest first, with how many accounts work under each. */
export const contractsOf = (db: Db) => db<Contract[]>`
  select id, supplier, uscc, title, organ, from_on as "fromOn", until_on as "untilOn", ended_at as "endedAt", ended_why as "endedWhy", (select count(*)::int from accounts where contract_id = contracts.id and closed_at is null) as accounts
  from contracts order by id desc limit 500`;

/** Enters a contract. */
export async function enterContract(tx: Db, house: House, given: NewContract, by: string | null, from: From): Promise<string> {
  const uscc = checkUscc(given.uscc);
  if (!uscc.ok) throw refuse('CONTRACT_INVALID', { what: `统一社会信用代码 ${given.uscc} 的校验位不对` });
  if (given.untilOn < given.fromOn) throw refuse('CONTRACT_INVALID', { what: `截止日 ${given.untilOn} 早于起始日 ${given.fromOn}` });
  const organ = await organById(house, given.organ).catch(() => null);
  if (!organ) throw refuse('CONTRACT_INVALID', { what: `没有单位 ${given.organ}` });
  const id = newId(house.clock.now());
  await tx`insert into contracts (id, supplier, uscc, title, organ, from_on, until_on) values (${id}, ${given.supplier}, ${uscc.value}, ${given.title}, ${organ.id}, ${given.fromOn}, ${given.untilOn})`;
  await audit(tx, { accountId: by, act: 'contract.entered', object: 'contract', objectId: id, traceId: from.traceId, address: from.address, detail: { uscc: uscc.value, fromOn: given.fromOn, untilOn: given.untilOn } });
  return id;
}

/** Puts an official account under a contract: from now on it works only while the contract runs. */
export async function bindToContract(tx: Db, contractId: string, username: string, by: string | null, from: From): Promise<void> {
  const [contract] = await tx`select 1 from contracts where id = ${contractId} and ended_at is null`;
  if (!contract) throw refuse('CONTRACT_UNKNOWN');
  const [bound] = await tx<{ id: string }[]>`update accounts set contract_id = ${contractId} where username = ${username} and kind = 'official' and not demo and closed_at is null returning id`;
  if (!bound) throw refuse('CONTRACT_INVALID', { what: `没有工作人员帐号 ${username}，或它是演示帐号` });
  await audit(tx, { accountId: by, act: 'contract.bound', object: 'account', objectId: bound.id, traceId: from.traceId, address: from.address, detail: { contractId } });
}

/** Ends a contract before its last day; the sessions of all its people end with the commit. */
export async function endContract(tx: Db, house: House, contractId: string, why: string, by: string | null, from: From): Promise<void> {
  const [ended] = await tx`update contracts set ended_at = ${house.clock.now()}, ended_why = ${why} where id = ${contractId} and ended_at is null returning 1`;
  if (!ended) throw refuse('CONTRACT_UNKNOWN');
  for (const { id } of await tx<{ id: string }[]>`select id from accounts where contract_id = ${contractId}`) await endSessions(tx, id, 'all', from);
  await audit(tx, { accountId: by, act: 'contract.ended', object: 'contract', objectId: contractId, traceId: from.traceId, address: from.address, detail: { why } });
}
