import { useMemo, type ReactNode } from 'react';
import { commandWords } from '../../words/command.ts';
import { fullNumber } from '../../ui/format/number.ts';
import { Icon } from '../../ui/icons.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { token } from '../../ui/tokens.ts';
import { sayer } from '../../ui/words.ts';
import { useSignal, useValues, type SignalFull } from '../api.ts';
import { LineChart, type Limit } from '../charts/LineChart.tsx';
import { Divisions } from './Divisions.tsx';
import { Rows } from './Rows.tsx';
import { Band, Target } from './VitalSigns.tsx';
import { sayPeriod, shownValue } from './words.ts';

const say = sayer(commandWords);

type PanelProps = { readonly signalKey: string; readonly region: string; readonly from: string; readonly at: string | null; readonly rows: boolean; readonly openRegion: (code: string) => void; readonly openSignal: (key: string) => void; readonly showRows: (shown: boolean) => void; readonly pick: (kind: 'matter' | 'thing', id: string) => void; readonly back: () => void };

/** One number opened: where it stands, how it went, what it means, where it comes from, and the divisions beneath. */
export function SignalPanel(props: PanelProps): ReactNode {
  const signal = useSignal(props.signalKey, props.region);
  return (
    <section className="panel signal" aria-labelledby="signal-title">
      <header><button type="button" className="button plain" onClick={props.back}><Icon name="arrowLeft" />{say('back')}</button></header>
      <Answer query={signal}>{(found) => <Opened signal={found} {...props} />}</Answer>
    </section>
  );
}

function Opened({ signal, region, from, at, rows, openRegion, openSignal, showRows, pick }: PanelProps & { signal: SignalFull }): ReactNode {
  const values = useValues(signal.key, region, from);
  const known = values.data ?? [];
  const shown = at === null ? undefined : known.findLast(({ start }) => start <= at);
  const value = shown ?? signal.latest;
  const points = useMemo(() => (values.data ?? []).map(({ start, value: each }): [string, number] => [start, each]), [values.data]);
  const limits = useMemo(() => limitsOf(signal), [signal]);
  return (
    <>
      <h2 id="signal-title">{signal.title}</h2>
      <p className="value num">{value ? shownValue(signal, value.value) : '—'}<span className="unit">{signal.unit}</span></p>
      <p className="line">{value && <span className="quiet">{sayPeriod(signal.period, value.start)}</span>}<Band level={value?.level} band={value?.band} /><Target signal={signal} /></p>
      {points.length > 1 && <LineChart name={say('trend')} unit={signal.unit} points={points} limits={limits} at={at} />}
      {value && <p className="line"><button type="button" className="button" aria-expanded={rows} onClick={() => showRows(!rows)}><Icon name="table" />{say('drillRows')}</button><a className="button" href={`/command/trace/${value.traceId}`}><Icon name="trace" />{say('trace')}</a></p>}
      {rows && value && <Rows signal={signal} region={region} start={value.start} value={shownValue(signal, value.value)} pick={pick} />}
      {!rows && <Divisions signal={signal} region={region} open={openRegion} />}
      <dl className="about">
        <div><dt>{say('meaning')}</dt><dd>{signal.meaning}</dd></div>
        <div><dt>{say('formula')}</dt><dd>{signal.formula} <span className="quiet">{say('edition')} {signal.edition}</span></dd></div>
        <div><dt>{say('owner')}</dt><dd>{signal.owner}</dd></div>
      </dl>
      {signal.relatedSignals.length > 0 && <div className="related"><h3>{say('related')}</h3>{signal.relatedSignals.map((each) => <button key={each.key} type="button" className="button" onClick={() => openSignal(each.key)}>{each.title} <span className="num">{each.latest ? shownValue(each, each.latest.value) : '—'}</span></button>)}</div>}
    </>
  );
}

/** The warning lines in force, each in the colour of its level. */
function limitsOf(signal: SignalFull): Limit[] {
  return signal.rule.warn.map(({ level, limit }) => ({ value: limit, name: fullNumber(limit), colour: token(`warn-${level}`) }));
}
