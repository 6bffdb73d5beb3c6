import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { Refusal } from '#kernel/errors/refusal.ts';
import type { House } from '#kernel/house.ts';
import { cursorOf, positionOf } from '#kernel/http/page.ts';
import { dayOf } from '#kernel/time/day.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { refuse, refuseSharing } from '../errors.ts';
import type { LakeValue } from '../lake/lake.ts';
import { conditionsFrom } from '../lake/rows.ts';
import { maskRow } from '../mask.ts';
import { takeCalls, type NewCall, type TakenCall } from './calls.ts';
import { Contexts, type Context } from './context.ts';
import { fetchFromLake, fetchServed, isServed, type FoundRow, type Question } from './fetch.ts';
import { findGrant, type Grant } from './grant.ts';
import { Turnstile } from './turnstile.ts';

export type Asking = { readonly grantId: string; readonly reader: Reader; readonly query: Readonly<Record<string, unknown>>; readonly limit: number; readonly cursor: string | undefined; readonly traceId: string; readonly address: string };
export type SharedRows = { readonly callId: string; readonly context: Context; readonly items: Record<string, LakeValue>[]; readonly next: string | null; readonly remaining: number };

type Passing = { readonly question: Question; readonly asking: Asking; readonly found: FoundRow[] | null };
type Passed = { readonly taken: TakenCall; readonly found: readonly FoundRow[] };

/**
 * The one way shared rows leave: who asks is checked, rows are found, the call is counted and written down with whose data it
 * read, and only after that commit are the rows, masked, handed out. Calls that come together are committed together.
 */
export class Gateway {
  readonly #house: House;
  readonly #contexts: Contexts;
  readonly #turnstile: Turnstile<Passing, Passed>;
  readonly #named = new Map<string, number>();
  readonly #refusals: Turnstile<NewCall, TakenCall>;

  constructor(house: House) {
    this.#house = house;
    this.#contexts = new Contexts(house);
    this.#turnstile = new Turnstile((calls) => this.#pass(calls));
    this.#refusals = new Turnstile((calls) => takeCalls(house.db, this.#today(), calls), { lanes: 1 });
  }

  listen(): () => void {
    return this.#contexts.listen();
  }

  /** Answers one call. Every refusal after the grant is known is written down as well. */
  async ask(asking: Asking): Promise<SharedRows> {
    const context = await this.#contexts.find(asking.grantId);
    if (!context) throw refuseSharing('GRANT_NOT_FOUND');
    if (asking.reader.accountId === null) return this.#refused(context, asking, 'no-key', refuseSharing('GRANT_KEY_MISSING'));
    if (asking.reader.organ !== context.grant.organ) return this.#refused(context, asking, 'not-yours', refuseSharing('GRANT_NOT_YOURS'));
    if (!(await this.#isNamed(asking.reader.accountId))) return this.#refused(context, asking, 'no-name', refuseSharing('GRANT_CALLER_NOT_NAMED'));
    if (context.version === 0) return this.#refused(context, asking, 'failed', refuse('DATASET_EMPTY'));
    let question: Question;
    let found: FoundRow[] | null = null;
    try {
      question = questionOf(context, asking);
      found = isServed(question) ? null : await fetchFromLake(this.#house, question);
    } catch (error) {
      const theirs = error instanceof Refusal && error.entry.status < 500;
      return this.#refused(context, asking, theirs ? 'bad-request' : 'failed', error);
    }
    const passed = await this.#turnstile.enter({ question, asking, found });
    return this.#answer(question, passed);
  }

  /** Finds the rows of those who ask a served copy, then commits all calls in one statement. A failure on the way counts nothing. */
  async #pass(calls: readonly Passing[]): Promise<Passed[]> {
    const served = calls.filter((call) => call.found === null);
    const rows = await fetchServed(this.#house, served.map((call) => call.question));
    const found = new Map(served.map((call, index) => [call, rows[index]!]));
    const all = calls.map((call) => call.found ?? found.get(call)!);
    const taken = await takeCalls(this.#house.db, this.#today(), calls.map((call, index) => callOf(call, all[index]!)));
    return taken.map((each, index) => ({ taken: each, found: all[index]! }));
  }

  async #answer({ context, limit }: Question, { taken, found }: Passed): Promise<SharedRows> {
    if (taken.outcome === 'quota') throw refuseSharing('QUOTA_SPENT', { quota: context.grant.calls_per_day });
    if (taken.outcome === 'over') throw await this.#over(context.grant.id);
    const items = found.slice(0, limit).map((row) => maskRow(context.granted, row.values, context.revealed));
    const last = found[limit - 1];
    return { callId: taken.id, context, items, next: found.length > limit && last ? cursorOf([context.version, last.row]) : null, remaining: taken.remaining };
  }

  async #over(grantId: string) {
    const grant: Grant | null = await findGrant(this.#house.db, grantId);
    return refuseSharing('GRANT_OVER', { at: formatMoment(grant?.ended_at ?? grant?.until ?? this.#house.clock.now()), reason: grant?.ended_reason ?? '到期 expired' });
  }

  async #refused(context: Context, asking: Asking, outcome: NonNullable<NewCall['outcome']>, error: unknown): Promise<never> {
    await this.#refusals.enter({ grantId: context.grant.id, datasetId: context.datasetId, version: context.version || null, accountId: asking.reader.accountId, organ: asking.reader.organ, asked: [], rows: 0, traceId: asking.traceId, address: asking.address, outcome, subjects: [] });
    throw error;
  }

  /** Whether somebody is known to answer for the account. That one is named is remembered for a minute; that none is, never. */
  async #isNamed(accountId: string): Promise<boolean> {
    const known = this.#named.get(accountId);
    if (known !== undefined && performance.now() - known < 60_000) return true;
    const [account] = await this.#house.db<{ named: boolean }[]>`select real_name > 0 as named from accounts where id = ${accountId}`;
    if (this.#named.size > 5000) this.#named.clear();
    if (account?.named) this.#named.set(accountId, performance.now());
    return account?.named === true;
  }

  #today(): string {
    return dayOf(this.#house.clock.now());
  }
}

const callOf = ({ question: { context, conditions, limit }, asking }: Passing, found: readonly FoundRow[]): NewCall => {
  const given = found.slice(0, limit);
  return {
    grantId: context.grant.id, datasetId: context.datasetId, version: context.version, accountId: asking.reader.accountId, organ: asking.reader.organ, asked: conditions.map(({ column }) => column.name), rows: given.length,
    traceId: asking.traceId, address: asking.address, outcome: null, subjects: given.flatMap(({ subject }) => (subject ? [subject] : [])),
  };
};

/** What a call asks for. Masked columns can be asked by value, never by range: a range would tell what the mask hides. */
function questionOf(context: Context, { query, limit, cursor }: Asking): Question {
  const conditions = conditionsFrom(query, context.granted);
  const probing = conditions.find(({ column, way }) => way !== '=' && context.masked.includes(column.name));
  if (probing) throw refuse('FILTER_INVALID', { name: probing.column.name, value: probing.text, known: context.granted.filter((column) => !context.masked.includes(column.name)).map((column) => column.name).join('、') });
  const [version = context.version, after = 0] = positionOf(cursor, 2) ?? [];
  if (version !== context.version || !Number.isSafeInteger(after)) throw refuseCommon('CURSOR_INVALID');
  return { context, conditions, after: after as number, limit: Math.min(limit, context.grant.rows_per_call) };
}
