import { readdirSync, readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Database } from './connect.ts';

/** One plain SQL file. `number` orders all files of the house: 0xx kernel, 1xx place … 8xx signal, 9xx faces. */
export type Migration = { readonly number: number; readonly name: string; readonly sql: string; readonly sum: string };

/** Reads the migrations of several `tables/` folders and sorts them. Throws when two share a number. */
export function readMigrations(folders: readonly string[]): Migration[] {
  const migrations = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((file) => /^\d{4}_.+\.sql$/.test(file))
      .map((file) => {
        const sql = readFileSync(join(folder, file), 'utf8');
        return { number: Number(file.slice(0, 4)), name: file.slice(0, -4), sql, sum: createHash('sha256').update(sql).digest('hex') };
      }),
  );
  migrations.sort((a, b) => a.number - b.number);
  migrations.forEach((migration, index) => {
    const twin = migrations[index + 1];
    if (twin?.number === migration.number) throw new Error(`Two migrations share the number ${migration.number}: ${migration.name} and ${twin.name}. Give one of them the next free number.`);
  });
  return migrations;
}

/**
 * Brings the schema up to date, each file in its own transaction. Twenty processes may start at once:
 * an advisory lock lets one work while the others wait and then find nothing to do.
 * Returns the names applied. Throws when an applied file was changed afterwards.
 */
export async function migrate(db: Database, migrations: readonly Migration[]): Promise<string[]> {
  const applied: string[] = [];
  const turn = await db.reserve();
  try {
    await turn`select pg_advisory_lock(hashtext('yiwang.migrate'))`;
    const [known] = await turn<{ found: string | null }[]>`select to_regclass('migrations')::text as found`;
    // Asked first: a role that may not create tables may still find that nothing is to be done.
    if (!known?.found) await turn`create table migrations (number int constraint migrations_pk primary key, name text not null, sum text not null, at timestamptz not null default now())`;
    const done = new Map((await turn<{ number: number; name: string; sum: string }[]>`select number, name, sum from migrations`).map((row) => [row.number, row]));
    for (const migration of migrations) {
      const before = done.get(migration.number);
      if (before) {
        if (before.sum !== migration.sum) throw new Error(`Migration ${migration.name} was changed after it had been applied. Restore it and write a new file with the next number.`);
        continue;
      }
      await turn.unsafe(`begin;\n${migration.sql}\n;insert into migrations (number, name, sum) values (${migration.number}, '${migration.name}', '${migration.sum}');\ncommit;`)
        .catch(async (error: Error) => {
          await turn.unsafe('rollback');
          const hint = 'code' in error && error.code === '42501' ? ' 这个数据库角色不能建表：请用 MIGRATE_DATABASE_URL 给出属主角色。 This role may not make tables: name the owner in MIGRATE_DATABASE_URL.' : '';
          throw new Error(`Migration ${migration.name} failed: ${error.message}${hint}`, { cause: error });
        });
      applied.push(migration.name);
    }
  } finally {
    await turn`select pg_advisory_unlock(hashtext('yiwang.migrate'))`;
    turn.release();
  }
  return applied;
}
