import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { importPlan } from './plan.ts';
import { precision, recall, scorePlan, truthByPlan } from './testing/truth.ts';
import type { PlanScore } from './testing/truth.ts';

const folder = process.env['REAL_DATA'];
const there = folder !== undefined && existsSync(join(folder, 'plans')) && existsSync(join(folder, 'requirements', 'rows.yaml'));

test('Every real plan is read to at least the recorded floors', { skip: there ? false : 'REAL_DATA names no folder with plans/ and requirements/rows.yaml' }, async () => {
  const scores: PlanScore[] = [];
  for (const [source, rows] of truthByPlan(folder ?? '')) {
    scores.push(scorePlan(source, await importPlan(readFileSync(join(folder ?? '', 'plans', source))), rows));
  }
  console.table(scores.map(tableRow));
  for (const score of scores) {
    assert.equal(score.tasks, score.rows, `${score.source}: number of tasks`);
    assert.equal(score.paired, score.rows, `${score.source}: every row has its task`);
    assert.ok(score.titleClose >= score.rows * 0.9, `${score.source}: titles`);
    for (const part of ['lead', 'responsible'] as const) {
      assert.ok(precision(score[part]) >= 0.94, `${score.source}: ${part} precision ${precision(score[part])}`);
      assert.ok(recall(score[part]) >= 0.9, `${score.source}: ${part} recall ${recall(score[part])}`);
    }
    assert.ok(recall(score.deadlines) >= 0.95, `${score.source}: deadlines ${recall(score.deadlines)}`);
  }
  const numbers = scores.reduce((sum, { numbers: { hits, found, truth } }) => ({ hits: sum.hits + hits, found: sum.found + found, truth: sum.truth + truth }), { hits: 0, found: 0, truth: 0 });
  assert.ok(recall(numbers) >= 0.9, `numbers over all plans: recall ${recall(numbers)}`);
  assert.ok(precision(numbers) >= 0.85, `numbers over all plans: precision ${precision(numbers)}`);
});

function tableRow(score: PlanScore): Record<string, string | number> {
  const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;
  return {
    plan: score.source.slice(0, 3), rows: score.rows, tasks: score.tasks, 'title =': score.titleExact, 'title ≈': score.titleClose,
    'lead P/R': `${percent(precision(score.lead))} ${percent(recall(score.lead))}`,
    'responsible P/R': `${percent(precision(score.responsible))} ${percent(recall(score.responsible))}`,
    'deadlines P/R': `${percent(precision(score.deadlines))} ${percent(recall(score.deadlines))}`,
    'numbers P/R': `${percent(precision(score.numbers))} ${percent(recall(score.numbers))}`,
  };
}
