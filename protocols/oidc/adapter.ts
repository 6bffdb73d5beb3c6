import { createHash } from 'node:crypto';
import { errors, type Adapter, type AdapterPayload } from 'oidc-provider';
import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { digestOf } from '#domain/subject/recognise.ts';
import { endSessions } from '#domain/subject/sign-in/sessions.ts';
import { fromOf } from '#domain/subject/sign-in/from.ts';
import { recordSignIn } from '#domain/subject/sign-in/record.ts';
import { findApplication } from './applications.ts';
import { asking } from './asking.ts';
import { metadataOf } from './metadata.ts';

const context = 'oidc.record';
const hidden = (id: string) => createHash('sha256').update(id).digest('hex');
/** Grants are named in columns of their own; knowing one opens nothing. */
const digestFor = (kind: string, id: string) => (kind === 'Grant' ? id : hidden(id));

/** The records of the library in PostgreSQL: sealed, under digests, each with its end. One per kind of record. */
export function adapterFor(house: House): (kind: string) => Adapter {
  return (kind) => (kind === 'Client' ? clients(house) : records(house, kind));
}

/** Applications are read from their register; the library may not write there. */
function clients(house: House): Adapter {
  const refused = () => Promise.reject(new Error('Applications are registered in the hub.'));
  return {
    find: async (id) => {
      const application = await findApplication(house.db, id);
      return application ? (metadataOf(application) as AdapterPayload) : undefined;
    },
    upsert: refused, consume: refused, destroy: refused, revokeByGrantId: refused, findByUid: async () => undefined, findByUserCode: async () => undefined,
  };
}

function records(house: House, kind: string): Adapter {
  const { db } = house;
  const sealer = house.crypto.sealer('oidc');
  const opened = async ([row]: readonly { payload: Buffer; consumed: number | null }[]): Promise<AdapterPayload | undefined> =>
    (row ? { ...(JSON.parse(await (await sealer).open(row.payload, context)) as AdapterPayload), ...(row.consumed === null ? {} : { consumed: row.consumed }) } : undefined);
  const wanted = db`payload, extract(epoch from consumed_at)::int as consumed`;
  return {
    upsert: async (id, payload, expiresIn) => {
      const sealed = await (await sealer).seal(JSON.stringify(payload), context);
      const session = asking.getStore()?.session ?? null;
      const sessionId = kind === 'Session' && session !== null && payload.accountId === session.accountId ? session.id : null;
      await db.begin(async (tx) => {
        await tx`
          insert into oidc_records (kind, digest, payload, grant_id, uid, user_code, account_id, session_id, expires_at)
          values (${kind}, ${digestFor(kind, id)}, ${sealed}, ${kind === 'Grant' ? null : (payload.grantId ?? null)}, ${payload.uid ? hidden(payload.uid) : null}, ${payload.userCode ? hidden(payload.userCode) : null}, ${payload.accountId ?? null}, ${sessionId},
            ${expiresIn ? tx`now() + make_interval(secs => ${expiresIn})` : null})
          on conflict (kind, digest) do update set payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid, user_code = excluded.user_code, account_id = excluded.account_id,
            session_id = coalesce(excluded.session_id, oidc_records.session_id), expires_at = excluded.expires_at`;
        if (kind === 'ClientCredentials') await openForSystem(tx, id, payload, expiresIn ?? 0);
        if (kind === 'AuthorizationCode') await noteOpened(tx, payload);
      });
    },
    find: async (id) => opened(await db`select ${wanted} from oidc_records where kind = ${kind} and digest = ${digestFor(kind, id)} and (expires_at is null or expires_at > now())`),
    findByUid: async (uid) => opened(await db`select ${wanted} from oidc_records where kind = ${kind} and uid = ${hidden(uid)} and (expires_at is null or expires_at > now())`),
    findByUserCode: async (code) => opened(await db`select ${wanted} from oidc_records where kind = ${kind} and user_code = ${hidden(code)} and (expires_at is null or expires_at > now())`),
    consume: async (id) => {
      const taken = await db`update oidc_records set consumed_at = now() where kind = ${kind} and digest = ${digestFor(kind, id)} and consumed_at is null returning 1`;
      // Two who bring the same code at the same moment: one of them is too late.
      if (taken.length === 0) throw new errors.InvalidGrant('already used');
    },
    destroy: (id) => db.begin(async (tx) => {
      const [gone] = await tx<{ account_id: string | null; session_id: string | null }[]>`delete from oidc_records where kind = ${kind} and digest = ${digestFor(kind, id)} returning account_id, session_id`;
      if (kind === 'ClientCredentials') await tx`delete from sessions where token_hash = ${digestOf(id)}`;
      const asker = asking.getStore();
      // The person has signed out at an application: the session of this site ends too, and with it every other application.
      if (kind === 'Session' && gone?.session_id && gone.account_id && asker && endsSession(asker.request.url)) await endSessions(tx, gone.account_id, { only: gone.session_id }, fromOf(asker.request));
    }),
    revokeByGrantId: async (grantId) => void (await db`delete from oidc_records where grant_id = ${grantId}`),
  };
}

/** A session is also destroyed when it only gets a new number. */
const endsSession = (url: string): boolean => /\/session\/end\/confirm(\?|$)/.test(url);

/** A token of client credentials is a token of our API: it stands for the service account, with the rights of its roles. */
async function openForSystem(tx: Db, token: string, payload: AdapterPayload, seconds: number): Promise<void> {
  const application = await findApplication(tx, payload.clientId ?? '');
  if (!application?.accountId) return;
  const request = asking.getStore()?.request;
  await tx`insert into sessions (token_hash, account_id, csrf, expires_at, address, agent, methods, application)
    values (${digestOf(token)}, ${application.accountId}, '', now() + make_interval(secs => ${seconds}), ${request?.ip ?? null}, ${request?.headers['user-agent']?.slice(0, 300) ?? null}, '{client}', ${application.name}) on conflict (token_hash) do nothing`;
  await audit(tx, { accountId: application.accountId, act: 'session.opened', object: 'application', objectId: application.id, traceId: request?.traceId ?? '', address: request?.ip ?? null, detail: { methods: ['client'] } });
}

/** An application learns who somebody is: written down for the house and for the owner, with the code that tells it. */
async function noteOpened(tx: Db, payload: AdapterPayload): Promise<void> {
  const application = await findApplication(tx, payload.clientId ?? '');
  const request = asking.getStore()?.request;
  if (!application || !payload.accountId || !request) return;
  await recordSignIn(tx, payload.accountId, 'opened', [], fromOf(request), application.name);
  await audit(tx, { accountId: payload.accountId, act: 'application.opened', object: 'application', objectId: application.id, traceId: request.traceId, address: request.ip, detail: { scope: payload.scope ?? '' } });
}
