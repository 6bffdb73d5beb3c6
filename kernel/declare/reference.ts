import type { TSchema } from 'typebox';
import { fieldsOf } from '../schema/fields.ts';

/** A declared text as a reference page shows it: the Chinese and, where there is one, its English. */
export type Say = (chinese: string) => string;

/** A Markdown table; nothing at all without rows. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ') || '—';
  return [`| ${heads.join(' | ')} |`, `|${'---|'.repeat(heads.length)}`, ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`), ''];
}

/** The fields of a form, a face or a dataset. */
export const fieldTable = (schema: TSchema, say: Say): string[] => table(['字段 field', '名称 title', '类型 kind', '必填 needed', '分级 class'], fieldsOf(schema).map((field) => [
  `\`${field.name}\``, `${say(field.title)}${field.hint ? `<br>${say(field.hint)}` : ''}`, `${field.kind}${field.unit ? `（${field.unit}）` : ''}${labelsOf(field.labels, say)}`, `${field.required ? '是' : '否'}${whenOf(field.schema)}`, field.class ?? 'public',
]));

const labelsOf = (labels: Readonly<Record<string, string>>, say: Say): string => Object.entries(labels).map(([code, label]) => `<br>\`${code}\` ${say(label)}`).join('');

/** For which answers a field is asked. */
function whenOf(field: object): string {
  const when = (field as { 'x-when'?: Readonly<Record<string, readonly string[]>> })['x-when'] ?? {};
  return Object.entries(when).map(([question, options]) => `<br>当 \`${question}\` = ${options.map((option) => `\`${option}\``).join('、')}`).join('');
}
