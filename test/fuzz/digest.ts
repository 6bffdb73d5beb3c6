import type { Db } from '#kernel/database/connect.ts';

/**
 * What may change though a request was refused: that it was refused is itself written down, tries to sign in are counted, reading
 * is a fact about the reader, and a process forgets whom it has recognised. Everything else must stay as it was, to the row.
 */
const mayChange = /^(audit_|chain_|sign_in|sign_ins|sessions|reader_change|data_reads|account_warnings|shared_calls|personal_reads|proof_uses|read_|oidc_)/;

/** Each table with the number of its rows and a sum over who wrote which of them when. */
export async function digestOf(db: Db): Promise<ReadonlyMap<string, string>> {
  const tables = await db<{ name: string }[]>`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname = 'public' order by 1`;
  const wanted = tables.map(({ name }) => name).filter((name) => !mayChange.test(name));
  const rows = await db.unsafe<{ name: string; digest: string }[]>(wanted.map((name) => `select '${name}' as name, count(*) || ':' || coalesce(sum(hashtextextended(xmin::text || ctid::text, 0)::numeric), 0) as digest from "${name}"`).join(' union all '));
  return new Map(rows.map(({ name, digest }) => [name, digest]));
}

export const changed = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] => [...after].filter(([name, digest]) => before.get(name) !== digest).map(([name]) => `${name} ${before.get(name)} → ${after.get(name)}`);
