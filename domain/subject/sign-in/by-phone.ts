import { randomBytes } from 'node:crypto';
import type { Db } from '#kernel/database/connect.ts';
import { isId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { maskName } from '../identifiers/mask.ts';
import { mostPerAddress, mostPerNumber, orderMessage } from '../messages.ts';
import { refuse } from './errors.ts';
import type { From } from './from.ts';
import { takeCode, wantsCode } from './second/codes.ts';
import { codeWords, demoNumber, newCode, numberIndex, typedCode } from './second/phone.ts';
import { checkCode, keepCode, spendCode } from './second/sent-code.ts';
import { noteRefusal, open } from './sign-in.ts';
import type { OpenedSession } from './sessions.ts';

/** From everywhere together: whoever asks from many addresses can pester a phone no more than this in an hour. */
const mostPerNumberOfAll = 20;

/**
 * Sends a code to a phone by which somebody wants to sign in; answers the question it belongs to. A number that is nobody's gets no
 * message, but the same answer and the same limits, so that nobody can find out whose numbers are known here. Numbers and addresses
 * are bounded apart from the codes of those signed in: strangers cannot use up the codes of the holder.
 */
export async function askByPhone(house: House, number: string, from: From): Promise<string> {
  if (house.config.messageGateway === null && !house.config.demo) throw refuse('MESSAGES_OFF');
  const index = await numberIndex(house, number);
  return house.db.begin(async (tx) => {
    await mustBeFew(tx, index, from.address);
    const [first] = await holdersOf(tx, house, index);
    const code = newCode();
    const challenge = await keepCode(tx, house, { kind: 'phone-sign-in', accountId: null, code, stranger: { number: index, address: from.address } });
    if (first) await orderMessage(tx, house, { accountId: null, to: number, text: codeWords(code), address: from.address, demo: first.demo });
    return challenge;
  });
}

async function mustBeFew(tx: Db, number: Buffer, address: string): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtext(${`sign-in by phone ${number.toString('hex')}`}))`;
  const [row] = await tx<{ here: number; all: number; address: number }[]>`
    select (select count(*) from sign_in_challenges where number = ${number} and id > uuid_v7_floor(now() - interval '1 hour') and address = ${address}) as here,
      (select count(*) from sign_in_challenges where number = ${number} and id > uuid_v7_floor(now() - interval '1 hour')) as all,
      (select count(*) from sign_in_challenges where address = ${address} and id > uuid_v7_floor(now() - interval '1 hour')) as address`;
  if (!row || (row.here < mostPerNumber && row.all < mostPerNumberOfAll && row.address < mostPerAddress)) return;
  throw refuse('MESSAGES_TOO_MANY', { most: row.all >= mostPerNumberOfAll ? mostPerNumberOfAll : mostPerNumber, mostAddress: mostPerAddress });
}

/** An account a phone may open: whose it is, masked, and what opens it once within five minutes. */
export type PhoneHolder = { readonly name: string; readonly username: string; readonly ticket: string };

/** Takes the code, once, and tells whose accounts the phone may open: a family may share one. Refuses (CODE_WRONG) a wrong, spent or old one. */
export async function answerByPhone(house: House, challenge: string, code: string, from: From): Promise<PhoneHolder[]> {
  const question = await checkCode(house, 'phone-sign-in', challenge, typedCode(code));
  const holders = question?.number ? await holdersOf(house.db, house, question.number) : [];
  if (!question || holders.length === 0 || !(await spendCode(house.db, question.id))) {
    await noteWrong(house, challenge, from);
    throw refuse('CODE_WRONG');
  }
  return house.db.begin((tx) => Promise.all(holders.map(async ({ id, name, username }) => {
    const secret = randomBytes(18).toString('base64url');
    return { name: maskName(name), username, ticket: `${await keepCode(tx, house, { kind: 'phone-holder', accountId: id, code: secret })}.${secret}` };
  })));
}

/** Opens the session of one of them. An account with an authenticator app asks for its code as well (SECOND_FACTOR_NEEDED). */
export async function signInByPhone(house: House, { ticket, code }: { ticket: string; code?: string | undefined }, from: From): Promise<OpenedSession> {
  const [id = '', secret = ''] = ticket.split('.');
  const question = await checkCode(house, 'phone-holder', id, secret);
  const [account] = question?.accountId ? await house.db<{ id: string; demo: boolean }[]>`select id, demo from accounts where id = ${question.accountId} and closed_at is null` : [];
  if (!question || !account) throw refuse('CODE_WRONG');
  const asksMore = !account.demo && (await wantsCode(house.db, account.id));
  if (asksMore && !code) throw refuse('SECOND_FACTOR_NEEDED');
  const second = asksMore ? await takeCode(house, account.id, code ?? '') : null;
  if ((asksMore && !second) || !(await spendCode(house.db, question.id))) {
    await noteRefusal(house, account.id, { by: 'phone' }, ['phone'], from);
    throw refuse('CODE_WRONG');
  }
  return open(house, account.id, second ? { methods: ['phone', second], level: 2 } : { methods: ['phone'], level: 1 }, from);
}

type Account = { readonly id: string; readonly name: string; readonly username: string; readonly demo: boolean };

/** The open accounts of people whose number this is. In the demonstration, the citizens of the demonstration share the number that is nobody's. */
async function holdersOf(db: Db, house: House, number: Buffer): Promise<Account[]> {
  if (house.config.demo && number.equals(await numberIndex(house, demoNumber))) return db<Account[]>`select id, name, username, demo from accounts where demo and kind = 'citizen' and closed_at is null order by username limit 20`;
  const holders = await db<Account[]>`
    select a.id, a.name, a.username, a.demo from sign_in_methods m join accounts a on a.id = m.account_id
    where m.kind = 'phone' and m.confirmed_at is not null and m.index = ${number} and a.closed_at is null and a.kind <> 'service' and (not a.demo or ${house.config.demo}) order by a.demo, a.username limit 20`;
  // A code shown on the page instead of being sent opens demonstration accounts only.
  return holders.filter(({ demo }) => demo === holders[0]?.demo);
}

/** The owners see that somebody tried. */
async function noteWrong(house: House, challenge: string, from: From): Promise<void> {
  const holders = isId(challenge) ? await house.db<{ id: string }[]>`
    select distinct m.account_id as id from sign_in_challenges c join sign_in_methods m on m.index = c.number and m.kind = 'phone' and m.confirmed_at is not null where c.id = ${challenge} and c.kind = 'phone-sign-in'` : [];
  for (const { id } of holders) await noteRefusal(house, id, { by: 'phone' }, ['phone'], from);
  if (holders.length === 0) await noteRefusal(house, null, { by: 'phone' }, ['phone'], from);
}
