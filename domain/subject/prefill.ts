import type { TSchema } from 'typebox';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { findEnterprise } from './enterprises.ts';
import { findPerson } from './persons.ts';

/** A value taken from a registry, with where and as of when, as shown beside the field. */
export type Prefilled = { readonly value: unknown; readonly source: '人口库' | '法人库'; readonly asOf: Date };

/**
 * Values for the fields of a form that say `prefill` (`person.name`, `enterprise.uscc` …). A registry that has nothing, or
 * not this, simply fills in nothing: the person can always type.
 */
export async function prefillFor(db: Db, house: House, schema: TSchema, subjectId: string | null): Promise<Record<string, Prefilled>> {
  if (!subjectId) return {};
  const wanted = fieldsOf(schema).filter((field) => field.prefill);
  if (wanted.length === 0) return {};
  const enterprise = await findEnterprise(db, subjectId);
  const person = await findPerson(db, house, enterprise?.legalPerson ?? subjectId);
  const sources = { person: person && { row: person, source: '人口库' as const }, enterprise: enterprise && { row: enterprise, source: '法人库' as const } };
  const filled: Record<string, Prefilled> = {};
  for (const field of wanted) {
    const [from, name] = (field.prefill ?? '').split('.') as ['person' | 'enterprise', string];
    const found = sources[from];
    const value = found ? (found.row as Record<string, unknown>)[name] : null;
    if (found && value !== null && value !== undefined && value !== '') filled[field.name] = { value, source: found.source, asOf: found.row.updatedAt };
  }
  return filled;
}
