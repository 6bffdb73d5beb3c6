import type { Declared, Fault } from '#kernel/declare/declared.ts';
import { checkEnglish } from '#kernel/declare/english.ts';
import { duties, type Duty } from '../define-duty.ts';

/** Every mistake in a duty: two that would be one post, its English. */
export function checkDuty(pack: string, duty: Duty, declared: Declared): Fault[] {
  const twin = declared.all(duties).find(({ key, title }) => key !== duty.key && title === duty.title);
  const faults: Fault[] = twin ? [{ pack, spot: `duty ${duty.key} · title`, said: `is also the title of the duty “${twin.key}”. Both would be the same post; give one another title.` }] : [];
  return [...faults, ...checkEnglish(pack, `duty ${duty.key}`, [duty.title, duty.task], declared)];
}
