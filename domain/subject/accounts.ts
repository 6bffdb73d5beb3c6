import { hash } from '@node-rs/argon2';
import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import { realName } from './real-name.ts';

/** What is needed to open an account. Officials have an organ; citizens stand for a subject. */
export type NewAccount = {
  readonly username: string;
  readonly password?: string;
  readonly kind: 'citizen' | 'official' | 'service';
  readonly name: string;
  readonly subjectId?: string | null;
  readonly organ?: string | null;
  readonly region?: string | null;
  readonly posts?: readonly string[];
  readonly roles?: readonly string[];
  readonly demo?: boolean;
};

/** Argon2id with the cost OWASP advises for two cores: 19 MiB, two passes. */
export const hashPassword = (password: string) => hash(password, { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 });

/** Opens accounts with their appointments in the caller's transaction. A username that exists is left as it is. */
export async function openAccounts(tx: Db, accounts: readonly NewAccount[]): Promise<void> {
  const hashes = new Map<string, string>();
  for (const password of new Set(accounts.map((account) => account.password).filter((each) => each !== undefined))) hashes.set(password, await hashPassword(password));
  const rows = accounts.map((account) => ({
    id: newId(),
    username: account.username,
    password_hash: account.password === undefined ? null : (hashes.get(account.password) ?? null),
    kind: account.kind,
    name: account.name,
    subject_id: account.subjectId ?? null,
    organ: account.organ ?? null,
    region: account.region ?? null,
    posts: [...(account.posts ?? [])],
    demo: account.demo ?? false,
    roles: [...(account.roles ?? [])],
  }));
  await tx`
    with given as (select * from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as row(id uuid, username text, password_hash text, kind text, name text, subject_id uuid, organ text, region text, posts text[], demo boolean, roles text[])),
    opened as (insert into accounts (id, username, password_hash, kind, name, subject_id, organ, region, posts, demo, real_name)
      select id, username, password_hash, kind, name, subject_id, organ, region, posts, demo, case when kind = 'official' then ${realName.vouched}::smallint when subject_id is not null then ${realName.matched}::smallint else ${realName.declared}::smallint end from given on conflict (username) do nothing returning id)
    insert into appointments (id, account_id, role, organ, region)
      select gen_random_uuid(), given.id, role, given.organ, given.region from given join opened using (id), unnest(given.roles) role`;
}
