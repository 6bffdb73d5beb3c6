import type { Database, Db } from '#kernel/database/connect.ts';

const portion = 200_000;

/**
 * Lets the table of matters grow until it holds so many: of the last year, spread over 400 organs and 30 towns, one in 400 of the
 * organ given, one in ten still open with a deadline (whose organ knows when it has passed). The indexes are made again afterwards: a city of ten million in minutes.
 */
export async function growMatters(pool: Database, size: number, organ: string, say: (line: string) => void = () => undefined): Promise<void> {
  const db = await pool.reserve();
  try {
    await db`set statement_timeout = 0`;
    await grow(db, size, organ, say);
    await db`reset statement_timeout`;
  } finally {
    db.release();
  }
}

async function grow(db: Db, size: number, organ: string, say: (line: string) => void): Promise<void> {
  const [row] = await db<{ count: number }[]>`select count(*) as count from matters`;
  const missing = size - (row?.count ?? 0);
  if (missing <= 0) return;
  const begun = performance.now();
  const restore = missing > portion ? await withoutIndexes(db) : async () => undefined;
  for (let done = 0; done < missing; done += portion) {
    await db`insert into matters (id, type, kind, number, title, state, organ, region, source, form, trace_id, opened_at, state_since, due_at, late_told_at, ended_at, outcome, search, demo)
      select uuid_v7(at), 'city-report', 'ticket', 'bench-' || n, '道路破损', case when n % 10 = 3 then 'reported' else 'done' end, case when n % 400 = 0 then ${organ} else 'organ-' || n % 400 end, '440902' || lpad((n % 30)::text, 3, '0') || '000', 'bench',
        '{"class":"road"}', md5(n::text), at, at, at + interval '20 days', at + interval '20 days', case when n % 10 = 3 then null else at + interval '9 days' end, case when n % 10 = 3 then null else 'done' end, to_tsvector('simple', '道路 破损'), true
      from generate_series(${done}::int, ${Math.min(missing, done + portion) - 1}::int) n, lateral (select now() - (n % 360) * interval '1 day' - (n % 86400) * interval '1 second' as at) t`;
    say(`    ${Math.min(missing, done + portion).toLocaleString('en')} matters, ${Math.round((performance.now() - begun) / 1000)} s`);
  }
  await restore();
  await db`vacuum analyze matters`;
  say(`    ${size.toLocaleString('en')} matters with their indexes, ${Math.round((performance.now() - begun) / 1000)} s`);
}

/** Takes the indexes of the table away, all but its key; answers how to make them again. */
async function withoutIndexes(db: Db): Promise<() => Promise<void>> {
  const indexes = await db<{ name: string; definition: string }[]>`
    select indexrelid::regclass::text as name, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') as definition from pg_index where indrelid = 'matters'::regclass and not indisprimary`;
  for (const { name } of indexes) await db.unsafe(`drop index ${name}`);
  return async () => {
    await db`set maintenance_work_mem = '1GB'`;
    for (const { definition } of indexes) await db.unsafe(definition);
    await db`reset maintenance_work_mem`;
  };
}
