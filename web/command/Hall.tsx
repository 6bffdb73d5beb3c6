import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Notice } from '#kernel/bus/live.ts';
import { useLive } from '../ui/api/live.ts';
import type { Session } from '../ui/api/session.ts';
import { Answer } from '../ui/parts/Answer.tsx';
import { useNow } from '../ui/parts/Moment.tsx';
import { useBounds, type Region } from './api.ts';
import { LiveEvents } from './events/LiveEvents.tsx';
import { MatterCard } from './events/MatterCard.tsx';
import { ThingCard } from './events/ThingCard.tsx';
import { Layers } from './map/Layers.tsx';
import type { CityMap, LayerName, Picked } from './map/city-map.ts';
import { MapGround } from './map/MapGround.tsx';
import { usePaint } from './map/paint.ts';
import { ranges, useView } from './place.ts';
import { AllSignals } from './signals/AllSignals.tsx';
import { SignalPanel } from './signals/SignalPanel.tsx';
import { VitalSigns } from './signals/VitalSigns.tsx';
import { TimeBar } from './time/TimeBar.tsx';
import { TopBar } from './TopBar.tsx';

/** How long something new stays marked as new, in milliseconds. */
const newFor = 8000;

/** The screen of the hall: the map is the ground; left the numbers, right the events, below the time. */
export function Hall({ city, session }: { city: Region; session: Session }): ReactNode {
  const [view, change] = useView(city.code);
  const now = useNow(60_000);
  const bounds = useBounds(view.region);
  const cityBounds = useBounds(city.code);
  const [layers, setLayers] = useState<ReadonlySet<LayerName>>(new Set(['matters', 'things', 'grids']));
  const [look, setLook] = useState<readonly [number, number] | null>(null);
  const closeCard = () => { setLook(null); change({ picked: null }); };
  const map = useRef<CityMap | null>(null);
  const fresh = useNotices(map);
  const from = useMemo(() => new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000 - ranges[view.range] * 3_600_000).toISOString(), [now, view.range]);
  const signal = view.signal === 'all' ? null : view.signal;
  const paint = usePaint(signal, city.code, from, view.at);
  const pick = (picked: Picked, point: readonly [number, number] | null = null) => {
    if (picked.kind === 'region') return change({ region: picked.id });
    if (point) setLook(point);
    change({ picked });
  };
  const goTo = (region: string | null) => {
    setLook(null);
    if (region === null && view.region === city.code && cityBounds.data) map.current?.goTo(cityBounds.data);
    change({ region });
  };
  const openSignal = (key: string | null) => change({ signal: key });
  return (
    <div className="hall">
      <Answer query={cityBounds}>{(whole) => <MapGround bounds={bounds.data ?? whole} region={view.region === city.code ? '' : view.region} layers={layers} colours={paint.colours} look={look} pick={pick} opened={(made) => { map.current = made; }} />}</Answer>
      <TopBar city={city} session={session} region={view.region} now={now} goTo={goTo} />
      <div className="left">
        {view.signal === null && <VitalSigns region={view.region} open={openSignal} />}
        {view.signal === 'all' && <AllSignals region={view.region} open={openSignal} back={() => openSignal(null)} />}
        {signal && <SignalPanel signalKey={signal} region={view.region} from={from} at={view.at} rows={view.rows} openRegion={(region) => change({ region })} openSignal={openSignal} showRows={(rows) => change({ rows })} pick={(kind, id) => change({ picked: { kind, id, name: '' } })} back={() => (view.region === city.code ? openSignal(null) : change({ region: null }))} />}
      </div>
      <div className="right">
        {view.picked?.kind === 'matter' && <MatterCard key={view.picked.id} id={view.picked.id} close={closeCard} />}
        {view.picked?.kind === 'thing' && <ThingCard key={view.picked.id} code={view.picked.id} close={closeCard} />}
        {view.picked === null && <LiveEvents region={view.region === city.code ? null : view.region} at={view.at} fresh={fresh} pick={pick} />}
      </div>
      <div className="bottom">
        <TimeBar now={now} range={view.range} at={view.at} setRange={(range) => change({ range })} goTo={(at) => change({ at })} />
        <Layers shown={layers} change={setLayers} legend={paint.legend} />
      </div>
    </div>
  );
}

/** Hears the city: refreshes the points of the map, and answers which things are new just now. */
function useNotices(map: { readonly current: CityMap | null }): ReadonlySet<string> {
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => () => { for (const timer of timers.current) clearTimeout(timer); }, []);
  const hear = useCallback(({ topic, about }: Notice) => {
    const noun = topic.split('.')[0];
    if (noun === 'matter') map.current?.refresh('matters');
    if (topic === 'thing.silent' || topic === 'thing.heard' || topic === 'thing.registered') map.current?.refresh('things');
    if (about === null || (noun !== 'matter' && noun !== 'signal')) return;
    setFresh((before) => new Set(before).add(about));
    timers.current.add(setTimeout(() => setFresh((before) => new Set([...before].filter((id) => id !== about))), newFor));
  }, [map]);
  useLive(hear);
  return fresh;
}
