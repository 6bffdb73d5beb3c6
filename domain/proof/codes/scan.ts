import { setImmediate as endOfTurn } from 'node:timers/promises';
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
const knownColumns = 'subject_id as "subjectId", scene, expires_at as "expiresAt", used_at as "usedAt"';
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
  await note(tx, scene, point, [{ subjectId: known.subjectId, shown: shows.map(({ title }) => title), outcome: stopped ? 'stopped' : 'shown', at: now, offline: false }]);
  return stopped ? 'stopped' : { scene: scene.key, shows, at: now };
}

/** A code a device took without network. */
export type LateScan = { readonly code: string; readonly at: Date };
export type LateOutcome = 'taken' | 'twice' | 'unknown' | 'not-in-time';

/**
 * Takes down what a device did without network: each code once; used before, it is marked for the holder to see. Signatures are
 * checked a few at a time, so that a long report holds up nobody else; the register is asked and written once for all.
 */
export async function takeLate(tx: Db, house: House, point: Point, late: readonly LateScan[]): Promise<LateOutcome[]> {
  const scene = house.declared.get(scenes, point.scene);
  const signed = await signedOf(house, scene, late);
  const hashes = [...new Set(signed.filter(({ wrong }) => wrong === null).map(({ hash }) => hash))];
  // In one order, so that two reports of the same codes do not wait for each other.
  const known = new Map((await tx<(Known & { hash: string })[]>`select hash, ${tx.unsafe(knownColumns)} from codes where hash = any(${hashes}) order by hash for update`).map((row) => [row.hash, row]));
  const firstUse = new Map<string, Date>();
  const noted: Noted[] = [];
  const shown = scene.shows.filter(({ offline }) => offline).map(({ title }) => title);
  const outcomes = signed.map(({ hash, at, wrong }): LateOutcome => {
    const code = known.get(hash);
    if (wrong !== null || !code) return wrong ?? 'unknown';
    const twice = code.usedAt !== null || firstUse.has(hash);
    if (!twice) firstUse.set(hash, at);
    noted.push({ subjectId: code.subjectId, outcome: twice ? 'twice' : 'shown', shown, at, offline: true });
    return twice ? 'twice' : 'taken';
  });
  await tx`update codes set used_at = used.at, used_point = ${point.id} from unnest(${[...firstUse.keys()]}::text[], ${[...firstUse.values()].map((at) => at.toISOString())}::text[]::timestamptz[]) as used(hash, at) where codes.hash = used.hash`;
  await note(tx, scene, point, noted);
  return outcomes;
}

/** Seconds the clock of a device may be off. */
const clockSlack = 30;
/** Signatures checked before others get their turn; one takes some four milliseconds. */
const atATime = 8;

async function signedOf(house: House, scene: Scene, late: readonly LateScan[]): Promise<{ hash: string; at: Date; wrong: LateOutcome | null }[]> {
  const { publicKey } = await house.crypto.signer(codeKey);
  const checked: { hash: string; at: Date; wrong: LateOutcome | null }[] = [];
  for (const [index, { code, at }] of late.entries()) {
    if (index % atATime === atATime - 1) await endOfTurn();
    const facts = readCode(code, publicKey);
    const seconds = at.getTime() / 1000;
    const inTime = facts && seconds >= facts.t - clockSlack && seconds <= facts.u + clockSlack && at <= house.clock.now();
    checked.push({ hash: hashOfCode(code), at, wrong: !facts || facts.s !== scene.key ? 'unknown' : inTime ? null : 'not-in-time' });
  }
  return checked;
}

/** Locked until the commit: of two scans at once one finds it used. */
async function find(tx: Db, code: string): Promise<Known | undefined> {
  const [known] = await tx<Known[]>`select ${tx.unsafe(knownColumns)} from codes where hash = ${hashOfCode(code)} for update`;
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

type Noted = { readonly subjectId: string; readonly shown: readonly string[]; readonly outcome: 'shown' | 'stopped' | 'twice'; readonly at: Date; readonly offline: boolean };

/** Writes down for the holders what a scene did at a point; one statement for any number. */
async function note(tx: Db, scene: Scene, point: Point, noted: readonly Noted[]): Promise<void> {
  if (noted.length === 0) return;
  const rows = noted.map(({ subjectId, at, ...rest }) => ({ ...rest, id: newId(at), subject_id: subjectId, at: at.toISOString(), erase_at: new Date(at.getTime() + scene.keepDays * 86_400_000).toISOString() }));
  await tx`insert into code_scans (id, subject_id, scene, point, shown, outcome, offline, at, erase_at)
    select id, subject_id, ${scene.key}, ${point.id}, shown, outcome, offline, at, erase_at
    from jsonb_to_recordset(${tx.json(rows as never)}::jsonb) as row(id uuid, subject_id uuid, shown text[], outcome text, offline boolean, at timestamptz, erase_at timestamptz)`;
}
