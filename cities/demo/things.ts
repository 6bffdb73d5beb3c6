import { fileURLToPath } from 'node:url';
import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { dayOf } from '#kernel/time/day.ts';
import { seededPick } from '#domain/subject/identifiers/generate.ts';
import { thingTypes } from '#domain/thing/define.ts';
import type { City } from '../city.ts';
import { inventForm } from './forms.ts';
import type { Growth } from './grow.ts';
import { layOrgans } from './organs-at.ts';

/** Sets of facts invented for each type of thing. */
const variants = 8;

/** Prepares the kinds of devices in a temporary table and answers how they grow; null when the packs declare no things. */
export async function thingGrowth(hands: readonly Db[], house: House, city: City, wanted: number, spots: number): Promise<Growth | null> {
  const types = house.declared.all(thingTypes);
  if (types.length === 0) return null;
  const pick = seededPick(`${city.key} things`);
  const day = dayOf(house.clock.now());
  const rows = types.flatMap((type) => Array.from({ length: variants }, () => ({ type: type.key, title: type.title, owner: type.owner, quantities: Object.keys(type.reports), facts: inventForm(type.facts, pick, day, city.words).form })))
    .map((row, index) => ({ ...row, row: index }));
  for (const hand of hands) {
    await layOrgans(hand, city, types.map(({ owner }) => owner));
    await hand`drop table if exists demo_things`;
    await hand`create temporary table demo_things as select * from jsonb_to_recordset(${hand.json(rows as never)}::jsonb) as row(row int, type text, title text, owner text, quantities text[], facts jsonb)`;
  }
  return { name: 'things', title: '设备', wanted, file: fileURLToPath(new URL('things.sql', import.meta.url)), values: [rows.length, spots] };
}
