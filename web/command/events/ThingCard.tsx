import { useState, type ReactNode } from 'react';
import { commandWords } from '../../words/command.ts';
import { fullNumber } from '../../ui/format/number.ts';
import { sayTime } from '../../ui/format/time.ts';
import { Icon } from '../../ui/icons.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Said } from '../../ui/parts/Said.tsx';
import { sayer } from '../../ui/words.ts';
import { useSeries, useThing, type Thing } from '../api.ts';
import { LineChart } from '../charts/LineChart.tsx';
import { RegionLabel } from '../RegionLabel.tsx';

const say = sayer(commandWords);

/** One sensor: what it measures now, how that went, and whether it has fallen silent. */
export function ThingCard({ code, close }: { code: string; close: () => void }): ReactNode {
  return (
    <section className="panel card" aria-labelledby="card-title">
      <Answer query={useThing(code)}>
        {(thing) => (
          <>
            <header><h2 id="card-title">{thing.name}</h2><button type="button" className="button icon-only" aria-label={say('closePanel')} onClick={close}><Icon name="close" /></button></header>
            <p className="line"><span className="tag">{thing.typeTitle}</span><span className="num quiet">{thing.code}</span></p>
            <p className={thing.state === 'silent' ? 'wants' : 'quiet'}>{standing(thing)}</p>
            <p className="quiet">{thing.organName} · <RegionLabel code={thing.region} /></p>
            <Readings thing={thing} />
          </>
        )}
      </Answer>
    </section>
  );
}

function standing(thing: Thing): string {
  if (thing.silentSince) return say('thingSilent', { time: sayTime(thing.silentSince) });
  switch (thing.state) {
    case 'stopped': return say('thingStopped');
    case 'retired': return say('thingRetired');
    default: return say('thingWorking');
  }
}

function Readings({ thing }: { thing: Thing }): ReactNode {
  const [quantity, choose] = useState(thing.latest[0]?.quantity);
  const series = useSeries(thing.code, quantity);
  const chosen = thing.latest.find((each) => each.quantity === quantity);
  if (thing.latest.length === 0) return <p className="quiet">{say('noValue')}</p>;
  return (
    <>
      <h3>{say('thingLatest')}</h3>
      <ul className="readings">
        {thing.latest.map(({ quantity: key, title, unit, value, at }) => (
          <li key={key}><button type="button" aria-pressed={key === quantity} onClick={() => choose(key)}><span><Said text={title} /></span><span className="num strong">{fullNumber(value)} <span className="quiet">{unit}</span></span><Moment at={at} ago /></button></li>
        ))}
      </ul>
      {chosen && <Answer query={series}>{({ points }) => <LineChart name={`${chosen.title} · ${say('last24')}`} unit={chosen.unit} points={points.map((each) => [each.at, each.value ?? each.mean ?? each.last ?? null])} />}</Answer>}
    </>
  );
}
