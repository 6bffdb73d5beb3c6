import type { Database, Db } from '#kernel/database/connect.ts';
import { refuse } from '../errors.ts';

const freeFailures = 5;
const pauseMinutes = 10;

/**
 * Counts an attempt as failed before the password is looked at, so that many guesses at once are counted like one after another;
 * success forgets them. Past the free ones of this name from this address it is refused until the pause is over. The address is
 * part of the count, so that nobody can lock somebody else out.
 */
export async function countAttempt(db: Database, username: string, address: string): Promise<void> {
  const [row] = await db<{ count: number; minutes: number }[]>`
    insert into sign_in_failures (username, address, count) values (${username}, ${address}, 1)
    on conflict (username, address) do update set
      count = case when sign_in_failures.last_at < now() - make_interval(mins => ${pauseMinutes}) then 1 else sign_in_failures.count + 1 end,
      last_at = case when sign_in_failures.count >= ${freeFailures} and sign_in_failures.last_at >= now() - make_interval(mins => ${pauseMinutes}) then sign_in_failures.last_at else now() end
    returning count, ceil(extract(epoch from last_at + make_interval(mins => ${pauseMinutes}) - now()) / 60)::int as minutes`;
  if (row && row.count > freeFailures) throw refuse('SIGN_IN_PAUSED', { count: freeFailures, minutes: Math.max(1, row.minutes) });
}

/** After success the failures of this name from this address are forgotten. */
export const forgetAttempts = (tx: Db, username: string, address: string) => tx`delete from sign_in_failures where username = ${username} and address = ${address}`;
