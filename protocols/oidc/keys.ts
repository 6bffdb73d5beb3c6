import { createHash, generateKeyPair, type JsonWebKey } from 'node:crypto';
import { promisify } from 'node:util';
import type { Db } from '#kernel/database/connect.ts';
import type { House, Job } from '#kernel/house.ts';

const make = promisify(generateKeyPair);
const context = 'oidc.key';
/** How long an old key still verifies: longer than any token signed with it lives, and than applications keep the list of keys. */
const keptDays = 3;

export type SigningKey = JsonWebKey & { readonly kid: string; readonly alg: string; readonly use: 'sig' };

/** The keys in use, the newest of each kind first; made where there are none. Twenty processes that start at once make one pair. */
export async function signingKeys(house: House): Promise<SigningKey[]> {
  const found = await read(house.db, house);
  if (found.length > 0) return found;
  await house.db.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('yiwang.oidc-keys'))`;
    if ((await read(tx, house)).length === 0) await add(tx, house);
  });
  return read(house.db, house);
}

/** What tells that the keys have changed, cheaply. */
export async function keyMark(db: Db): Promise<string> {
  const [row] = await db<{ mark: string | null }[]>`select string_agg(kid, ' ' order by from_at desc) as mark from oidc_keys where until_at is null or until_at > now()`;
  return row?.mark ?? '';
}

/** New keys sign from now on; the old ones verify for three days more. */
export async function rotateKeys(house: House): Promise<void> {
  await house.db.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('yiwang.oidc-keys'))`;
    await tx`update oidc_keys set until_at = now() + make_interval(days => ${keptDays}) where until_at is null`;
    await add(tx, house);
  });
}

export const rotateJob: Job = async (_payload, house) => {
  const [due] = await house.db`select 1 from oidc_keys where until_at is null and from_at < now() - interval '25 days' limit 1`;
  if (due) await rotateKeys(house);
  await house.db`delete from oidc_keys where until_at < now()`;
};

async function read(db: Db, house: House): Promise<SigningKey[]> {
  const rows = await db<{ kid: string; alg: string; key: Buffer }[]>`select kid, alg, key from oidc_keys where until_at is null or until_at > now() order by from_at desc, kid`;
  const sealer = await house.crypto.sealer('oidc');
  return Promise.all(rows.map(async ({ kid, alg, key }) => ({ ...(JSON.parse(await sealer.open(key, context)) as JsonWebKey), kid, alg, use: 'sig' as const })));
}

async function add(tx: Db, house: House): Promise<void> {
  const sealer = await house.crypto.sealer('oidc');
  const pairs = [['RS256', await make('rsa', { modulusLength: 2048 })], ['ES256', await make('ec', { namedCurve: 'P-256' })]] as const;
  for (const [alg, { privateKey }] of pairs) {
    const jwk = JSON.stringify(privateKey.export({ format: 'jwk' }));
    await tx`insert into oidc_keys (kid, alg, key) values (${createHash('sha256').update(jwk).digest('base64url').slice(0, 16)}, ${alg}, ${await sealer.seal(jwk, context)})`;
  }
}
