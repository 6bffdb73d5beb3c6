import type { ReactNode } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { fullTime, sayDay, sayLength, sayTime } from '../format/time.ts';
import { sayer } from '../words.ts';
import { useNow } from './Moment.tsx';

const say = sayer(sharedWords);

/** Milliseconds; nearer than this the hour matters. */
const day = 86_400_000;

/** Working days until a deadline, as the server counts them with its calendar. */
export type Remaining = { readonly workingDays: number; readonly late: boolean };

/**
 * A deadline in remaining working days; within the last day, or where the server gave no count, in hours and minutes.
 * Red only once it is late: that is where somebody is needed.
 */
export function Due({ at, remaining, paused = false, withDate = false }: { at: string | null | undefined; remaining?: Remaining | null; paused?: boolean; withDate?: boolean }): ReactNode {
  const now = useNow(at ? 60_000 : null);
  if (paused) return <span className="due">{say('paused')}</span>;
  if (!at) return <span className="due">{say('noDeadline')}</span>;
  const left = new Date(at).getTime() - now.getTime();
  const { tone, words } = standing(left, remaining);
  return (
    <time className={`due ${tone}`} dateTime={at} title={say('due', { date: fullTime(at) })}>
      {words}{withDate && <span className="quiet"> · {say('due', { date: Math.abs(left) < day ? sayTime(at, now) : sayDay(at, now) })}</span>}
    </time>
  );
}

function standing(left: number, remaining: Remaining | null | undefined): { tone: '' | 'soon' | 'late'; words: string } {
  const late = left < 0;
  if (Math.abs(left) < day || !remaining) return { tone: late ? 'late' : left < day ? 'soon' : '', words: say(late ? 'lateBy' : 'minutesLeft', { length: sayLength(Math.abs(left)) }) };
  if (late) return { tone: 'late', words: remaining.workingDays === 0 ? say('lateBy', { length: sayLength(-left) }) : say('workingDaysLate', { days: Math.abs(remaining.workingDays) }) };
  if (remaining.workingDays === 0) return { tone: 'soon', words: say('workingDayLast') };
  return { tone: remaining.workingDays === 1 ? 'soon' : '', words: say('workingDaysLeft', { days: remaining.workingDays }) };
}
