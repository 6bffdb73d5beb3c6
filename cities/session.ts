import type { ReservedSql } from 'postgres';
import type { Database, Db } from '#kernel/database/connect.ts';

/** One connection on which a city is made, step by step, each step in its own transaction and remembered with it. */
export type Session = {
  readonly db: ReservedSql;
  /** A second connection to work on beside the first, for as long as the session lasts. */
  readonly beside: () => Promise<ReservedSql>;
  /** What a step left behind when it was done; undefined while it is not. */
  readonly done: (step: string) => unknown;
  /** Does a step and remembers the mark in the same transaction; with a `turn`, only once that is over, so that marks keep their order. */
  readonly step: (name: string, mark: unknown, work: (tx: ReservedSql) => Promise<unknown>, how?: { on: ReservedSql; turn: Promise<void> }) => Promise<void>;
};

/** Opens the session for a city. Of several processes that start at once one works; the others wait and find nothing to do. */
export async function inSession<T>(database: Database, city: string, work: (session: Session) => Promise<T>): Promise<T> {
  const hands: ReservedSql[] = [];
  const reach = async () => {
    const hand = await database.reserve();
    hands.push(hand);
    await hand`set statement_timeout = 0`;
    // A generated chunk is held in memory while it is written to several tables.
    await hand`set work_mem = '256MB'`;
    // Nobody searches yet: words are put in their place in few large steps.
    await hand`set gin_pending_list_limit = '4MB'`;
    return hand;
  };
  try {
    const db = await reach();
    await db`select pg_advisory_lock(hashtext('yiwang.city'))`;
    return await work(await openSession(db, reach, `city.${city}`));
  } finally {
    // The locks of the first are given back last.
    for (const hand of hands.toReversed()) {
      await hand`reset all`;
      await hand`select pg_advisory_unlock_all()`;
      hand.release();
    }
  }
}

async function openSession(db: ReservedSql, beside: Session['beside'], key: string): Promise<Session> {
  const [row] = await (db as Db)<{ value: Record<string, unknown> }[]>`select value from settings where key = ${key}`;
  const marks: Record<string, unknown> = { ...row?.value };
  return {
    db,
    beside,
    done: (step) => marks[step],
    step: async (name, mark, work, { on, turn } = { on: db, turn: Promise.resolve() }) => {
      await on`begin`;
      try {
        await work(on);
        await turn;
        const next = { ...marks, [name]: mark };
        await on`insert into settings (key, value) values (${key}, ${on.json(next as never)}) on conflict (key) do update set value = excluded.value`;
        await on`commit`;
        marks[name] = mark;
      } catch (error) {
        await on`rollback`;
        throw error;
      }
    },
  };
}
