import type { ReactNode } from 'react';
import { commandWords } from '../../words/command.ts';
import { sayer } from '../../ui/words.ts';
import { layerNames, type LayerName } from './city-map.ts';
import type { Legend } from './paint.ts';

const say = sayer(commandWords);
const names: Record<LayerName, string> = { matters: say('layerMatters'), things: say('layerThings'), grids: say('layerGrids') };

/** What the map shows, and what its colours mean. */
export function Layers({ shown, change, legend }: { shown: ReadonlySet<LayerName>; change: (shown: ReadonlySet<LayerName>) => void; legend: Legend | null }): ReactNode {
  const toggle = (layer: LayerName) => {
    const next = new Set(shown);
    if (!next.delete(layer)) next.add(layer);
    change(next);
  };
  return (
    <section className="layers" aria-label={say('layers')}>
      {legend && <p className="legend"><span>{legend.title}</span><span className="num">{legend.low}</span><span className="ramp" aria-hidden="true" /><span className="num">{legend.high} {legend.unit}</span></p>}
      <div role="group" aria-label={say('layers')}>{layerNames.map((layer) => <button key={layer} type="button" className="button plain" aria-pressed={shown.has(layer)} onClick={() => toggle(layer)}><span className={`swatch ${layer}`} aria-hidden="true" />{names[layer]}</button>)}</div>
    </section>
  );
}
