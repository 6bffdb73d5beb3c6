import { setImmediate as endOfTurn } from 'node:timers/promises';
import type { House } from '#kernel/house.ts';
import type { Reader } from './reader.ts';

/** A reader as recognised: true up to a change (of `reader_changes`) and a moment (of `performance.now()`). */
export type Recognised = { readonly reader: Reader; readonly accountId: string; readonly change: number; readonly until: number };

const most = 50_000;
const held = new WeakMap<House, RecognisedReaders>();

/** The readers this process has recognised. */
export function readersOf(house: House): RecognisedReaders {
  const known = held.get(house) ?? new RecognisedReaders(house);
  held.set(house, known);
  return known;
}

/**
 * Whom this process has recognised, by digest of the token. Before one of them is used it is asked what has changed, in one
 * statement that begins after the call has come in and is shared by all calls waiting then; whoever changed is forgotten.
 */
export class RecognisedReaders {
  readonly #house: House;
  readonly #byDigest = new Map<string, Recognised>();
  readonly #digestsOf = new Map<string, Set<string>>();
  #change: number | null = null;
  #asking: Promise<void> | null = null;
  #askingNext: Promise<void> | null = null;

  constructor(house: House) {
    this.#house = house;
  }

  /** The reader of a token, if recognised before and unchanged since. */
  async find(digest: string): Promise<Reader | null> {
    if (!this.#byDigest.has(digest)) return null;
    await this.#heardAll();
    const found = this.#byDigest.get(digest);
    if (found && found.until > performance.now()) return found.reader;
    this.#forget(digest);
    return null;
  }

  /** Remembers who was looked up, unless a change came in between, and answers the reader. */
  keep(digest: string, found: Recognised | null): Reader | null {
    if (!found) return null;
    // What we have not asked about yet cannot be forgotten: the first found tells from where to ask.
    this.#change ??= found.change;
    if (found.change >= this.#change) {
      for (const oldest of this.#byDigest.keys()) {
        if (this.#byDigest.size < most) break;
        this.#forget(oldest);
      }
      this.#byDigest.set(digest, found);
      const digests = this.#digestsOf.get(found.accountId) ?? new Set();
      this.#digestsOf.set(found.accountId, digests.add(digest));
    }
    return found.reader;
  }

  /** Resolves when every change committed before this call is heard. One question at a time; who comes meanwhile shares the next. */
  #heardAll(): Promise<void> {
    if (this.#asking === null) return this.#begin();
    return (this.#askingNext ??= this.#asking.catch(() => undefined).then(() => {
      this.#askingNext = null;
      return this.#begin();
    }));
  }

  #begin(): Promise<void> {
    const asking = this.#ask().finally(() => { this.#asking = null; });
    return (this.#asking = asking);
  }

  async #ask(): Promise<void> {
    // Calls that came in the same turn of the loop share the question.
    await endOfTurn();
    const [row] = await this.#house.db<{ change: number; changed: string[] }[]>`
      select count as change, array(select coalesce(account_id::text, 'everybody') from reader_change_log l where l.count > ${this.#change ?? 0} limit 1000) as changed from reader_changes`;
    const { change, changed } = row!;
    if (changed.length !== change - (this.#change ?? 0) || changed.includes('everybody')) this.#forgetAll();
    else for (const accountId of changed) for (const digest of this.#digestsOf.get(accountId) ?? []) this.#forget(digest);
    this.#change = change;
  }

  #forget(digest: string): void {
    const found = this.#byDigest.get(digest);
    this.#byDigest.delete(digest);
    if (!found) return;
    const digests = this.#digestsOf.get(found.accountId);
    digests?.delete(digest);
    if (digests?.size === 0) this.#digestsOf.delete(found.accountId);
  }

  #forgetAll(): void {
    this.#byDigest.clear();
    this.#digestsOf.clear();
  }
}
