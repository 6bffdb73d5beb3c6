import type { Job } from '#kernel/house.ts';

/** Forgets what has run out: sessions, questions nobody answered, failures of yesterday, links, and the record of sign-ins after a year. */
export const sweepSignIn: Job = async (_payload, { db }) => {
  await db`delete from sessions where expires_at < now()`;
  await db`delete from sign_in_challenges where expires_at < now() - interval '1 hour'`;
  await db`delete from sign_in_failures where last_at < now() - interval '1 day'`;
  await db`delete from one_time_links where expires_at < now() - interval '30 days'`;
  await db`delete from sign_ins where id < uuid_v7_floor(now() - interval '1 year')`;
};
