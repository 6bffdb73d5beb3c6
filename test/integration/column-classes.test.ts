import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { connect } from '#kernel/database/connect.ts';
import { prepareDatabase } from '#kernel/start.ts';
import { columnClass, tableClasses } from '#domain/subject/personal/column-classes.ts';
import { freshDatabase } from '#test/kit/server.ts';
import { allFloors } from '../../server.ts';

const database = await freshDatabase();
const db = connect(database.url, { max: 2 });
after(async () => {
  await db.end();
  await database.drop();
});
await prepareDatabase(db, database.url, allFloors);
const tables = await db<{ table: string; columns: string[] }[]>`
  select c.relname::text as table, array_agg(a.attname::text order by a.attnum) as columns from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped group by 1 order by 1`;

test('Every column of every table has a class and a grade; what nobody has classed is named here and counts as sensitive', () => {
  const open = tables.flatMap(({ table, columns }) => {
    const classes = tableClasses[table];
    if (!classes) return [`${table}: no column is classed. Add the table to column-classes.ts: ${columns.join(', ')}`];
    const strange = [...(classes.personal ?? []), ...(classes.sensitive ?? [])].filter((column) => !columns.includes(column));
    return [...strange.map((column) => `${table}.${column} is classed but does not exist`), ...(classes.columns === columns.length ? [] : [`${table} has ${columns.length} columns, ${classes.columns} were looked at: ${columns.join(', ')}`])];
  });
  assert.deepEqual(open, []);
  assert.deepEqual(Object.keys(tableClasses).filter((table) => !tables.some((each) => each.table === table)), []);
  assert.equal(columnClass('a_new_table', 'anything'), 'sensitive');
});

test('Columns that are called like personal data are classed so', () => {
  const telling = /^(id_number|phone|receiver|password_hash|sealed|holder_name|token_hash|secret_hash|key_hash)$/;
  for (const { table, columns } of tables) for (const column of columns) if (telling.test(column) && table !== 'organs') assert.ok(['personal', 'sensitive'].includes(columnClass(table, column)), `${table}.${column}`);
});
