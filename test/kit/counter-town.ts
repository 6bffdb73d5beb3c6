import { after } from 'node:test';
import type { Declaration } from '#kernel/declare/declared.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { Floor } from '#kernel/house.ts';
import type { Clock } from '#kernel/time/clock.ts';
import { placeFloor } from '#domain/place/floor.ts';
import { forgetPlaces } from '#domain/place/places.ts';
import type { Level, Region } from '#domain/place/region.ts';
import { saveRegions } from '#domain/place/store.ts';
import { defineRole } from '#domain/subject/define.ts';
import { subjectFloor } from '#domain/subject/floor.ts';
import { loadOrgans, saveOrgans } from '#domain/subject/organs.ts';
import { thingFloor } from '#domain/thing/floor.ts';
import { bikeCounter } from '#test/packs/bicycle/counter.ts';
import { smallHouse, type Client, type SmallHouse } from './small-house.ts';

const keeperRole = defineRole({ key: 'counter-keeper', title: '计数器管理员', may: ['thing.read', 'thing.manage', 'signal.read', 'signal.manage', 'signal.report', 'matter.read'], reach: 'city', face: 'office' });
const readerRole = defineRole({ key: 'counter-reader', title: '计数器查看人', may: ['thing.read', 'signal.read'], reach: 'region', face: 'office' });
const gatewayRole = defineRole({ key: 'counter-gateway', title: '计数器网关', may: ['thing.report'], reach: 'city', face: 'hub' });

const wardenRole = defineRole({ key: 'bike-warden', title: '骑行值班员', may: ['matter.read', 'matter.handle'], reach: 'organ', face: 'office' });

const square = (lon: number, lat: number, side: number) => ({ type: 'Polygon' as const, coordinates: [[[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]] });
const region = (code: string, name: string, level: Level, parent: string | null, shape: Region['shape']): Region =>
  ({ code, name, level, parent, validFrom: null, validTo: null, replacedBy: null, urbanRural: null, centre: null, shape, shapeSource: shape ? '示意图形' : null });

/** A square city of two counties (county west 999901, county east 999902), each with one town; code 9999 is not assigned to anybody. */
async function buildTown(db: Db): Promise<void> {
  await saveRegions(db, [
    region('990000000000', '试验省', 'province', null, null),
    region('999900000000', '试验市', 'city', '990000000000', square(110, 21, 2)),
    region('999901000000', '西区', 'county', '999900000000', square(110, 21, 1)),
    region('999902000000', '东区', 'county', '999900000000', square(111, 21, 1)),
    region('999901101000', '西镇', 'town', '999901000000', square(110, 21, 0.5)),
    region('999902101000', '东镇', 'town', '999902000000', square(111, 21, 0.5)),
  ], { source: '试验', asOf: '2026-01-01' });
  await saveOrgans(db, [
    { id: '999900-自行车局', name: '试验市自行车局', function: '自行车局', region: '999900000000', parent: null, uscc: 'T1', phone: null },
    { id: '999902-自行车局', name: '东区自行车局', function: '自行车局', region: '999902000000', parent: null, uscc: 'T2', phone: null },
  ], { demo: false });
}

/** A house that senses, with people who keep, see and feed its counters. */
export type CounterTown = SmallHouse & { readonly people: Readonly<Record<'keeper' | 'viewer' | 'eastViewer' | 'gateway' | 'warden' | 'eastWarden', Client>> };

export const west: readonly [number, number] = [110.2, 21.2];
export const east: readonly [number, number] = [111.2, 21.2];

/** Starts the town; it ends with the test file. Further floors and definitions stand above the things. */
export async function counterTown({ floors = [], declared = [], clock, jobs = true, env = {} }: { floors?: readonly Floor[]; declared?: readonly Declaration[]; clock?: Clock; jobs?: boolean; env?: Record<string, string> } = {}): Promise<CounterTown> {
  const small = await smallHouse({ floors: [placeFloor, subjectFloor, thingFloor, ...floors], declared: [keeperRole, readerRole, gatewayRole, wardenRole, bikeCounter, ...declared], jobs, env, ...(clock ? { clock } : {}) });
  after(() => small.stop());
  await buildTown(small.house.db);
  forgetPlaces(small.house);
  await loadOrgans(small.house);
  const official = (username: string, region: string, roles: string[]) => small.as({ username, kind: 'official', name: username, organ: '999900-自行车局', region, roles });
  const people = {
    keeper: await official('keeper', '999900000000', ['counter-keeper']),
    viewer: await official('viewer', '999900000000', ['counter-reader']),
    eastViewer: await official('east-viewer', '999902000000', ['counter-reader']),
    gateway: await small.as({ username: 'gateway', kind: 'service', name: '网关', region: '999900000000', roles: ['counter-gateway'] }),
    warden: await small.as({ username: 'warden', kind: 'official', name: '市值班员', organ: '999900-自行车局', region: '999900000000', roles: ['bike-warden'] }),
    eastWarden: await small.as({ username: 'east-warden', kind: 'official', name: '东区值班员', organ: '999902-自行车局', region: '999902000000', roles: ['bike-warden'] }),
  };
  return { ...small, people };
}
