import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { newId } from '#kernel/database/id.ts';
import type { Lake } from '../lake/lake.ts';
import { identifier, literal } from '../lake/sql.ts';

/** Which rows of a file lose something, and of each column the condition under which it is emptied in them. SQL over the columns of the file. */
export type Emptying = { readonly hit: string; readonly columns: ReadonlyMap<string, string> };
/** What became of a file: how many rows lost something, and its SHA-256 before and after. */
export type Rewritten = { readonly rows: number; readonly before: string; readonly after: string };

/** The columns of a Parquet file with the types they are stored in. */
export async function columnsIn(lake: Lake, path: string): Promise<{ name: string; stored: string }[]> {
  return (await lake.rows(`describe select * from read_parquet(${literal(path)})`)).map((row) => ({ name: String(row['column_name']), stored: String(row['column_type']) }));
}

/**
 * Writes a Parquet file anew without what is to go and puts it in the place of the old one: at any moment one of the two is there,
 * whole. `said` hears of it before the exchange, so that a kill forgets nothing. Null where no row is concerned.
 */
export async function emptyIn(lake: Lake, path: string, { hit, columns }: Emptying, said: (done: Rewritten) => Promise<void>): Promise<Rewritten | null> {
  const source = `read_parquet(${literal(path)})`;
  const { rows } = await lake.row(`select count(*) as rows from ${source} where ${hit}`);
  if (Number(rows) === 0) return null;
  const aside = `${path}.${newId()}.anew`;
  try {
    const kept = (await columnsIn(lake, path)).map(({ name }) => {
      const goes = columns.get(name);
      return goes === undefined ? identifier(name) : `case when ${hit} and ${goes} then null else ${identifier(name)} end as ${identifier(name)}`;
    });
    await lake.run(`copy (select ${kept.join(', ')} from ${source}) to ${literal(aside)} (format parquet, compression zstd)`);
    await synced(aside);
    const done = { rows: Number(rows), before: await digestOf(path), after: await digestOf(aside) };
    await said(done);
    await rename(aside, path);
    await synced(dirname(path));
    return done;
  } finally {
    await rm(aside, { force: true });
  }
}

/** SHA-256 of a file on this machine. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
