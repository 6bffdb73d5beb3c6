import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { VersionColumn } from '#domain/record/column.ts';
import { Lake } from '#domain/record/lake/lake.ts';
import { fromFiles } from '#domain/record/lake/sql.ts';
import { checkQuality } from '#domain/record/quality/check.ts';
import { withKeys } from '#domain/record/quality/rule.ts';
import type { BenchCase } from '../harness/case.ts';

const sizes = { small: [100_000, 1_000_000], city: [1_000_000, 10_000_000] } as const;

const column = (name: string, type: VersionColumn['type']): VersionColumn => ({ name, title: name, type, class: 'internal', mask: 'none', kept: 'value' });
const columns = [column('code', 'code'), column('station', 'code'), column('pm25', 'number'), column('pm10', 'number'), column('began', 'time'), column('ended', 'time')];

/** One rule of every kind that is about a single row, and one about keys. */
const rules = withKeys([
  { kind: 'notNull', column: 'code' }, { kind: 'notNull', column: 'pm25' }, { kind: 'range', column: 'pm25', min: 0, max: 2000 }, { kind: 'range', column: 'pm10', min: 0, max: 4000 }, { kind: 'pattern', column: 'code', pattern: '[A-Z]\\d{8}' },
  { kind: 'codes', column: 'station', codes: ['S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10'] }, { kind: 'order', first: 'began', second: 'ended' }, { kind: 'expression', expression: '[pm25] <= [pm10]' }, { kind: 'unique', columns: ['code'] },
]);

/** The same checks as somebody would write them by hand: counts, failing samples of each, and the repeated keys. */
const byHand = (path: string) => [
  `select count(*), count(*) filter (where code is null), count(*) filter (where pm25 is null),
    count(*) filter (where pm25 < 0 or pm25 > 2000), count(*) filter (where pm10 < 0 or pm10 > 4000), count(*) filter (where not regexp_full_match(code, '[A-Z]\\d{8}')),
    count(*) filter (where station not in ('S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10')), count(*) filter (where began > ended), count(*) filter (where not pm25 <= pm10),
    min(_row, 10) filter (where code is null), min(_row, 10) filter (where pm25 is null), min(_row, 10) filter (where pm25 < 0 or pm25 > 2000), min(_row, 10) filter (where pm10 < 0 or pm10 > 4000),
    min(_row, 10) filter (where not regexp_full_match(code, '[A-Z]\\d{8}')), min(_row, 10) filter (where station not in ('S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9', 'S10')), min(_row, 10) filter (where began > ended), min(_row, 10) filter (where not pm25 <= pm10)
    from read_parquet('${path}')`,
  `select count(code) from read_parquet('${path}')`,
  `select count(_row), min(_row, 10) from (select unnest(list_sort(list(_row))[2:]) as _row from read_parquet('${path}') where code is not null group by code having count(*) > 1)`,
];

/** Quality rules over a table in the lake, against the same checks as hand-written DuckDB SQL on the same file. */
const quality: BenchCase = {
  name: 'quality',
  what: 'nine quality rules with counts, rates and failing samples over a Parquet table, against the same checks in raw DuckDB SQL; at most 1.3 × as long',
  unit: 'rows',
  goals: { engine: 1 / 1.3 },
  matches: async function* (ground) {
    const folder = mkdtempSync(join(tmpdir(), 'yiwang-quality-'));
    ground.closing(() => rmSync(folder, { recursive: true, force: true }));
    const lake = new Lake(folder);
    mkdirSync(lake.folder, { recursive: true });
    const engine = await DuckDBInstance.create(':memory:', { memory_limit: '1GB', threads: String(Math.min(4, availableParallelism())) });
    const raw = await engine.connect();
    ground.closing(() => raw.closeSync());
    for (const rows of sizes[ground.scale]) {
      const path = join(lake.folder, `air-${rows}.parquet`);
      await lake.run(`copy (select n as _row, case when n % 1009 = 5 then null when n % 2003 = 9 then 'a1' else 'A' || lpad((n - (n % 997 = 1)::int)::varchar, 8, '0') end as code, 'S' || (n % 12) as station,
          case when n % 53 = 7 then null when n % 211 = 3 then -9 else (n * 37 % 1800) / 10.0 end as pm25, (n * 41 % 2600) / 10.0 as pm10,
          timestamptz '2026-01-01 00:00:00+08' + to_hours(n // 12) as began, timestamptz '2026-01-01 00:00:00+08' + to_hours(n // 12 + (n % 401 > 0)::int * 2 - 1) as ended
        from range(1, ${rows + 1}) t(n)) to '${path}' (format parquet, compression zstd)`);
      const checked = { from: fromFiles([path]), columns, rows, referred: () => '(select null::varchar as v where false)' };
      yield {
        label: `${rows.toLocaleString('en')} rows, ${rules.length} rules`,
        concurrency: 1,
        floors: [{ name: 'engine', run: async () => {
          for (const sql of byHand(path)) await raw.runAndReadAll(sql);
          return rows;
        } }],
        ours: { name: 'ours', run: async () => {
          const { results } = await checkQuality(lake, checked, rules);
          if (results.some((result) => result.rate === null) || results[0]!.passed === rows) throw new Error('a rule found nothing where there is something to find');
          return rows;
        } },
      };
    }
  },
};

export default quality;
