import type { ReactNode } from 'react';
import { commandWords } from '../../words/command.ts';
import type { MatterLine } from '../../ui/api/matters.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { More } from '../../ui/desk/More.tsx';
import { fullNumber } from '../../ui/format/number.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { Level } from '../../ui/parts/Level.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { StateTag } from '../../ui/parts/StateTag.tsx';
import { Link } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { useWarnings, type Warning } from '../api.ts';
import type { Picked } from '../map/city-map.ts';

const say = sayer(commandWords);

type EventsProps = { readonly region: string | null; readonly at: string | null; readonly fresh: ReadonlySet<string>; readonly pick: (picked: Picked, point: readonly [number, number] | null) => void };
type Happening = { readonly key: string; readonly at: string; readonly line: ReactNode };

/** What goes on in the city, newest on top: warnings that still stand, and events and reports still open. Looking back, only what had begun by then. */
export function LiveEvents({ region, at, fresh, pick }: EventsProps): ReactNode {
  const list = usePages<MatterLine>(['matter', 'live'], '/api/v1/matters', { queue: 'all', open: true, region }, { limit: 60 });
  const warnings = useWarnings().data ?? [];
  const events = list.rows.filter(({ kind, openedAt }) => (kind === 'incident' || kind === 'ticket') && (at === null || openedAt <= at));
  // A warning that has opened a matter is shown as that matter.
  const bare = warnings.filter(({ matter, region: where, startedAt }) => matter === null && (region === null || where === region) && (at === null || startedAt <= at));
  const happenings: Happening[] = [
    ...events.map((event) => ({ key: event.id, at: event.openedAt, line: <EventLine event={event} isNew={fresh.has(event.id)} pick={pick} /> })),
    ...bare.map((warning) => ({ key: warning.id, at: warning.startedAt, line: <WarningLine warning={warning} isNew={fresh.has(warning.id)} /> })),
  ].toSorted((a, b) => new Date(b.at).getTime() - new Date(a.at).getTime());
  return (
    <section className="panel events" aria-labelledby="events-title">
      <h2 id="events-title">{say('events')} <span className="quiet num">{happenings.length}{list.hasNextPage ? '+' : ''}</span></h2>
      <Answer query={list}>
        {() => (happenings.length === 0 ? <Empty title={say('eventsNone')}>{say('eventsNoneWhy')}</Empty> : <><ol aria-live="polite">{happenings.map(({ key, line }) => <li key={key}>{line}</li>)}</ol><More list={list} /></>)}
      </Answer>
    </section>
  );
}

const EventLine = ({ event, isNew, pick }: { event: MatterLine; isNew: boolean; pick: EventsProps['pick'] }): ReactNode => (
  <button type="button" className={isNew ? 'happening new' : 'happening'} onClick={() => pick({ kind: 'matter', id: event.id, name: event.title }, event.point as [number, number] | null)}>
    <span className="first"><Level level={event.level} said={event.levelTitle ?? undefined} /><Moment at={event.openedAt} ago /></span>
    <span className="title">{event.title}</span>
    <span className="last"><StateTag matter={event} /><span className="quiet">{event.organName}</span></span>
  </button>
);

const WarningLine = ({ warning, isNew }: { warning: Warning; isNew: boolean }): ReactNode => (
  <Link className={isNew ? 'happening new' : 'happening'} to={`/command?signal=${warning.signal}&region=${warning.region}`}>
    <span className="first"><Level level={warning.level ?? warning.peak} /><Moment at={warning.startedAt} ago /></span>
    <span className="title">{warning.title} {fullNumber(warning.value)}{warning.unit}</span>
    <span className="last"><span className="tag">{say('warning')}</span><span className="quiet">{warning.regionName}</span></span>
  </Link>
);
