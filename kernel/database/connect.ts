import postgres from 'postgres';

/** A database or an open transaction: every store function takes one, so that the caller decides what commits together. */
export type Db = postgres.ISql<Record<never, never>>;
/** A piece of SQL that is put into a larger one, its values kept apart. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>;
/** The pool itself: can begin transactions and listen. */
export type Database = postgres.Sql;

/**
 * Kilobytes of newly written words a search may have to read as a list, before they are put in their place in the index (GIN).
 * PostgreSQL's own 4 MB cost every search a quarter of a second.
 */
const wordList = 256;

/** Opens the pool. Times come back as Date, counts that fit as number, and a statement that hangs is cut off. */
export function connect(url: string, { max = 12, name = 'yiwang' }: { max?: number; name?: string } = {}): Database {
  return postgres(url, {
    max,
    onnotice: () => undefined,
    connection: { application_name: name, TimeZone: 'Asia/Shanghai', jit: false, statement_timeout: 120_000, gin_pending_list_limit: wordList },
    types: {
      /** count(*) and sequences are bigint; none of ours passes 2^53, so they are plain numbers. */
      bigint: { to: 20, from: [20], serialize: (value: number | bigint) => value.toString(), parse: Number },
      numeric: { to: 1700, from: [1700], serialize: (value: number) => String(value), parse: Number },
      /** Days are calendar days without a zone: kept as text 2026-03-12. */
      day: { to: 1082, from: [1082], serialize: (value: string) => value, parse: (value: string) => value },
    },
  });
}
