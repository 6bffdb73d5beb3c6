import { connect, type Database } from '#kernel/database/connect.ts';
import { prepareDatabase } from '#kernel/start.ts';
import { freshDatabase } from '#test/kit/server.ts';
import { allFloors } from '../../server.ts';

type Table = { readonly name: string; readonly comment: string | null; readonly partitioned: string | null };
type Column = { readonly table: string; readonly name: string; readonly type: string; readonly needed: boolean; readonly fallback: string | null; readonly comment: string | null };
type Named = { readonly table: string; readonly definition: string };

/** docs/schema.md: every table as the migrations leave it, read back from an empty database. */
export async function schemaPage(): Promise<string> {
  const { url, drop } = await freshDatabase();
  const db = connect(url, { max: 2 });
  try {
    await prepareDatabase(db, url, allFloors);
    return page(await readTables(db), await readColumns(db), await readConstraints(db), await readIndexes(db));
  } finally {
    await db.end();
    await drop();
  }
}

function page(tables: readonly Table[], columns: readonly Column[], constraints: readonly Named[], indexes: readonly Named[]): string {
  const of = <T extends { readonly table: string }>(all: readonly T[], table: Table) => all.filter((each) => each.table === table.name);
  return [
    '# 表结构 Tables', '',
    `Made by \`npm run generate\` from the migrations in \`kernel/database/tables\` and \`*/tables\` of every floor. ${tables.length} tables; partitions and the tables of the job runner are left out.`, '',
    ...tables.flatMap((table) => [
      `## ${table.name}`, '', ...(table.comment ? [table.comment, ''] : []), ...(table.partitioned ? [`Partitioned: \`${table.partitioned}\``, ''] : []),
      '| column | type | needed | default | meaning |', '|---|---|---|---|---|',
      ...of(columns, table).map((column) => `| \`${column.name}\` | ${column.type} | ${column.needed ? 'yes' : ''} | ${column.fallback ? `\`${column.fallback}\`` : ''} | ${column.comment ?? ''} |`), '',
      ...of(constraints, table).map(({ definition }) => `- ${definition}`),
      ...of(indexes, table).map(({ definition }) => `- ${definition}`), '',
    ]),
  ].join('\n').replaceAll(/\n{3,}/g, '\n\n');
}

const ours = `n.nspname = 'public' and not c.relispartition and c.relkind in ('r', 'p')`;

const readTables = (db: Database) => db<Table[]>`
  select c.relname as name, obj_description(c.oid) as comment, case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end as partitioned
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${db.unsafe(ours)} order by c.relname`;

const readColumns = (db: Database) => db<Column[]>`
  select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as needed, pg_get_expr(d.adbin, d.adrelid) as fallback, col_description(c.oid, a.attnum) as comment
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where ${db.unsafe(ours)} and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum`;

/** "not null" stands in its column; PostgreSQL 18 would name each one anew. */
const readConstraints = (db: Database) => db<Named[]>`
  select c.relname as table, '\`' || k.conname || '\` ' || pg_get_constraintdef(k.oid) as definition
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace where ${db.unsafe(ours)} and k.contype <> 'n' order by c.relname, k.contype desc, k.conname`;

const readIndexes = (db: Database) => db<Named[]>`
  select c.relname as table, '\`' || i.relname || '\` ' || regexp_replace(pg_get_indexdef(x.indexrelid), '^CREATE (UNIQUE )?INDEX .* USING ', '\\1index ') as definition
  from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = c.relnamespace
  where ${db.unsafe(ours)} and not exists (select from pg_constraint k where k.conindid = i.oid) order by c.relname, i.relname`;
