import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { fullCode, isWithin, regionPrefix } from '#domain/place/region.ts';

/** An organ of the city. `function` is what packs call it, e.g. 生态环境局. */
export type Organ = { readonly id: string; readonly name: string; readonly function: string; readonly region: string; readonly parent: string | null; readonly uscc: string; readonly phone: string | null };

type Register = { readonly byId: ReadonlyMap<string, Organ>; readonly byFunction: ReadonlyMap<string, readonly Organ[]> };
const held = new WeakMap<House, Register>();

/** Saves organs in the caller's transaction; known ones are brought up to date. Parents come before their children. */
export async function saveOrgans(tx: Db, organs: readonly Organ[], { demo }: { demo: boolean }): Promise<void> {
  await tx`
    insert into organs (id, name, function, region, parent, uscc, phone, demo)
    select id, name, function, region, parent, uscc, phone, ${demo} from jsonb_to_recordset(${tx.json(organs)}::jsonb) as row(id text, name text, function text, region text, parent text, uscc text, phone text)
    on conflict (id) do update set name = excluded.name, parent = excluded.parent, phone = excluded.phone`;
}

/** Reads all organs into memory: a few hundred that change a few times a year. */
export async function loadOrgans(house: House): Promise<Register> {
  const organs = await house.db<Organ[]>`select id, name, function, region, parent, uscc, phone from organs`;
  const register = { byId: new Map(organs.map((organ) => [organ.id, organ])), byFunction: Map.groupBy(organs, (organ) => organ.function) };
  held.set(house, register);
  return register;
}

const register = async (house: House) => held.get(house) ?? loadOrgans(house);

/** The organ with a function that is in charge at a place: the nearest one going up from it. Null when the city has none. */
export async function organFor(house: House, organFunction: string, region: string): Promise<Organ | null> {
  const candidates = (await register(house)).byFunction.get(organFunction) ?? [];
  const inCharge = candidates.filter((organ) => isWithin(region, organ.region));
  return inCharge.toSorted((a, b) => regionPrefix(b.region).length - regionPrefix(a.region).length)[0] ?? null;
}

/** One organ. Throws when a stored id is no longer in the register. */
export async function organById(house: House, id: string): Promise<Organ> {
  const organ = (await register(house)).byId.get(id);
  if (!organ) throw new Error(`No organ has the id ${id}.`);
  return organ;
}

/** Whether this city has an organ of this id. */
export const isOrgan = async (house: House, id: string): Promise<boolean> => (await register(house)).byId.has(id);

/** The name of an organ for people; its id while the register is not yet read. */
export const organName = (house: House, id: string): string => held.get(house)?.byId.get(id)?.name ?? id;

/** All organs, those of the city first. */
export async function allOrgans(house: House): Promise<Organ[]> {
  return [...(await register(house)).byId.values()].toSorted((a, b) => regionPrefix(a.region).length - regionPrefix(b.region).length || a.id.localeCompare(b.id));
}

/** The id of an organ by its region and function. */
export const organId = (region: string, organFunction: string): string => `${fullCode(region).slice(0, 6)}${regionPrefix(fullCode(region)).length > 6 ? fullCode(region).slice(6) : ''}-${organFunction}`;
