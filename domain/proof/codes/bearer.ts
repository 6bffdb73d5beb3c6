import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { dayOf, partsOf, type Day } from '#kernel/time/day.ts';
import { placesOf } from '#domain/place/places.ts';
import { findEnterprise } from '#domain/subject/enterprises.ts';
import { maskCitizenId, maskName } from '#domain/subject/identifiers/mask.ts';
import { findPerson } from '#domain/subject/persons.ts';
import type { ProofType } from '../define.ts';
import { heldProof } from '../read.ts';
import type { Bearer, Scene } from '../define-scene.ts';
import { refuse } from './errors.ts';

/** What kind of holder a subject is; null when no registry has it. */
export async function kindOf(db: Db, subjectId: string): Promise<Bearer['kind'] | null> {
  const [row] = await db<{ kind: Bearer['kind'] }[]>`select 'person' as kind from persons where id = ${subjectId} union all select 'enterprise' from enterprises where id = ${subjectId} limit 1`;
  return row?.kind ?? null;
}

/** The holder as one scene may look at them: only the licences this scene reads are looked up. */
export async function bearerOf(db: Db, house: House, subjectId: string, scene: Scene): Promise<Bearer> {
  const today = dayOf(house.clock.now());
  const held = new Map<ProofType, ReturnType<Bearer['holds']>>();
  for (const type of scene.reads) {
    const proof = await heldProof(db, house, subjectId, type);
    held.set(type, proof && { number: proof.number, validUntil: proof.validUntil });
  }
  const { tree } = await placesOf(house);
  const county = (region: string) => tree.all.find(({ code }) => code === `${region.slice(0, 6)}000000`)?.name ?? region;
  const holds: Bearer['holds'] = (type) => held.get(type) ?? null;
  if (scene.holder === 'enterprise') {
    const enterprise = await findEnterprise(db, subjectId);
    if (!enterprise) throw refuse('CODE_SUBJECT_MISSING');
    return { kind: 'enterprise', name: enterprise.name, maskedName: enterprise.name, code: enterprise.uscc, maskedCode: enterprise.uscc, age: null, county: county(enterprise.region), today, holds };
  }
  const person = await findPerson(db, house, subjectId);
  if (!person) throw refuse('CODE_SUBJECT_MISSING');
  return { kind: 'person', name: person.name, maskedName: maskName(person.name), code: person.idNumber, maskedCode: maskCitizenId(person.idNumber), age: fullYears(person.born, today), county: county(person.region), today, holds };
}

function fullYears(born: Day, today: Day): number {
  const [[year, month, date], [nowYear, nowMonth, nowDate]] = [partsOf(born), partsOf(today)];
  return nowYear - year - (nowMonth < month || (nowMonth === month && nowDate < date) ? 1 : 0);
}

/** What the scene is shown of the holder, in its own order; nothing else of them. */
export const shownOf = (scene: Scene, bearer: Bearer): { title: string; value: string; offline: boolean }[] =>
  scene.shows.flatMap(({ title, say, offline = false }) => {
    const value = say(bearer);
    return value === null ? [] : [{ title, value, offline }];
  });
