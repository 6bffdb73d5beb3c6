import type { ReactNode } from 'react';
import { commandWords } from '../../words/command.ts';
import { Icon } from '../../ui/icons.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { sayer } from '../../ui/words.ts';
import { useSignals } from '../api.ts';
import { Band } from './VitalSigns.tsx';
import { shownValue } from './words.ts';

const say = sayer(commandWords);

/** Every signal by the field it belongs to. */
export function AllSignals({ region, open, back }: { region: string; open: (signal: string) => void; back: () => void }): ReactNode {
  const signals = useSignals(region, false);
  return (
    <section className="panel all-signals" aria-labelledby="all-title">
      <header><button type="button" className="button plain" onClick={back}><Icon name="arrowLeft" />{say('vitals')}</button></header>
      <h2 id="all-title">{say('allSignals')}</h2>
      <Answer query={signals}>
        {(list) => [...Map.groupBy(list, ({ owner }) => owner)].map(([owner, ones]) => (
          <section key={owner}>
            <h3>{owner}</h3>
            <ul>{ones.map((signal) => <li key={signal.key}><button type="button" onClick={() => open(signal.key)}><span>{signal.title}</span><Band level={signal.latest?.level} band={signal.latest?.band} /><span className="num strong">{signal.latest ? shownValue(signal, signal.latest.value) : '—'} <span className="quiet">{signal.unit}</span></span></button></li>)}</ul>
          </section>
        ))}
      </Answer>
    </section>
  );
}
