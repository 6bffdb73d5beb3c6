import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { read } from '../../ui/api/client.ts';
import { token } from '../../ui/tokens.ts';
import { useSignal, useStandings, type Value } from '../api.ts';
import { isDirectlyBeneath } from '../signals/Divisions.tsx';
import { shownValue } from '../signals/words.ts';

/** What the colours mean: from the lowest to the highest value on the map. */
export type Legend = { readonly title: string; readonly unit: string; readonly low: string; readonly high: string };
type Paint = { readonly colours: ReadonlyMap<string, string> | null; readonly legend: Legend | null };
type Known = { readonly region: string; readonly value: number; readonly level: string | null };

/** The counties coloured by the open signal: a level by its warning colour, else deeper the higher the value. At a moment of the past, by the values of then. */
export function usePaint(key: string | null, city: string, from: string, at: string | null): Paint {
  const standings = useStandings(key, city).data;
  const signal = useSignal(key ?? '', city).data;
  const counties = useMemo(() => (standings ?? []).filter(({ region }) => isDirectlyBeneath(region, city)), [standings, city]);
  const past = useQueries({ queries: counties.map(({ region }) => ({ queryKey: ['signal', key, 'values', region, from], queryFn: () => read<Value[]>(`/api/v1/signals/${key}/values`, { region, from }), enabled: at !== null && key !== null })) });
  const known: readonly Known[] = at === null ? counties : counties.flatMap(({ region }, index) => past[index]?.data?.findLast(({ start }) => start <= at) ?? { region, value: Number.NaN, level: null });
  // As text: what is the same is drawn once, however often it is asked for.
  const written = JSON.stringify(known.filter(({ value }) => !Number.isNaN(value)).map(({ region, value, level }) => ({ region, value, level })));
  return useMemo(() => {
    const here = JSON.parse(written) as readonly Known[];
    const values = here.map(({ value }) => value);
    if (!key || !signal || values.length === 0) return { colours: null, legend: null };
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const colours = new Map(here.map(({ region, value, level }) => [region, colourOf(level, high === low ? 0.5 : (value - low) / (high - low))]));
    return { colours, legend: { title: signal.title, unit: signal.unit, low: shownValue(signal, low), high: shownValue(signal, high) } };
  }, [key, signal, written]);
}

/** A level speaks in its own colour; everything else in depth of one blue. */
function colourOf(level: string | null, share: number): string {
  return level ? mixed(token('paper'), token(`warn-${level}`), 0.42) : mixed(token('paper'), token('chart-1'), 0.08 + 0.34 * share);
}

/** Two colours `#rrggbb` mixed; `share` of the second. The map draws no CSS functions. */
export function mixed(first: string, second: string, share: number): string {
  const part = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  return `#${[1, 3, 5].map((at) => Math.round(part(first, at) * (1 - share) + part(second, at) * share).toString(16).padStart(2, '0')).join('')}`;
}
