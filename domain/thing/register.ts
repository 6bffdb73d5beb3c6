import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { checked } from '#kernel/schema/check.ts';
import { mustPlace } from '#domain/place/locate.ts';
import { placesOf } from '#domain/place/places.ts';
import { organFor } from '#domain/subject/organs.ts';
import { mustMay, type Reader } from '#domain/subject/reader.ts';
import { thingTypes, type ThingType } from './define.ts';
import { refuse } from './errors.ts';
import { hashOfKey, newDeviceKey } from './key.ts';
import { addStreams } from './known.ts';
import { findThing, thingColumns, type Thing } from './thing.ts';

/** What registering a thing asks for. Organ and region are found from type and point when left out. */
export type NewThing = {
  readonly type: string;
  readonly code: string;
  readonly name: string;
  readonly point?: readonly [number, number] | null | undefined;
  readonly region?: string | undefined;
  readonly organ?: string | undefined;
  readonly properties?: Record<string, unknown> | undefined;
};
export type Caller = { readonly accountId: string | null; readonly traceId: string; readonly address: string | null };

/** Registers a thing and gives out its key, once. Refuses unknown types, used codes, places outside the city and facts that do not fit. */
export async function registerThing(tx: Db, house: House, reader: Reader, given: NewThing, caller: Caller): Promise<{ thing: Thing; key: string }> {
  const type = typeNamed(house, given.type);
  const spot = await spotOf(house, type, given);
  mustMay(reader, 'thing.manage', spot);
  const properties = checked<Record<string, unknown>>(type.facts, given.properties ?? {}, '/properties');
  const key = newDeviceKey();
  const [thing] = await tx<Thing[]>`
    insert into things (id, type, code, name, organ, region, lon, lat, secret_hash, properties, heard_until, registered_at)
    values (${newId(house.clock.now())}, ${type.key}, ${given.code}, ${given.name}, ${spot.organ}, ${spot.region}, ${spot.point?.[0] ?? null}, ${spot.point?.[1] ?? null},
      ${hashOfKey(key)}, ${tx.json(properties as never)}, ${house.clock.now()}, ${house.clock.now()})
    on conflict (code) do nothing returning ${tx.unsafe(thingColumns)}`;
  if (!thing) throw refuse('THING_CODE_TAKEN', { code: given.code, name: (await findThing(tx, given.code))?.name ?? given.code });
  await addStreams(tx, thing.id, Object.keys(type.reports));
  await told(tx, 'thing.registered', thing, caller, { type: type.key, code: thing.code });
  return { thing, key };
}

/** What may be changed of a thing. */
export type ThingChange = { readonly name?: string; readonly point?: readonly [number, number] | null; readonly organ?: string; readonly properties?: Record<string, unknown>; readonly state?: 'working' | 'stopped' };

/** Changes a thing that is not retired. The caller has checked its version. */
export async function changeThing(tx: Db, house: House, reader: Reader, thing: Thing, change: ThingChange, caller: Caller): Promise<Thing> {
  mustBeInUse(thing);
  const type = typeNamed(house, thing.type);
  const point = change.point === undefined ? pointOf(thing) : change.point;
  const spot = await spotOf(house, type, { region: thing.region, point, organ: change.organ ?? thing.organ });
  mustMay(reader, 'thing.manage', spot);
  const properties = change.properties ? checked<Record<string, unknown>>(type.facts, change.properties, '/properties') : thing.properties;
  const state = change.state ?? thing.state;
  const [changed] = await tx<Thing[]>`
    update things set name = ${change.name ?? thing.name}, organ = ${spot.organ}, region = ${spot.region}, lon = ${point?.[0] ?? null}, lat = ${point?.[1] ?? null},
      properties = ${tx.json(properties as never)}, state = ${state}, silent_since = case when ${state} = 'silent' then silent_since end, version = version + 1,
      heard_until = case when ${state} = state then heard_until else ${house.clock.now()} end
    where id = ${thing.id} and version = ${thing.version} returning ${tx.unsafe(thingColumns)}`;
  if (!changed) throw refuse('THING_NOT_FOUND', { code: thing.code });
  await told(tx, 'thing.changed', changed, caller, { type: thing.type, changed: Object.keys(change) });
  return changed;
}

/** Takes a thing out of use for good. Its readings stay; its code is not given again. */
export async function retireThing(tx: Db, house: House, thing: Thing, reason: string, caller: Caller): Promise<Thing> {
  mustBeInUse(thing);
  const [retired] = await tx<Thing[]>`
    update things set state = 'retired', retired_at = ${house.clock.now()}, silent_since = null, version = version + 1 where id = ${thing.id} returning ${tx.unsafe(thingColumns)}`;
  if (!retired) throw refuse('THING_NOT_FOUND', { code: thing.code });
  await told(tx, 'thing.retired', retired, caller, { code: thing.code, reason });
  return retired;
}

/** Gives out a new key; the old one is worth nothing from the commit on. */
export async function renewKey(tx: Db, thing: Thing, caller: Caller): Promise<string> {
  mustBeInUse(thing);
  const key = newDeviceKey();
  await tx`update things set secret_hash = ${hashOfKey(key)}, version = version + 1 where id = ${thing.id}`;
  await told(tx, 'thing.changed', thing, caller, { type: thing.type, changed: ['key'] });
  return key;
}

const pointOf = ({ lon, lat }: Thing): readonly [number, number] | null => (lon === null || lat === null ? null : [lon, lat]);

function mustBeInUse(thing: Thing): void {
  if (thing.retiredAt) throw refuse('THING_RETIRED', { code: thing.code, when: thing.retiredAt.toISOString() });
}

/** The declared type of this key. Refuses (THING_TYPE_UNKNOWN) others, naming the known ones. */
export function typeNamed(house: House, key: string): ThingType {
  const type = house.declared.find(thingTypes, key);
  if (!type) throw refuse('THING_TYPE_UNKNOWN', { type: key, known: house.declared.all(thingTypes).map((each) => each.key).join('、') });
  return type;
}

/** Where a thing stands and whose it is: the narrowest division of its point, the nearest organ with the owner's function. */
async function spotOf(house: House, type: ThingType, given: Pick<NewThing, 'point' | 'region' | 'organ'>): Promise<{ region: string; point: readonly [number, number] | null; organ: string }> {
  const point = given.point ?? null;
  const region = point ? (await mustPlace(house, [point[0], point[1]], '/point')).region.code : await mustKnow(house, given.region);
  const organ = given.organ ?? (await organFor(house, type.owner, region))?.id;
  if (organ === undefined) throw refuse('THING_HAS_NO_OWNER', { function: type.owner, region });
  return { region, point, organ };
}

async function mustKnow(house: House, code: string | undefined): Promise<string> {
  if (code !== undefined && (await placesOf(house)).tree.find(code)) return code;
  const pointer = code === undefined ? '/point' : '/region';
  throw refuseCommon('INPUT_INVALID', { count: 1 }, [{ pointer, zh: code === undefined ? '请给出位置 point 或区划 region' : `区划代码 ${code} 不在本市`, en: code === undefined ? 'Give a point or a region' : `The division ${code} is not in this city` }]);
}

async function told(tx: Db, topic: string, thing: Thing, { accountId, traceId, address }: Caller, payload: Record<string, unknown>): Promise<void> {
  await emit(tx, { topic, about: thing.id, traceId, organ: thing.organ, region: thing.region, payload });
  await audit(tx, { accountId, act: topic, object: 'thing', objectId: thing.id, traceId, address, detail: payload });
}
