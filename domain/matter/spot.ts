import type { House } from '#kernel/house.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { dayOf } from '#kernel/time/day.ts';
import { mustPlace } from '#domain/place/locate.ts';
import { placesOf } from '#domain/place/places.ts';
import { organFor } from '#domain/subject/organs.ts';
import type { MatterType } from './define.ts';

type Point = readonly [number, number];
type Given = { readonly form: Record<string, unknown>; readonly region?: string; readonly point?: Point | null; readonly reader?: { readonly region: string | null } | null };

/**
 * Where a matter lies: its point if it has one, the finest division known (of the point, of the form, of the reader, else the
 * city), and the organ that stands for it while it is the applicant's turn. Refuses a point outside the city.
 */
export async function spotOf(house: House, type: MatterType, given: Given): Promise<{ region: string; point: Point | null; organ: string }> {
  const point = given.point ?? (valueOf(type, given.form, 'point') as Point | null);
  const at = point ? (await mustPlace(house, point, '/point')).region.code : null;
  const region = given.region ?? at ?? (valueOf(type, given.form, 'region') as string | null) ?? given.reader?.region ?? (await cityRegion(house));
  const organ = type.guide ? await organFor(house, type.guide.organ, region) : null;
  return { region, point, organ: organ?.id ?? 'city' };
}

/** The division code of the city itself. */
export async function cityRegion(house: House): Promise<string> {
  const { tree } = await placesOf(house);
  const city = tree.list({ level: 'city', on: dayOf(house.clock.now()) })[0];
  if (!city) throw new Error('The city has no division of its own; its places were not loaded.');
  return city.code;
}

function valueOf(type: MatterType, form: Record<string, unknown>, kind: 'point' | 'region'): unknown {
  const field = fieldsOf(type.form).find((each) => each.kind === kind && form[each.name] !== undefined);
  return field ? form[field.name] : null;
}
