import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { ScrollRegion } from '../../ui/parts/ScrollRegion.tsx';
import { sayer } from '../../ui/words.ts';
import { end, lifeIn, type Life } from './life.ts';

const say = sayer(hubWords);
const [wide, high, gapX, gapY] = [132, 40, 72, 36];

type Spot = { readonly x: number; readonly y: number };

/** The life of a matter from left to right: states as boxes, acts as lines; lines back run beneath. The table beside it says the same in words. */
export function LifeDrawing({ diagram }: { diagram: string }): ReactNode {
  const life = lifeIn(diagram);
  const spots = spotsOf(life);
  const rows = Math.max(...[...Map.groupBy(life.states, ({ depth }) => depth).values()].map((column) => column.length));
  const width = (Math.max(...life.states.map(({ depth }) => depth)) + 1) * (wide + gapX) + 40;
  const height = rows * (high + gapY) + 48;
  return (
    <ScrollRegion name={say('lifecycle')}>
      <svg className="life" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${say('lifecycle')}：${life.states.map(({ title }) => title).join(' → ')}`}>
        <defs><marker id="life-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" /></marker></defs>
        {life.moves.map(({ from, to, words }, at) => <path key={at} className={to === end ? 'out' : undefined} d={lineOf(spots.get(from), to === end ? null : spots.get(to), height)} markerEnd="url(#life-arrow)"><title>{words}</title></path>)}
        {life.states.map(({ key, title }) => <g key={key} transform={`translate(${spots.get(key)?.x ?? 0} ${spots.get(key)?.y ?? 0})`}><rect width={wide} height={high} rx="4" /><text x={wide / 2} y={high / 2 + 5}>{title}</text></g>)}
      </svg>
    </ScrollRegion>
  );
}

function spotsOf(life: Life): ReadonlyMap<string, Spot> {
  const columns = [...Map.groupBy(life.states, ({ depth }) => depth).values()];
  return new Map(columns.flatMap((column) => column.map(({ key, depth }, row): [string, Spot] => [key, { x: 8 + depth * (wide + gapX), y: 8 + row * (high + gapY) }])));
}

/** Forward lines go from side to side, lines back beneath everything, ends a little way down. */
function lineOf(from: Spot | undefined, to: Spot | null | undefined, height: number): string {
  if (!from || to === undefined) return '';
  if (to === null) return `M${from.x + wide / 2} ${from.y + high}v20`;
  const [startY, endY] = [from.y + high / 2, to.y + high / 2];
  if (to.x > from.x) return `M${from.x + wide} ${startY}C${from.x + wide + gapX / 2} ${startY} ${to.x - gapX / 2} ${endY} ${to.x - 1} ${endY}`;
  const [startX, endX] = [from.x + wide * 0.7, to.x + wide * 0.3];
  return `M${startX} ${from.y + high}C${startX} ${height - 4} ${endX} ${height - 4} ${endX} ${to.y + high + 1}`;
}
