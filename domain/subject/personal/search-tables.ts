import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { columnClass } from './column-classes.ts';
import { numbersAlone, type Sought, type Step } from './sought.ts';

/** What stands where a number was. The database lets the timeline be changed to this and to nothing else (0707_taken_out.sql). */
const takenOut = '［已按申请删除］';

/** A column anybody may have typed a number into, in a table or a month of one. */
type Typed = { readonly name: string; readonly type: 'text' | 'jsonb' | 'tsvector' };

/**
 * Takes a person's numbers out of what anybody typed, in every table there is: descriptions, reasons, remarks, also in other
 * people's cases. What holds a number by its purpose is sealed and has places of its own, what is signed stays as it was
 * signed, and what the city has published its owner corrects.
 */
export async function searchTables({ db }: House, sought: Sought, step: Step): Promise<boolean> {
  const pattern = numbersAlone(sought);
  for (const { table, columns } of await typedTables(db)) {
    await db.begin(async (tx) => {
      await tx`set local statement_timeout = 0`;
      const holds = tx`(${columns.map(({ name }) => tx`${tx(name)}::text ~ ${pattern}`).reduce((one, other) => tx`${one} or ${other}`)})`;
      const [found] = await tx<{ rows: number }[]>`select count(*)::int as rows from only ${tx.unsafe(table)} where ${holds}`;
      if (!found || found.rows === 0) return;
      await step({ place: '文字中写到的号码', what: table, entries: found.rows });
      await tx`update only ${tx.unsafe(table)} set ${columns.map((column) => without(tx, column, pattern)).reduce((one, other) => tx`${one}, ${other}`)} where ${holds}`;
    });
  }
  return true;
}

/** The texts of every table, but for those that are only ever added to, and columns that rows are found or joined by. */
async function typedTables(db: Db): Promise<{ table: string; columns: Typed[] }[]> {
  const found = await db<{ table: string; whole: string; columns: Typed[] }[]>`
    select c.oid::regclass::text as table, coalesce((select inhparent from pg_inherits where inhrelid = c.oid), c.oid)::regclass::text as whole, jsonb_agg(jsonb_build_object('name', attname, 'type', typname) order by attnum) as columns
    from pg_class c join pg_attribute a on attrelid = c.oid join pg_type t on t.oid = atttypid
    where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped and attgenerated = '' and typname in ('text', 'jsonb', 'tsvector')
      and has_table_privilege(c.oid, 'update') and not exists (select 1 from pg_trigger where tgrelid = c.oid and tgfoid = 'refuse_change'::regproc and tgtype & 16 > 0)
      and not exists (select 1 from pg_index where indrelid = c.oid and indisunique and attnum = any(indkey))
      and not exists (select 1 from pg_constraint where conrelid = c.oid and contype in ('p', 'u', 'f') and attnum = any(conkey))
    group by c.oid order by 1`;
  return found.map(({ table, whole, columns }) => ({ table, columns: columns.filter(({ name }) => ['internal', 'personal'].includes(columnClass(whole, name))) })).filter(({ columns }) => columns.length > 0);
}

/** A column as it reads without the numbers. In JSON a number that stands without quotes becomes null; of an index for search its words go. */
function without(tx: Db, { name, type }: Typed, pattern: string): ReturnType<Db> {
  const column = tx(name);
  switch (type) {
    case 'text': return tx`${column} = regexp_replace(${column}, ${pattern}, ${takenOut}, 'g')`;
    case 'jsonb': return tx`${column} = regexp_replace(regexp_replace(${column}::text, ${`(?<=[:,[] ?)(?:${pattern})(?=[],}])`}, 'null', 'g'), ${pattern}, ${takenOut}, 'g')::jsonb`;
    case 'tsvector': return tx`${column} = ts_delete(${column}, array(select lexeme from unnest(${column}) where lexeme ~ ${pattern}))`;
  }
}
