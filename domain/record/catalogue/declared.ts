import type { House } from '#kernel/house.ts';
import { newId } from '#kernel/database/id.ts';
import { allOrgans } from '#domain/subject/organs.ts';
import { columnsOf, type Column } from '../column.ts';
import { recordTypes, type RecordType } from '../define.ts';
import type { Step } from '../mapping/step.ts';
import { withKeys } from '../quality/rule.ts';
import { indexDataset } from './search.ts';

/**
 * Brings the catalogue's entries of declared datasets up to date with their packs. An entry is made once, as a draft of the organ
 * in charge; while it is a draft it follows its declaration, afterwards it is its owner's. Organs a city lacks declare nothing.
 */
export async function syncDeclared(house: House): Promise<void> {
  const declared = house.declared.all(recordTypes);
  if (declared.length === 0) return;
  const organs = await allOrgans(house);
  for (const record of declared) {
    const organ = organs.find((each) => each.function === record.owner);
    if (!organ) continue;
    await house.db.begin(async (tx) => {
      const row = rowOf(record);
      const stored = { ...row, columns: tx.json(row.columns as never), rules: tx.json(row.rules as never) };
      const [made] = await tx<{ id: string }[]>`
        insert into datasets ${tx({ ...stored, id: newId(), organ: organ.id, region: organ.region } as never)}
        on conflict (key) do update set ${tx(stored as never)} where datasets.status = 'draft' and datasets.current is null returning id`;
      if (made) await indexDataset(tx, made.id);
    });
  }
}

function rowOf(record: RecordType) {
  return {
    key: record.key, title: record.title, summary: record.summary, category: record.category, duty: record.duty, source: record.source,
    grade: record.grade.grade, level: record.grade.level, grade_basis: record.grade.basis ?? null,
    sharing: record.sharing.type, sharing_condition: record.sharing.type === 'conditional' ? record.sharing.condition : null, sharing_basis: record.sharing.type === 'none' ? record.sharing.basis : null,
    opening: record.opening.type, opening_condition: record.opening.type === 'conditional' ? record.opening.condition : null,
    cycle: record.cycle, keep_days: record.keepDays ?? null, subject_column: record.subject ?? null, columns: columnsOf(record.columns), rules: withKeys(record.rules),
  };
}

/** The steps that turn an uploaded table into a declared dataset: headings may be names or titles, other columns are left out. Null when a column is lacking. */
export function declaredSteps(columns: readonly Column[], headings: readonly string[]): Step[] | null {
  const found = columns.map((column) => ({ column, heading: headings.find((heading) => heading === column.name) ?? headings.find((heading) => heading === column.title) }));
  if (found.some(({ heading }) => heading === undefined)) return null;
  const used = new Set(found.map(({ heading }) => heading));
  const others = headings.filter((heading) => !used.has(heading));
  return [
    ...(others.length > 0 ? [{ kind: 'drop' as const, columns: others }] : []),
    ...found.flatMap(({ column, heading }): Step[] => [
      ...(heading === column.name ? [] : [{ kind: 'rename' as const, column: heading!, to: column.name }]),
      { kind: 'convert', column: column.name, type: column.type, onFault: 'refuse' },
    ]),
  ];
}
