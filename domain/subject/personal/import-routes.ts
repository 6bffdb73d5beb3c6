import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { audit } from '#kernel/audit/audit.ts';
import { newId } from '#kernel/database/id.ts';
import type { App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import { pageOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import { addJob } from '#kernel/jobs/jobs.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import type { Locale } from '#kernel/errors/refusal.ts';
import { findFile } from '#kernel/files/table.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { regionPrefix } from '#domain/place/region.ts';
import { may, whoAsks, type Reader } from '../reader.ts';
import type { ImportKind } from './import.ts';
import { refusalWord } from './refusal-words.ts';

type Row = { id: string; kind: ImportKind; batch: string; state: 'waiting' | 'running' | 'ended' | 'failed'; bytesDone: number; bytesTotal: number; read: number; accepted: number; refused: number; failure: string | null; startedAt: Date | null; endedAt: Date | null };
const columns = 'id, kind, batch, state, bytes_done as "bytesDone", bytes_total as "bytesTotal", read, accepted, refused, failure, started_at as "startedAt", ended_at as "endedAt"';
const shown = ({ id, kind, batch, state, bytesDone, bytesTotal, read, accepted, refused, failure, ...row }: Row) => ({ id, kind, batch, state, bytesDone, bytesTotal, read, accepted, refused, failure, startedAt: row.startedAt && formatMoment(row.startedAt), endedAt: row.endedAt && formatMoment(row.endedAt) });
const byId = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** Loads the registries from tables: streaming, sealed, with a report of every refused line. */
export function registryImportRoutes(app: App, house: House): void {
  const { db } = house;
  /** An import is seen where it was ordered: by whoever may import there. Refuses (NOT_FOUND) all others as if there were none. */
  const own = async (reader: Reader, id: string): Promise<Row> => {
    const [row] = await db<(Row & { organ: string | null; region: string | null })[]>`select r.*, a.organ, a.region from (select ${db.unsafe(columns)}, account_id from registry_imports where id = ${id}) r join accounts a on a.id = r.account_id`;
    if (!row || !may(reader, 'person.import', row)) throw refuseCommon('NOT_FOUND');
    return row;
  };
  /** The same as one condition, for the list. */
  const seen = (reader: Reader) => (reader.rights.get('person.import') ?? []).reduce((any, { organ, region }) => db`${any} or (${organ === null ? db`true` : db`a.organ = ${organ}`} and ${region === null ? db`true` : db`a.region like ${`${regionPrefix(region)}%`}`})`, db`false`);

  app.post('/api/v1/registry-imports', {
    config: { permission: 'person.import' },
    schema: { summary: '批量导入人口、法人登记 Load a registry from a table', tags: ['personal data'], body: Type.Object({ kind: Type.Unsafe<ImportKind>({ type: 'string', enum: ['persons', 'enterprises'], title: '登记库' }), fileId: Type.String({ format: 'uuid', title: '文件' }), batch: Type.String({ minLength: 1, maxLength: 100, title: '批次号' }) }, { additionalProperties: false }) },
  }, (request, reply) => once(db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const { kind, fileId, batch } = request.body;
    const [before] = await tx<{ id: string }[]>`select id from registry_imports where batch = ${batch}`;
    // Asked for again, perhaps after the original has gone: the import there is, to whoever may see it.
    if (before) return { status: 202, body: shown(await own(request.reader, before.id)) };
    const file = await findFile(tx, fileId);
    if (!file || file.ownerId !== request.reader.accountId) throw refuseCommon('NOT_FOUND');
    const id = newId();
    const made = await tx`insert into registry_imports (id, kind, batch, file_id, account_id) values (${id}, ${kind}, ${batch}, ${fileId}, ${request.reader.accountId}) on conflict (batch) do nothing returning 1`;
    if (made.length > 0) {
      await audit(tx, { ...whoAsks(request), act: 'person.import', object: 'registry-import', objectId: id, detail: { kind, batch } });
      await addJob(tx, 'registry-import', { importId: id }, { key: `registry-import ${id}` });
    }
    const [row] = await tx<Row[]>`select ${tx.unsafe(columns)} from registry_imports where batch = ${batch}`;
    return { status: 202, body: shown(row!) };
  }));

  app.get('/api/v1/registry-imports', { config: { permission: 'person.import' }, schema: { summary: '导入记录 Imports, the newest first', tags: ['personal data'], querystring: Type.Object(pageQuery) } }, async (request) => {
    const after = positionOf(request.query.cursor, 1);
    const rows = await db<Row[]>`select r.* from (select ${db.unsafe(columns)}, account_id from registry_imports) r join accounts a on a.id = r.account_id
      where (${seen(request.reader)}) ${after ? db`and r.id < ${String(after[0])}` : db``} order by r.id desc limit ${request.query.limit + 1}`;
    const page = pageOf([...rows], request.query.limit, ({ id }) => [id]);
    return { items: page.items.map(shown), next: page.next };
  });

  app.get('/api/v1/registry-imports/:id', { config: { permission: 'person.import' }, schema: { summary: '导入进度 Progress of an import', tags: ['personal data'], params: byId } }, async (request) => {
    return shown(await own(request.reader, request.params.id));
  });

  app.get('/api/v1/registry-imports/:id/refused', { config: { permission: 'person.import' }, schema: { summary: '被退回的行：行号、字段、原因 Refused lines', tags: ['personal data'], params: byId, querystring: Type.Object(pageQuery) } }, async (request) => {
    await own(request.reader, request.params.id);
    const after = positionOf(request.query.cursor, 2);
    const rows = await db<{ line: number; field: string; reason: string }[]>`select line, field, reason from registry_refusals where import_id = ${request.params.id} ${after ? db`and (line, field) > (${Number(after[0])}, ${String(after[1])})` : db``} order by line, field limit ${request.query.limit + 1}`;
    const page = pageOf([...rows], request.query.limit, (row) => [row.line, row.field]);
    return { items: page.items.map(({ line, field, reason }) => ({ line, field: refusalWord(field, request.locale), reason: refusalWord(reason, request.locale) })), next: page.next };
  });

  app.get('/api/v1/registry-imports/:id/refused.csv', { config: { permission: 'person.import', compress: false }, schema: { summary: '下载退回清单（CSV） The report of refused lines', tags: ['personal data'], params: byId } }, async (request, reply) => {
    const row = await own(request.reader, request.params.id);
    return reply.header('content-type', 'text/csv; charset=utf-8').header('cache-control', 'no-store').header('content-disposition', `attachment; filename="refused-${row.id}.csv"`).send(Readable.from(reportLines(db, row.id, request.locale)));
  });
}

/** The report line by line: where, which field, why; never the value. */
async function* reportLines(db: House['db'], importId: string, locale: Locale): AsyncGenerator<string> {
  yield locale === 'en' ? '\uFEFFline,field,reason\n' : '\uFEFF行号,字段,原因\n';
  let after: { line: number; field: string } = { line: -1, field: '' };
  for (;;) {
    const rows = await db<{ line: number; field: string; reason: string }[]>`select line, field, reason from registry_refusals where import_id = ${importId} and (line, field) > (${after.line}, ${after.field}) order by line, field limit 5000`;
    yield rows.map(({ line, field, reason }) => `${line},"${refusalWord(field, locale)}","${refusalWord(reason, locale).replaceAll('"', '""')}"\n`).join('');
    if (rows.length < 5000) return;
    after = rows.at(-1)!;
  }
}

/** Orders again what a kill has left undone. Called at start. */
export async function resumeImports(db: Db): Promise<void> {
  for (const { id } of await db<{ id: string }[]>`select id from registry_imports where state in ('waiting', 'running')`) await addJob(db, 'registry-import', { importId: id }, { key: `registry-import ${id}` });
}
