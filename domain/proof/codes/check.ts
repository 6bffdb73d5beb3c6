import type { Declared, Fault } from '#kernel/declare/declared.ts';
import { checkEnglish } from '#kernel/declare/english.ts';
import { proofTypes } from '../define.ts';
import type { Scene } from '../define-scene.ts';

/** The longest a holder's scans are kept: long enough to complain, too short to be a trail. */
export const mostKeepDays = 30;

/** Every mistake in a scene: what it shows, how long it remembers, its licences, its English. */
export function checkScene(pack: string, scene: Scene, declared: Declared): Fault[] {
  const faults: Fault[] = [];
  const at = (spot: string, said: string, known?: readonly string[]) => faults.push({ pack, spot: `scene ${scene.key}${spot}`, said, ...(known ? { known } : {}) });
  if (scene.shows.length === 0) at(' · shows', 'shows nothing. Declare at least one thing, or the scan is for nothing.');
  if (!Number.isInteger(scene.keepDays) || scene.keepDays < 1 || scene.keepDays > mostKeepDays) at(' · keepDays', `keeps scans for ${scene.keepDays} days; ${mostKeepDays} at most, so that scans do not become a trail.`);
  for (const type of scene.reads) if (declared.find(proofTypes, type.key) !== type) at(' · reads', `reads the proof “${type.key}”, which no loaded pack declares.`, declared.all(proofTypes).map(({ key }) => key));
  return [...faults, ...checkEnglish(pack, `scene ${scene.key}`, [scene.title, scene.purpose, ...scene.shows.map(({ title }) => title)], declared)];
}
