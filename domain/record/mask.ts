import { masks } from '#domain/subject/identifiers/mask.ts';
import { coverNumbers } from '#domain/subject/identifiers/cover.ts';
import type { Column } from './column.ts';
import type { LakeValue } from './lake/lake.ts';

export const hidden = '***';

/** A value as those see it who have no basis to see it whole. The mask is the column's; a sensitive column without one is hidden. */
export function maskValue(column: Pick<Column, 'type' | 'class' | 'mask'>, value: LakeValue): LakeValue {
  if (value === null || value === '') return value;
  if (column.mask === 'hide') return hidden;
  if (column.mask !== 'none') return masks[column.mask](String(value), 'public');
  if (column.class === 'personal' || column.class === 'sensitive') return hidden;
  return (column.type === 'text' || column.type === 'code') && typeof value === 'string' ? coverNumbers(value) : value;
}

/** A row masked column by column; columns that are revealed stay whole. */
export function maskRow(columns: readonly Pick<Column, 'name' | 'type' | 'class' | 'mask'>[], row: Readonly<Record<string, LakeValue>>, revealed: ReadonlySet<string> = new Set()): Record<string, LakeValue> {
  return Object.fromEntries(columns.map((column) => [column.name, revealed.has(column.name) ? (row[column.name] ?? null) : maskValue(column, row[column.name] ?? null)]));
}

/** The columns a reader without basis sees masked. */
export const maskedNames = (columns: readonly Column[], revealed: ReadonlySet<string> = new Set()): string[] =>
  columns.filter((column) => !revealed.has(column.name) && (column.mask !== 'none' || column.class === 'personal' || column.class === 'sensitive')).map((column) => column.name);
