import { useEffect, useRef, useState, type ReactNode } from 'react';
import { commandWords } from '../../words/command.ts';
import type { Bounds } from '../../ui/map/engine.ts';
import { sayer } from '../../ui/words.ts';
import { layerNames, openCityMap, type CityMap, type LayerName, type Picked } from './city-map.ts';

const say = sayer(commandWords);

type GroundProps = {
  readonly bounds: Bounds;
  readonly region: string;
  readonly layers: ReadonlySet<LayerName>;
  readonly colours: ReadonlyMap<string, string> | null;
  readonly look: readonly [number, number] | null;
  readonly pick: (picked: Picked) => void;
  /** Given once the map stands: others refresh its layers when something happens. */
  readonly opened: (city: CityMap) => void;
};

/** The map as ground: it is made once, and afterwards only told what has changed. */
export function MapGround({ bounds, region, layers, colours, look, pick, opened }: GroundProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const city = useRef<CityMap | null>(null);
  const [ready, setReady] = useState(false);
  const handlers = useRef({ pick, opened });
  const first = useRef(bounds);
  useEffect(() => { handlers.current = { pick, opened }; });
  useEffect(() => {
    if (!place.current) return;
    const made = openCityMap(place.current, first.current, (picked) => handlers.current.pick(picked), () => {
      setReady(true);
      handlers.current.opened(made);
    });
    city.current = made;
    const ground = place.current;
    // Whether the map stands still and is complete: who waits for the picture (a test, a print) looks here.
    made.map.on('idle', () => ground.setAttribute('data-idle', ''));
    made.map.on('movestart', () => ground.removeAttribute('data-idle'));
    return () => { city.current = null; setReady(false); made.close(); };
  }, []);
  useEffect(() => { if (ready) city.current?.goTo(bounds); }, [ready, bounds]);
  useEffect(() => { if (ready) city.current?.mark(region); }, [ready, region]);
  useEffect(() => { if (ready) for (const layer of layerNames) city.current?.show(layer, layers.has(layer)); }, [ready, layers]);
  useEffect(() => { if (ready) city.current?.paint(colours); }, [ready, colours]);
  useEffect(() => { if (ready) city.current?.lookAt(look); }, [ready, look]);
  return <div className="map-ground" ref={place} role="region" aria-label={say('mapName')} />;
}
