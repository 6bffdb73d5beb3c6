import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { QualityReport, RuleResult } from './check.ts';
import type { Dimension } from './rule.ts';

/** A run as it is kept. */
export type QualityRun = { readonly id: string; readonly version: number; readonly rows: number; readonly score: number | null; readonly dimensions: Partial<Record<Dimension, number>>; readonly results: RuleResult[]; readonly took_ms: number; readonly at: Date };

/** Keeps the report of a run. */
export async function recordRun(tx: Db, datasetId: string, version: number, report: QualityReport): Promise<string> {
  const id = newId();
  await tx`insert into quality_runs (id, dataset_id, version, rows, score, dimensions, results, took_ms)
    values (${id}, ${datasetId}, ${version}, ${report.rows}, ${report.score}, ${tx.json(report.dimensions)}, ${tx.json(report.results as never)}, ${report.tookMs})`;
  return id;
}

/** The latest run of the current version, or of any when it has none. */
export async function latestRun(db: Db, datasetId: string): Promise<QualityRun | null> {
  const [run] = await db<QualityRun[]>`select id, version, rows, score, dimensions, results, took_ms, at from quality_runs where dataset_id = ${datasetId} order by id desc limit 1`;
  return run ?? null;
}

/** The score over the last runs, oldest first. */
export const trendOf = (db: Db, datasetId: string) =>
  db<{ version: number; score: number | null; at: Date }[]>`
    select version, score, at from (select id, version, score, at from quality_runs where dataset_id = ${datasetId} order by id desc limit 60) last order by id`;
