import type { Field } from '#kernel/schema/fields.ts';

/** A face element as it is printed and signed: codes as their words, amounts with their unit, lists joined. */
export function faceWords(field: Pick<Field, 'kind' | 'labels' | 'unit'>, value: unknown): string {
  if (value === undefined || value === null || value === '') return '—';
  if (Array.isArray(value)) return value.map((each) => field.labels[String(each)] ?? String(each)).join('、');
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (field.kind === 'money' && typeof value === 'number') return `${(value / 100).toFixed(2)} 元`;
  const words = field.labels[String(value)] ?? String(value);
  return field.unit ? `${words} ${field.unit}` : words;
}
