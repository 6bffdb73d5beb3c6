import type { ReactNode } from 'react';
import { commandWords } from '../../words/command.ts';
import { Icon } from '../../ui/icons.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { Level } from '../../ui/parts/Level.tsx';
import { useNow } from '../../ui/parts/Moment.tsx';
import { sayer } from '../../ui/words.ts';
import { useSignals, type Signal } from '../api.ts';
import { Spark } from '../charts/Spark.tsx';
import { changeOf, sayPeriod, shownValue, staleness } from './words.ts';

const say = sayer(commandWords);
/** As many numbers as one look takes in. */
const most = 5;

type SignsProps = { readonly region: string; readonly open: (signal: string) => void };

/** The key numbers: value, band, trend, target, freshness. Each opens. */
export function VitalSigns({ region, open }: SignsProps): ReactNode {
  const signals = useSignals(region, true);
  return (
    <section className="panel vitals" aria-labelledby="vitals-title">
      <header><h2 id="vitals-title">{say('vitals')}</h2><button type="button" className="button plain" onClick={() => open('all')}>{say('allSignals')}</button></header>
      <Answer query={signals}>{(list) => (list.length === 0 ? <Empty title={say('noValue')} /> : <ul>{list.slice(0, most).map((signal) => <li key={signal.key}><Sign signal={signal} open={() => open(signal.key)} /></li>)}</ul>)}</Answer>
    </section>
  );
}

function Sign({ signal, open }: { signal: Signal; open: () => void }): ReactNode {
  const stale = staleness(signal, useNow(60_000));
  const change = changeOf(signal);
  const { latest } = signal;
  return (
    <button type="button" className="sign" onClick={open}>
      <span className="name">{signal.title}</span>
      <span className="when quiet">{stale ?? (latest && sayPeriod(signal.period, latest.start))}</span>
      {latest ? <span className="value num">{shownValue(signal, latest.value)}<span className="unit">{signal.unit}</span></span> : <span className="value none">{say('noValue')}</span>}
      <Spark values={signal.trend.map(({ value }) => value)} />
      <span className="standing"><Band level={latest?.level} band={latest?.band} /><Target signal={signal} /></span>
      <span className="change quiet">{change && <><Icon name={change.icon} /> {change.words}</>}</span>
    </button>
  );
}

/** What the value amounts to: as a warning while one is in force, else by the name of its band with the band's own colour. */
export function Band({ level, band }: { level: string | null | undefined; band: { readonly title: string; readonly colour: string } | null | undefined }): ReactNode {
  if (level) return <Level level={level} said={band?.title} />;
  return band ? <span className="band"><span style={{ backgroundColor: band.colour }} aria-hidden="true" />{band.title}</span> : null;
}

/** What is aimed at, and whether it is reached: in a word, not only in a colour. */
export function Target({ signal }: { signal: Signal }): ReactNode {
  if (!signal.target) return null;
  const met = signal.latest?.onTarget;
  return <span className="target">{say('target', { target: signal.target.words })}{met !== null && met !== undefined && <span className={met ? 'met' : 'missed'}> {say(met ? 'targetMet' : 'targetMissed')}</span>}</span>;
}
