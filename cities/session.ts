import type { ReservedSql } from 'postgres';
import type { Database, Db } from '#kernel/database/connect.ts';

/** One connection on which a city is made, step by step, each step in its own transaction and remembered with it. */
export type Session = {
  readonly db: ReservedSql;
  /** What a step left behind when it was done; undefined while it is not. */
  readonly done: (step: string) => unknown;
  /** Does a step and remembers the mark in the same transaction. */
  readonly step: (name: string, mark: unknown, work: (tx: ReservedSql) => Promise<unknown>) => Promise<void>;
};

/** Opens the session for a city. Of several processes that start at once one works; the others wait and find nothing to do. */
export async function inSession<T>(database: Database, city: string, work: (session: Session) => Promise<T>): Promise<T> {
  const db = await database.reserve();
  try {
    await db`select pg_advisory_lock(hashtext('yiwang.city'))`;
    await db`set statement_timeout = 0`;
    // A generated chunk is held in memory while it is written to several tables.
    await db`set work_mem = '256MB'`;
    return await work(await openSession(db, `city.${city}`));
  } finally {
    await db`reset all`;
    await db`select pg_advisory_unlock(hashtext('yiwang.city'))`;
    db.release();
  }
}

async function openSession(db: ReservedSql, key: string): Promise<Session> {
  const [row] = await (db as Db)<{ value: Record<string, unknown> }[]>`select value from settings where key = ${key}`;
  const marks: Record<string, unknown> = { ...row?.value };
  return {
    db,
    done: (step) => marks[step],
    step: async (name, mark, work) => {
      await db`begin`;
      try {
        await work(db);
        const next = { ...marks, [name]: mark };
        await db`insert into settings (key, value) values (${key}, ${db.json(next as never)}) on conflict (key) do update set value = excluded.value`;
        await db`commit`;
        marks[name] = mark;
      } catch (error) {
        await db`rollback`;
        throw error;
      }
    },
  };
}
