import { after } from 'node:test';
import { definitionsOf } from '#domain/pack.ts';
import { matterFloor } from '#domain/matter/floor.ts';
import { placeFloor } from '#domain/place/floor.ts';
import { forgetPlaces } from '#domain/place/places.ts';
import { saveRegions } from '#domain/place/store.ts';
import { proofFloor } from '#domain/proof/floor.ts';
import { defineRole } from '#domain/subject/define.ts';
import { subjectFloor } from '#domain/subject/floor.ts';
import { savePersons } from '#domain/subject/persons.ts';
import { loadOrgans, saveOrgans } from '#domain/subject/organs.ts';
import { newId } from '#kernel/database/id.ts';
import type { Declaration } from '#kernel/declare/declared.ts';
import type { Floor } from '#kernel/house.ts';
import type { Clock } from '#kernel/time/clock.ts';
import bicycle from '#test/packs/bicycle/pack.ts';
import { smallHouse, type Client, type SmallHouse } from './small-house.ts';

/** An invented town of two counties, its organs, a few people, and the bicycle pack. */
export type Town = SmallHouse & { readonly people: Readonly<Record<'citizen' | 'neighbour' | 'window' | 'decider' | 'police' | 'otherWindow' | 'watch', Client>>; readonly citizen: { id: string; name: string; idNumber: string } };

export const city = '999900000000';
export const east = '999901000000';
export const west = '999902000000';
const square = (x: number, y: number) => ({ type: 'Polygon' as const, coordinates: [[[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]]] });
const parents = { province: null, city: '990000000000', county: city } as const;
const region = (code: string, name: string, level: 'province' | 'city' | 'county', x: number, width = 1) => ({
  code, name, level, parent: parents[level], validFrom: null, validTo: null, replacedBy: null, urbanRural: null, centre: [x + 0.05, 21.05] as const,
  shape: width === 2 ? { type: 'Polygon' as const, coordinates: [[[110, 21], [110.2, 21], [110.2, 21.1], [110, 21.1], [110, 21]]] } : square(x, 21), shapeSource: '示意图形（测试）',
});
const clerkRole = defineRole({ key: 'town-clerk', title: '办事员', reach: 'organ', face: 'office', may: ['matter.read', 'matter.handle', 'proof.read', 'proof.revoke'] });

/** Starts the town, with the floors above the matters that a test needs as well; it ends with the test file. */
export async function bicycleTown(clock?: Clock, above: readonly Floor[] = [], declared: readonly Declaration[] = []): Promise<Town> {
  const small = await smallHouse({ floors: [placeFloor, subjectFloor, proofFloor, matterFloor, ...above], declared: [clerkRole, ...definitionsOf(bicycle), ...declared], ...(clock ? { clock } : {}) });
  after(() => small.stop());
  await prepare(small.house.db);
  forgetPlaces(small.house);
  await loadOrgans(small.house);
  const citizen = { id: newId(), name: '梁小海', idNumber: '999901199003070017' };
  await savePersons(small.house.db, small.house, [{ ...citizen, sex: '男', born: '1990-03-07', phone: '13800000000', address: null, region: east }]);
  const official = (username: string, organ: string, posts: string[]) => small.as({ username, kind: 'official', name: username, organ, region: east, posts, roles: ['town-clerk'] });
  const people = {
    citizen: await small.as({ username: 'citizen', kind: 'citizen', name: citizen.name, subjectId: citizen.id, region: east }),
    neighbour: await small.as({ username: 'neighbour', kind: 'citizen', name: '邻居', region: east }),
    window: await official('window', '999901-交通运输局', ['窗口']),
    decider: await official('decider', '999901-交通运输局', ['审批']),
    police: await official('police', '999900-公安局', []),
    otherWindow: await official('other-window', '999902-交通运输局', ['窗口']),
    watch: await official('watch', '999900-政务服务数据管理局', []),
  };
  return { ...small, people, citizen };
}

async function prepare(db: Parameters<typeof saveRegions>[0]): Promise<void> {
  await saveRegions(db, [region('990000000000', '海省', 'province', 110, 2), region(city, '海澜市', 'city', 110, 2), region(east, '东城区', 'county', 110), region(west, '西城区', 'county', 110.1)], { source: '测试', asOf: '2026-01-01' });
  const organ = (code: string, name: string, fn: string, uscc: string) => ({ id: `${code.slice(0, 6)}-${fn}`, name, function: fn, region: code, parent: null, uscc, phone: null });
  await saveOrgans(db, [organ(city, '海澜市公安局', '公安局', '11999901000012343E'), organ(east, '东城区交通运输局', '交通运输局', '12999901400012342M'), organ(west, '西城区交通运输局', '交通运输局', '52999901MJ000123XM'), organ(city, '海澜市政务服务数据管理局', '政务服务数据管理局', '91999901MA0TE1T07L')], { demo: false });
}
