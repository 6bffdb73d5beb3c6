import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Database, type Db } from './connect.ts';

/** The role the program works as on the embedded database. */
export const programRole = 'yiwang_program';

/** Added to, never changed: not even by the program. */
const appendOnly = ['audit_entries', 'audit_subjects', 'chain_blocks', 'chain_leaves', 'chain_nodes', 'chain_anchors', 'chain_exports', 'evidence'] as const;
/** Only whoever migrates writes them. */
const readOnly = ['migrations', 'audit_archives'] as const;

/** Makes the program's role on the embedded database, with a password kept beside the keys, and answers the address to work under. */
export async function embeddedProgramUrl(ownerUrl: string, dataDir: string, role = programRole): Promise<string> {
  const secret = secretIn(join(dataDir, 'keys'));
  const owner = connect(ownerUrl, { max: 1 });
  await owner.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('yiwang.roles'))`;
    const [known] = await tx`select 1 from pg_roles where rolname = ${role}`;
    await tx.unsafe(`${known ? 'alter' : 'create'} role ${quoted(role)} with login nosuperuser nocreatedb nocreaterole noinherit password '${secret}'`);
  }).finally(() => owner.end({ timeout: 5 }));
  const url = new URL(ownerUrl);
  [url.username, url.password] = [role, secret];
  return url.href;
}

function secretIn(folder: string): string {
  const file = join(folder, 'database-program.secret');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  const secret = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(secret)) throw new Error(`${file} 的内容不是 64 位十六进制口令；移走后会生成新的。 ${file} holds no password of 64 hexadecimal digits; move it away and a new one is made.`);
  return secret;
}

/**
 * Gives a role what the program needs, and takes from it what it must not have: rows of the log and of its chain can be added and
 * read, not changed, not taken away.
 * Run by the owner after every migration; safe to repeat and by several processes at once.
 */
export async function grantProgram(owner: Database, role: string): Promise<void> {
  await owner.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(hashtext('yiwang.roles'))`;
    const name = quoted(role);
    const [here] = await tx<{ database: string }[]>`select current_database() as database`;
    await tx.unsafe(`
      grant connect, temporary on database ${quoted(here?.database ?? '')} to ${name};
      revoke create on schema public from public;
      grant usage on schema public to ${name};
      grant select, insert, update, delete on all tables in schema public to ${name};
      grant usage, select, update on all sequences in schema public to ${name};`);
    for (const { table } of await keptTables(tx)) await tx.unsafe(`revoke all on ${table} from ${name}`);
    for (const table of appendOnly) if (await exists(tx, table)) await tx.unsafe(`revoke all on ${table} from ${name}; grant select, insert on ${table} to ${name}`);
    for (const table of readOnly) if (await exists(tx, table)) await tx.unsafe(`revoke all on ${table} from ${name}; grant select on ${table} to ${name}`);
    await grantServed(tx, role, name);
    await grantJobs(tx, name);
  });
}

/** Months of the log: reached through the log alone. Also those that were detached. */
const keptTables = (tx: Db) => tx<{ table: string }[]>`
  select c.oid::regclass::text as table from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname ~ '^audit_(entries|subjects)_'`;

/** The schema in which the program makes and drops copies for lookups: its tables are the program's own. */
async function grantServed(tx: Db, role: string, name: string): Promise<void> {
  const [known] = await tx`select 1 from pg_namespace where nspname = 'served'`;
  if (!known) return;
  await tx.unsafe(`grant usage, create on schema served to ${name}`);
  for (const { table } of await tx<{ table: string }[]>`select oid::regclass::text as table from pg_class where relkind = 'r' and relnamespace = 'served'::regnamespace and relowner <> ${role}::regrole`) await tx.unsafe(`alter table ${table} owner to ${name}`);
}

/** The job runner guards its tables with row security, which lets nobody in but their owner: the program is let in by name. */
async function grantJobs(tx: Db, name: string): Promise<void> {
  const [known] = await tx`select 1 from pg_namespace where nspname = 'graphile_worker'`;
  if (!known) return;
  await tx.unsafe(`
    grant usage on schema graphile_worker to ${name};
    grant select, insert, update, delete on all tables in schema graphile_worker to ${name};
    grant usage, select, update on all sequences in schema graphile_worker to ${name};
    grant execute on all functions in schema graphile_worker to ${name};`);
  const guarded = await tx<{ table: string }[]>`
    select c.oid::regclass::text as table from pg_class c where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity
      and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'yiwang_program')`;
  for (const { table } of guarded) await tx.unsafe(`create policy yiwang_program on ${table} to ${name} using (true) with check (true)`);
}

const exists = async (tx: Db, table: string) => (await tx<{ found: string | null }[]>`select to_regclass(${`public.${table}`})::text as found`)[0]?.found !== null;

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Whether the role this connection works as could change or empty the log. */
export async function couldChangeAudit(db: Db): Promise<boolean> {
  const [row] = await db<{ could: boolean }[]>`
    select bool_or(has_table_privilege(t, 'update') or has_table_privilege(t, 'delete') or has_table_privilege(t, 'truncate') or has_table_privilege(t, 'trigger') or pg_has_role(relowner, 'member')) as could
    from unnest(${[...appendOnly]}::text[]) t join pg_class on oid = to_regclass('public.' || t)`;
  return row?.could !== false;
}
