import { randomBytes } from 'node:crypto';
import type { House } from '#kernel/house.ts';
import { spokenFor } from '#domain/subject/personal/mandates.ts';
import { bearerOf, kindOf, shownOf } from './bearer.ts';
import { scenes } from '../define-scene.ts';
import { refuse } from './errors.ts';
import { codeKey, hashOfCode, writeCode } from './token.ts';

/** Seconds a code can be used: enough to hold out a phone, too short to pass on a picture. */
export const codeSeconds = 60;

export type ShownCode = { readonly code: string; readonly kind: 'person' | 'enterprise'; readonly scene: string | null; readonly expiresAt: Date };

/**
 * Makes a code for a subject, on the account that shows it: signed, for one use, for seconds. Bound to a scene it can be read
 * without network and carries what that scene may show so; unbound it works in every scene the holder has not switched off.
 * Not repeated by Idempotency-Key: the answer is a secret and must not be kept.
 */
export async function showCode(house: House, { subjectId, accountId, scene: key }: { subjectId: string; accountId: string; scene: string | null }): Promise<ShownCode> {
  const { db, declared, clock, crypto } = house;
  const kind = await kindOf(db, subjectId);
  if (!kind) throw refuse('CODE_SUBJECT_MISSING');
  const scene = key === null ? null : declared.find(scenes, key);
  if (scene === undefined || (scene && scene.holder !== kind)) throw refuse('SCENE_UNKNOWN', { scene: key ?? '' });
  if (scene && (await isStopped(house, subjectId, scene.key))) throw refuse('SCENE_STOPPED', { scene: scene.title });
  const now = Math.floor(clock.now().getTime() / 1000);
  const offline = scene ? shownOf(scene, await bearerOf(db, house, subjectId, scene)).filter((each) => each.offline).flatMap(({ title, value }) => [title, value]) : [];
  const code = await writeCode({ v: 1, k: kind === 'person' ? 'r' : 'e', n: randomBytes(12).toString('base64url'), t: now, u: now + codeSeconds, ...(scene ? { s: scene.key } : {}), ...(offline.length > 0 ? { f: offline } : {}) }, await crypto.signer(codeKey));
  const expiresAt = new Date((now + codeSeconds) * 1000);
  await db`insert into codes (hash, subject_id, shown_by, scene, expires_at) values (${hashOfCode(code)}, ${subjectId}, ${accountId}, ${key}, ${expiresAt})`;
  return { code, kind, scene: key, expiresAt };
}

/** The subject a code is shown for: oneself, or a child or elder one is the guardian of today. Refuses (CODE_NOT_GUARDIAN) all others. */
export async function holderFor(house: House, own: string, principal: string | undefined): Promise<string> {
  if (principal === undefined) return own;
  if (!(await spokenFor(house.db, house, own)).includes(principal)) throw refuse('CODE_NOT_GUARDIAN');
  return principal;
}

async function isStopped({ db }: House, subjectId: string, scene: string): Promise<boolean> {
  return (await db`select from code_stops where subject_id = ${subjectId} and scene = ${scene}`).length > 0;
}
