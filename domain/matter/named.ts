import type { TSchema } from 'typebox';
import { refuse } from '#kernel/errors/common.ts';
import type { FieldFault } from '#kernel/errors/refusal.ts';
import type { House } from '#kernel/house.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { placesOf } from '#domain/place/places.ts';
import { isOrgan } from '#domain/subject/organs.ts';

/**
 * Refuses organs and divisions this city does not have, wherever a form or an act names one. A case sent to nobody would be
 * nobody's: out of every queue, and its clock running. `at` is the JSON pointer of the values.
 */
export async function mustBeInCity(house: House, schema: TSchema, values: Record<string, unknown>, at: string): Promise<void> {
  const faults: FieldFault[] = [];
  for (const { name, kind, title } of fieldsOf(schema)) {
    const value = values[name];
    if (typeof value !== 'string') continue;
    if (kind === 'organ' && !(await isOrgan(house, value))) faults.push({ pointer: `${at}/${name}`, zh: `“${title}”不是本市的单位，请从单位列表中选择`, en: `“${title}” is no organ of this city; choose one from the list` });
    if (kind === 'region' && !(await placesOf(house)).tree.find(value)) faults.push({ pointer: `${at}/${name}`, zh: `“${title}”不是本市的区划，请从列表中选择`, en: `“${title}” is no division of this city; choose one from the list` });
  }
  if (faults.length > 0) throw refuse('INPUT_INVALID', { count: faults.length }, faults);
}
