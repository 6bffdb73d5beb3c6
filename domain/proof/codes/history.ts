import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { scenes } from '../define-scene.ts';
import { refuse } from './errors.ts';

/** One use of a code, as its holder sees it. */
export type OwnScan = { readonly id: string; readonly scene: string; readonly place: string; readonly shown: readonly string[]; readonly outcome: 'shown' | 'stopped' | 'twice'; readonly offline: boolean; readonly at: Date; readonly eraseAt: Date };

/** The uses of a subject's codes that are not yet erased, newest first. */
export const scansOf = ({ db, clock }: House, subjectId: string, limit = 200): Promise<OwnScan[]> => db<OwnScan[]>`
  select s.id, s.scene, p.name as place, s.shown, s.outcome, s.offline, s.at, s.erase_at as "eraseAt" from code_scans s join code_points p on p.id = s.point
  where s.subject_id = ${subjectId} and s.erase_at > ${clock.now()} order by s.id desc limit ${limit}`;

/** The scenes a subject has switched off. */
export const stopsOf = async (db: Db, subjectId: string): Promise<Set<string>> => new Set((await db<{ scene: string }[]>`select scene from code_stops where subject_id = ${subjectId}`).map(({ scene }) => scene));

/** Switches a scene off or on again for a subject; at once, also for codes already shown. */
export async function setStop(house: House, subjectId: string, scene: string, stopped: boolean): Promise<void> {
  if (!house.declared.find(scenes, scene)) throw refuse('SCENE_UNKNOWN', { scene });
  await (stopped
    ? house.db`insert into code_stops (subject_id, scene, at) values (${subjectId}, ${scene}, ${house.clock.now()}) on conflict do nothing`
    : house.db`delete from code_stops where subject_id = ${subjectId} and scene = ${scene}`);
}

/** Erases all of a subject's scans now, because the holder wants it so. */
export const eraseOwn = (db: Db, subjectId: string) => db`delete from code_scans where subject_id = ${subjectId}`;

/** Erases what has had its time: scans past their days, codes a day after their end (devices without network report until then). */
export async function sweepCodes({ db, clock }: House): Promise<void> {
  await db`delete from code_scans where erase_at <= ${clock.now()}`;
  await db`delete from codes where expires_at <= ${new Date(clock.now().getTime() - 86_400_000)}`;
}
