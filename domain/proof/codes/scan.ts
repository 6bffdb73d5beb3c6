import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { bearerOf, kindOf, shownOf } from './bearer.ts';
import { scenes, type Scene } from '../define-scene.ts';
import { refuse } from './errors.ts';
import type { Point } from './points.ts';
import { codeSeconds } from './show.ts';
import { codeKey, hashOfCode, readCode } from './token.ts';

type Known = { readonly subjectId: string; readonly scene: string | null; readonly expiresAt: Date; readonly usedAt: Date | null };
export type Scan = { readonly scene: string; readonly shows: readonly { readonly title: string; readonly value: string }[]; readonly at: Date };

/**
 * Takes a code at a point and answers what its scene may see. The code is used up with the same commit; changed, replayed,
 * expired and foreign ones are refused, as are scenes its holder has switched off. The audit log says nothing of it: who was
 * where is written only where it is erased after days (docs/decisions/0021-codes-leave-no-trail.md).
 */
export async function scanCode(tx: Db, house: House, point: Point, code: string): Promise<Scan | 'stopped'> {
  const scene = house.declared.get(scenes, point.scene);
  const known = await mustKnow(tx, house, code);
  const now = house.clock.now();
  if (known.usedAt) throw refuse('CODE_USED');
  if (known.expiresAt <= now) throw refuse('CODE_EXPIRED', { seconds: codeSeconds });
  mustSuit(house, known, scene, await kindOf(tx, known.subjectId));
  await tx`update codes set used_at = ${now}, used_point = ${point.id} where hash = ${hashOfCode(code)}`;
  const stopped = (await tx`select from code_stops where subject_id = ${known.subjectId} and scene = ${scene.key}`).length > 0;
  const shows = stopped ? [] : shownOf(scene, await bearerOf(tx, house, known.subjectId, scene)).map(({ title, value }) => ({ title, value }));
  await note(tx, { subjectId: known.subjectId, scene, point, shown: shows.map(({ title }) => title), outcome: stopped ? 'stopped' : 'shown', at: now, offline: false });
  return stopped ? 'stopped' : { scene: scene.key, shows, at: now };
}

/** A code a device took without network. */
export type LateScan = { readonly code: string; readonly at: Date };
export type LateOutcome = 'taken' | 'twice' | 'unknown' | 'not-in-time';

/** Takes down what a device did without network: each code once; used before, it is marked for the holder to see. */
export async function takeLate(tx: Db, house: House, point: Point, late: readonly LateScan[]): Promise<LateOutcome[]> {
  const scene = house.declared.get(scenes, point.scene);
  const { publicKey } = await house.crypto.signer(codeKey);
  const outcomes: LateOutcome[] = [];
  for (const { code, at } of late) {
    const facts = readCode(code, publicKey);
    const seconds = at.getTime() / 1000;
    if (!facts || facts.s !== scene.key) outcomes.push('unknown');
    else if (seconds < facts.t - clockSlack || seconds > facts.u + clockSlack || at > house.clock.now()) outcomes.push('not-in-time');
    else outcomes.push(await takeOne(tx, point, scene, code, at));
  }
  return outcomes;
}

/** Seconds the clock of a device may be off. */
const clockSlack = 30;

async function takeOne(tx: Db, point: Point, scene: Scene, code: string, at: Date): Promise<LateOutcome> {
  const known = await find(tx, code);
  if (!known) return 'unknown';
  const twice = known.usedAt !== null;
  if (!twice) await tx`update codes set used_at = ${at}, used_point = ${point.id} where hash = ${hashOfCode(code)}`;
  await note(tx, { subjectId: known.subjectId, scene, point, shown: scene.shows.filter(({ offline }) => offline).map(({ title }) => title), outcome: twice ? 'twice' : 'shown', at, offline: true });
  return twice ? 'twice' : 'taken';
}

/** Locked until the commit: of two scans at once one finds it used. */
async function find(tx: Db, code: string): Promise<Known | undefined> {
  const [known] = await tx<Known[]>`select subject_id as "subjectId", scene, expires_at as "expiresAt", used_at as "usedAt" from codes where hash = ${hashOfCode(code)} for update`;
  return known;
}

async function mustKnow(tx: Db, house: House, code: string): Promise<Known> {
  const known = await find(tx, code);
  if (known) return known;
  // Swept already, or never ours: its own signature tells which.
  if (readCode(code, (await house.crypto.signer(codeKey)).publicKey)) throw refuse('CODE_EXPIRED', { seconds: codeSeconds });
  throw refuse('CODE_UNKNOWN');
}

function mustSuit(house: House, known: Known, scene: Scene, kind: Scene['holder'] | null): void {
  if (known.scene !== null && known.scene !== scene.key) throw refuse('CODE_OTHER_SCENE', { scene: house.declared.find(scenes, known.scene)?.title ?? known.scene });
  if (kind !== scene.holder) throw refuse(scene.holder === 'person' ? 'CODE_OF_ENTERPRISE' : 'CODE_OF_RESIDENT', { scene: scene.title });
}

const note = (tx: Db, { subjectId, scene, point, shown, outcome, at, offline }: { subjectId: string; scene: Scene; point: Point; shown: readonly string[]; outcome: 'shown' | 'stopped' | 'twice'; at: Date; offline: boolean }) => tx`
  insert into code_scans (id, subject_id, scene, point, shown, outcome, offline, at, erase_at)
  values (${newId(at)}, ${subjectId}, ${scene.key}, ${point.id}, ${[...shown]}::text[], ${outcome}, ${offline}, ${at}, ${new Date(at.getTime() + scene.keepDays * 86_400_000)})`;
