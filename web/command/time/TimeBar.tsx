import type { ReactNode } from 'react';
import { commandWords } from '../../words/command.ts';
import { sayTime } from '../../ui/format/time.ts';
import { sayer } from '../../ui/words.ts';
import { ranges, type Range } from '../place.ts';

const say = sayer(commandWords);
const names: Record<Range, string> = { day: say('hours24'), week: say('days7'), month: say('days30') };

type TimeProps = { readonly now: Date; readonly range: Range; readonly at: string | null; readonly setRange: (range: Range) => void; readonly goTo: (at: string | null) => void };

/** Goes back in time by the hour; at its right end the screen is live again. */
export function TimeBar({ now, range, at, setRange, goTo }: TimeProps): ReactNode {
  const hours = ranges[range];
  const position = at === null ? hours : Math.max(0, hours - Math.round((now.getTime() - new Date(at).getTime()) / 3_600_000));
  const move = (hour: number) => goTo(hour >= hours ? null : new Date(now.getTime() - (hours - hour) * 3_600_000).toISOString());
  return (
    <section className="time-bar" aria-label={say('time')}>
      <div role="group" aria-label={say('range')}>{(Object.keys(ranges) as Range[]).map((each) => <button key={each} type="button" className="button plain" aria-pressed={each === range} onClick={() => setRange(each)}>{names[each]}</button>)}</div>
      <input type="range" min={0} max={hours} step={1} value={position} aria-label={say('time')} aria-valuetext={at ? sayTime(at) : say('now')} onChange={(event) => move(Number(event.target.value))} />
      <output className="num">{at ? say('timeBack', { time: sayTime(at) }) : say('now')}</output>
      {at && <button type="button" className="button" onClick={() => goTo(null)}>{say('backToNow')}</button>}
    </section>
  );
}
