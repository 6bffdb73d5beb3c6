import { Type } from 'typebox';
import type { House } from '#kernel/house.ts';
import type { App } from '#kernel/http/app.ts';
import { pageOf, pageQuery } from '#kernel/http/page.ts';
import { audit } from '#kernel/audit/audit.ts';
import type { Locale } from '#kernel/errors/refusal.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { columnsFor, getDataset, getManaged, lockManaged, versionAsked, type Dataset, type Version } from '../catalogue/dataset.ts';
import { refuse } from '../errors.ts';
import { orderRepairs } from '../import/adopt.ts';
import { lakeOf } from '../lake/lake.ts';
import { pathsOf } from '../lake/places.ts';
import { rowPosition, rowsAfter } from '../lake/rows.ts';
import { fromFiles } from '../lake/sql.ts';
import { maskRow } from '../mask.ts';
import { FailingRowShape, pageOfShape, QualityShape, RunShape } from '../shapes.ts';
import { checkQuality, failingRows, type Checked } from './check.ts';
import { referredIn } from './referred.ts';
import { dimensions } from './rule.ts';
import { latestRun, recordRun, trendOf, type QualityRun } from './store.ts';

const id = Type.Object({ id: Type.String() });

/** A run in the reader's language. */
export function runView(run: QualityRun, locale: Locale) {
  return {
    version: run.version, rows: run.rows, score: run.score, dimensions: run.dimensions, at: formatMoment(run.at), tookMs: run.took_ms,
    results: run.results.map(({ key, title, passed, checked, fault, ...result }) => ({ ...result, rule: key, title: title[locale], checked, passed, failing: checked - passed, columns: [...result.columns], samples: [...result.samples], fault: fault ?? null })),
  };
}

/** Quality: the latest report and its trend, a run on demand, and the rows that fail a rule. */
export function qualityRoutes(app: App, house: House): void {
  const { db } = house;
  const lake = lakeOf(house);
  const checkedAs = async (dataset: Dataset, version: Version): Promise<Checked> => ({ from: fromFiles(pathsOf(lake, version.parts)), columns: columnsFor(dataset, version), rows: version.rows, referred: await referredIn(house, dataset.rules) });

  app.get('/api/v1/datasets/:id/quality', {
    config: { permission: 'public' },
    schema: { summary: '数据质量 Quality: latest run, trend, published weights', tags: ['datasets'], params: id, response: { 200: QualityShape } },
  }, async (request) => {
    const dataset = await getDataset(db, request.params.id, request.reader);
    const latest = await latestRun(db, dataset.id);
    return {
      latest: latest ? runView(latest, request.locale) : null,
      trend: (await trendOf(db, dataset.id)).map((run) => ({ ...run, at: formatMoment(run.at) })),
      weights: Object.entries(dimensions).map(([dimension, words]) => ({ dimension, title: words[request.locale], weight: words.weight })),
    };
  });

  app.post('/api/v1/datasets/:id/checks', {
    config: { permission: 'dataset.manage' },
    schema: { summary: '运行质量规则 Run the rules now', tags: ['datasets'], params: id, body: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false }), response: { 200: RunShape } },
  }, async (request) => {
    const dataset = await getManaged(db, request.params.id, request.reader);
    const version = await versionAsked(db, dataset, request.body.version);
    const report = await checkQuality(lake, await checkedAs(dataset, version), dataset.rules);
    await db.begin(async (tx) => {
      const current = await lockManaged(tx, dataset.id, request.reader);
      await recordRun(tx, dataset.id, version.number, report);
      await tx`update dataset_versions set score = ${report.score} where dataset_id = ${dataset.id} and number = ${version.number}`;
      await audit(tx, { accountId: request.reader.accountId, act: 'dataset.checked', object: 'dataset', objectId: dataset.id, traceId: request.traceId, detail: { version: version.number, score: report.score } });
      if (current.current !== version.number) return;
      await tx`update datasets set score = ${report.score} where id = ${dataset.id}`;
      await orderRepairs(tx, current, version.number, report, request.traceId);
    });
    return runView({ ...report, results: [...report.results], id: '', version: version.number, took_ms: report.tookMs, at: house.clock.now() }, request.locale);
  });

  app.get('/api/v1/datasets/:id/quality/:rule/rows', {
    config: { permission: 'dataset.manage' },
    schema: { summary: '不合格的行 The rows that fail a rule', tags: ['datasets'], params: Type.Object({ id: Type.String(), rule: Type.String({ maxLength: 250 }) }), querystring: Type.Object({ ...pageQuery, version: Type.Optional(Type.Integer({ minimum: 1 })) }), response: { 200: pageOfShape(FailingRowShape) } },
  }, async (request) => {
    const { cursor, limit, version: asked } = request.query;
    const dataset = await getManaged(db, request.params.id, request.reader);
    const version = await versionAsked(db, dataset, asked);
    const rule = dataset.rules.find((each) => each.key === request.params.rule);
    const checked = await checkedAs(dataset, version);
    const failing = rule ? failingRows(checked, rule) : null;
    if (failing === null) throw refuse('RULE_NOT_FOUND', { rule: request.params.rule });
    const from = `(select * from ${checked.from} where _row in (select _row from ${failing}))`;
    const found = await rowsAfter(lake, from, checked.columns, { after: rowPosition(cursor), limit, more: ['_file', '_line', '_import'] });
    const names = await fileNames([...new Set(found.map((row) => String(row['_import'])))]);
    const page = pageOf(found, limit, (row) => [Number(row['_row'])]);
    return { next: page.next, items: page.items.map((row) => ({
      row: Number(row['_row']), file: names.get(String(row['_import']))?.[Number(row['_file']) - 1] ?? '', line: row['_line'] === null ? null : Number(row['_line']), importId: String(row['_import']), values: maskRow(checked.columns, row),
    })) };
  });

  async function fileNames(imports: readonly string[]): Promise<Map<string, string[]>> {
    const rows = await db<{ id: string; files: { name: string }[] }[]>`select id, files from imports where id = any(${[...imports]})`;
    return new Map(rows.map((row) => [row.id, row.files.map((file) => file.name)]));
  }
}
