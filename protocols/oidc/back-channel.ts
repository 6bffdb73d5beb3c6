import { addJob } from '#kernel/jobs/jobs.ts';
import type { Job, Listener } from '#kernel/house.ts';
import { deliverSignOut } from './provider.ts';

type SessionPayload = { readonly accountId?: string; readonly authorizations?: Readonly<Record<string, { readonly sid?: string }>> };

/** A session of this site has ended: every application it had opened is told, by a job of its own that is repeated until it is heard. */
export const sessionEnded: Listener = async (event, house, tx) => {
  const rows = await tx<{ payload: Buffer }[]>`delete from oidc_records where kind = 'Session' and session_id = ${event.about} returning payload`;
  const sealer = await house.crypto.sealer('oidc');
  for (const { payload } of rows) {
    const { accountId, authorizations = {} } = JSON.parse(await sealer.open(payload, 'oidc.record')) as SessionPayload;
    if (!accountId) continue;
    for (const [clientId, { sid }] of Object.entries(authorizations)) if (sid) await addJob(tx, 'oidc-back-channel', { clientId, accountId, sid });
  }
};

/** Told twice does no harm: the application finds nothing left to end. */
export const tellApplication: Job = ({ clientId, accountId, sid }: { clientId: string; accountId: string; sid: string }, house) => deliverSignOut(house, clientId, accountId, sid);

export const sweepRecords: Job = async (_payload, { db }) => void (await db`delete from oidc_records where expires_at < now()`);
