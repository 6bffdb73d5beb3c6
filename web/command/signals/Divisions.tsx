import type { ReactNode } from 'react';
import { commandWords } from '../../words/command.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { sayer } from '../../ui/words.ts';
import { useStandings, type SignalFull, type Standing } from '../api.ts';
import { Band } from './VitalSigns.tsx';
import { shownValue } from './words.ts';

const say = sayer(commandWords);

/** Whether a division lies directly beneath another: a county beneath the city, a town beneath a county. */
export function isDirectlyBeneath(code: string, above: string): boolean {
  const digits = above.endsWith('00000000') ? 6 : above.endsWith('000000') ? 9 : 12;
  return code.length === 12 && code.slice(digits).split('').every((digit) => digit === '0') && code !== above;
}

/** The divisions beneath with their values, worst first: a press goes one level down. */
export function Divisions({ signal, region, open }: { signal: SignalFull; region: string; open: (code: string) => void }): ReactNode {
  const standings = useStandings(signal.key, region);
  const isCity = region.endsWith('00000000');
  return (
    <Answer query={standings}>
      {(all) => {
        const ones = all.filter(({ region: code }) => isDirectlyBeneath(code, region)).toSorted(signal.better === 'higher' ? (a, b) => a.value - b.value : (a, b) => b.value - a.value);
        if (ones.length === 0) return null;
        const most = Math.max(...ones.map(({ value }) => Math.abs(value)));
        return (
          <section className="divisions">
            <h3>{say(isCity ? 'drillCounties' : 'drillTowns')}</h3>
            <ul>{ones.map((one) => <li key={one.region}><Division one={one} share={most === 0 ? 0 : Math.abs(one.value) / most} said={shownValue(signal, one.value)} open={() => open(one.region)} /></li>)}</ul>
          </section>
        );
      }}
    </Answer>
  );
}

const Division = ({ one, share, said, open }: { one: Standing; share: number; said: string; open: () => void }): ReactNode => (
  <button type="button" onClick={open}>
    <span>{one.name}</span><span className="bar" data-level={one.level ?? undefined} aria-hidden="true"><span style={{ inlineSize: `${Math.round(share * 100)}%` }} /></span>
    <Band level={one.level} band={one.band} /><span className="num strong">{said}</span>
  </button>
);
