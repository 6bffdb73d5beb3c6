import { Type } from 'typebox';
import { emit } from '#kernel/bus/outbox.ts';
import type { House } from '#kernel/house.ts';
import type { App } from '#kernel/http/app.ts';
import { pageOf, pageQuery } from '#kernel/http/page.ts';
import { addJob } from '#kernel/jobs/jobs.ts';
import { audit } from '#kernel/audit/audit.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { mustMay } from '#domain/subject/reader.ts';
import { lakeOf } from '../lake/lake.ts';
import { pathsOf } from '../lake/places.ts';
import { checkConditions, conditionsFrom, rowPosition, rowsAfter, type Condition } from '../lake/rows.ts';
import { fromFiles } from '../lake/sql.ts';
import { maskedNames, maskRow } from '../mask.ts';
import { rulesFor } from '../quality/suggest.ts';
import { ComparisonShape, DatasetShape, RowsShape, VersionDetailShape, VersionShape } from '../shapes.ts';
import { makeCurrent } from './current.ts';
import { columnsFor, getDataset, getManaged, getVersion, lockManaged, versionAsked, type Dataset, type Version } from './dataset.ts';
import { listedDataset, usersOf } from './list.ts';
import { comparison, datasetView, versionView } from './view.ts';

const id = Type.Object({ id: Type.String() });
const numbered = Type.Object({ id: Type.String(), number: Type.Integer({ minimum: 1 }) });

/** The versions of a dataset and the rows in them. */
export function versionRoutes(app: App, house: House): void {
  const { db } = house;
  const lake = lakeOf(house);

  app.get('/api/v1/datasets/:id/versions', {
    config: { permission: 'dataset.manage' },
    schema: { summary: '版本 Versions, the newest first', tags: ['datasets'], params: id, response: { 200: Type.Object({ items: Type.Array(VersionShape) }) } },
  }, async (request) => {
    const dataset = await getManaged(db, request.params.id, request.reader);
    const rows = await db<(Version & { kind: 'upload' | 'mapping' })[]>`
      select v.dataset_id, v.number, v.import_id, v.based_on, v.rows, v.bytes, v.score, v.made_at, v.destroyed_at, v.destroyed_reason, i.kind
      from dataset_versions v join imports i on i.id = v.import_id where v.dataset_id = ${dataset.id} order by v.number desc limit 500`;
    return { items: rows.map((row) => versionView(row, dataset.current)) };
  });

  app.get('/api/v1/datasets/:id/versions/:number', {
    config: { permission: 'dataset.manage' },
    schema: { summary: '一个版本 One version with columns, profile and where its rows came from', tags: ['datasets'], params: numbered, response: { 200: VersionDetailShape } },
  }, async (request) => {
    const dataset = await getManaged(db, request.params.id, request.reader);
    const version = await getVersion(db, dataset.id, request.params.number);
    const [{ kind }] = await db<[{ kind: 'upload' | 'mapping' }]>`select kind from imports where id = ${version.import_id}`;
    return { ...versionView({ ...version, kind }, dataset.current), columns: columnsFor(dataset, version), profile: version.profile, steps: version.steps ?? [], sources: await sourcesOf(version) };
  });

  /** Which imports the rows of a version came from: asked of the rows themselves. */
  async function sourcesOf(version: Version) {
    const counts = await lake.rows(`select _import as id, count(*) as n from ${fromFiles(pathsOf(lake, version.parts))} group by 1`);
    const imports = await db<{ id: string; files: { name: string }[]; ordered_at: Date }[]>`select id, files, ordered_at from imports where id = any(${counts.map((row) => String(row['id']))})`;
    return imports.map((each) => ({ importId: each.id, files: each.files.map((file) => file.name), rows: Number(counts.find((row) => row['id'] === each.id)?.['n'] ?? 0), at: formatMoment(each.ordered_at) }));
  }

  app.get('/api/v1/datasets/:id/versions/:number/compare', {
    config: { permission: 'dataset.manage' },
    schema: { summary: '比较两个版本 Compare with another version', tags: ['datasets'], params: numbered, querystring: Type.Object({ with: Type.Integer({ minimum: 1 }) }), response: { 200: ComparisonShape } },
  }, async (request) => {
    const dataset = await getManaged(db, request.params.id, request.reader);
    return comparison(await getVersion(db, dataset.id, request.params.number), await getVersion(db, dataset.id, request.query.with));
  });

  app.post('/api/v1/datasets/:id/versions/:number/use', {
    config: { permission: 'dataset.manage' },
    schema: { summary: '采用这个版本 Make it the current version', tags: ['datasets'], params: numbered, response: { 200: DatasetShape } },
  }, async (request) => {
    await db.begin(async (tx) => {
      const dataset = await lockManaged(tx, request.params.id, request.reader);
      const version = await getVersion(tx, dataset.id, request.params.number);
      await makeCurrent(tx, dataset, { ...version, rules: rulesFor(dataset.rules, version.columns, version.profile, new Map()) }, false);
      await addJob(tx, 'record-serve', { datasetId: dataset.id }, { key: `serve:${dataset.id}` });
      await emit(tx, { topic: 'dataset.current', about: dataset.id, traceId: request.traceId, organ: dataset.organ, region: dataset.region, payload: { title: dataset.title, version: version.number, rows: version.rows } });
      await audit(tx, { accountId: request.reader.accountId, act: 'dataset.version-chosen', object: 'dataset', objectId: dataset.id, traceId: request.traceId, detail: { version: version.number } });
    });
    return datasetView(house, await listedDataset(db, request.params.id), await usersOf(db, request.params.id), request.reader, request.locale);
  });

  app.get('/api/v1/datasets/:id/rows', {
    config: { permission: 'dataset.manage' },
    schema: { summary: '数据行 Rows, masked; filter by column', tags: ['datasets'], params: id, querystring: Type.Object({ ...pageQuery, version: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: true }), response: { 200: RowsShape } },
  }, async (request) => {
    const dataset = await getManaged(db, request.params.id, request.reader);
    const version = await versionAsked(db, dataset, request.query.version);
    const { cursor, limit } = request.query;
    const columns = columnsFor(dataset, version);
    const conditions = conditionsFrom(request.query, columns);
    await checkConditions(lake, conditions, columns);
    return pageOfRows(dataset, version, { conditions, after: rowPosition(cursor), limit });
  });

  app.get('/api/v1/datasets/:id/preview', {
    config: { permission: 'public' },
    schema: { summary: '预览 Twenty rows, masked', tags: ['datasets'], params: id, response: { 200: RowsShape } },
  }, async (request) => {
    const dataset = await getDataset(db, request.params.id, request.reader);
    if (dataset.opening !== 'open') mustMay(request.reader, 'dataset.read');
    return { ...(await pageOfRows(dataset, await versionAsked(db, dataset, undefined), { conditions: [], after: 0, limit: 20 })), next: null };
  });

  async function pageOfRows(dataset: Dataset, version: Version, { conditions, after, limit }: { conditions: readonly Condition[]; after: number; limit: number }) {
    const columns = columnsFor(dataset, version);
    const found = await rowsAfter(lake, fromFiles(pathsOf(lake, version.parts)), columns, { conditions, after, limit, more: ['_file', '_line'] });
    const page = pageOf(found, limit, (row) => [Number(row['_row'])]);
    const items = page.items.map((row) => ({ _row: Number(row['_row']), _file: Number(row['_file']), _line: row['_line'] === null ? null : Number(row['_line']), ...maskRow(columns, row) }));
    return { version: version.number, columns, masked: maskedNames(columns), items, next: page.next };
  }
}
