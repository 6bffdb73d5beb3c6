import type { House } from '#kernel/house.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { matterTypes, type MatterType } from '#domain/matter/define.ts';
import { refuse } from './errors.ts';

/** One Open311 service: a class of a matter type that takes reports. */
export type Service = { readonly code: string; readonly name: string; readonly type: MatterType; readonly class: string };

/** Every class of every public matter type that declares where reports put what they bring. Codes read `<type>.<class>`. */
export const servicesOf = (house: House): Service[] =>
  house.declared.all(matterTypes).flatMap((type) => {
    const field = fieldsOf(type.form).find((each) => each.name === type.report?.class);
    return type.public && field ? Object.entries(field.labels).map(([key, name]) => ({ code: `${type.key}.${key}`, name, type, class: key })) : [];
  });

/** A service by its code; refuses one that is not in the list. */
export function serviceOf(house: House, code: string): Service {
  const service = servicesOf(house).find((each) => each.code === code);
  if (!service) throw refuse('OPEN311_SERVICE', { code });
  return service;
}
