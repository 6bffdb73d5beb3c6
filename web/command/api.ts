import { useQuery } from '@tanstack/react-query';
import type { Geometry, Position } from 'geojson';
import type { Static } from 'typebox';
import type { newestShape, standingShape, valueShape } from '#domain/signal/shapes.ts';
import type { seriesShape, thingShape } from '#domain/thing/shapes.ts';
import type { levels } from '#domain/signal/define.ts';
import { read } from '../ui/api/client.ts';
import type { Bounds } from '../ui/map/engine.ts';

export type Thing = Static<typeof thingShape>;
export type Series = Static<typeof seriesShape>;
export type Signal = Static<typeof newestShape>;
export type SignalFull = Signal & { readonly relatedSignals: readonly Signal[] };
export type Standing = Static<typeof standingShape>;
export type Value = Static<typeof valueShape>;
export type WarnLevel = (typeof levels)[number];
/** A row a value came from. */
export type SourceRow = { readonly at: string; readonly kind: string; readonly object: string; readonly title: string; readonly organName: string | null; readonly region: string; readonly value: number; readonly unit: string; readonly traceId: string };
export type Warning = { readonly id: string; readonly signal: string; readonly title: string; readonly region: string; readonly regionName: string; readonly level: string | null; readonly peak: string; readonly value: number; readonly unit: string; readonly reason: string; readonly traceId: string; readonly startedAt: string; readonly matter: { readonly id: string } | null };
export type TraceStep = { readonly at: string; readonly kind: 'reading' | 'value' | 'event' | 'act'; readonly title: string; readonly detail: string; readonly who: string | null; readonly link: string | null };
export type Region = { readonly code: string; readonly name: string; readonly level: string };
export type RegionFull = Region & { readonly above: readonly Region[]; readonly beneath: number };

/** The city itself: the one division of its level that the register holds. */
export const useCity = () => useQuery({ queryKey: ['place', 'city'], queryFn: async () => (await read<{ items: Region[] }>('/api/v1/regions', { level: 'city' })).items[0] ?? null, staleTime: Infinity });
export const useRegion = (code: string | undefined) => useQuery({ queryKey: ['place', 'region', code], queryFn: () => read<RegionFull>(`/api/v1/regions/${code}`), enabled: Boolean(code), staleTime: Infinity });

/** The box around a division's shape. */
export const useBounds = (code: string | undefined) => useQuery({ queryKey: ['place', 'bounds', code], queryFn: async () => boundsOf((await read<{ geometry: Geometry }>(`/api/v1/regions/${code}/shape`)).geometry), enabled: Boolean(code), staleTime: Infinity });

/** The key numbers of a division, or all signals. */
export const useSignals = (region: string, isKey: boolean) => useQuery({ queryKey: ['signal', 'list', region, isKey], queryFn: () => read<Signal[]>('/api/v1/signals', { region, trend: 48, ...(isKey ? { key: true } : {}) }), refetchInterval: 60_000 });
export const useSignal = (key: string, region: string) => useQuery({ queryKey: ['signal', key, region], queryFn: () => read<SignalFull>(`/api/v1/signals/${key}`, { region }) });
/** Where a signal stands in every division beneath one. */
export const useStandings = (key: string | null, region: string) => useQuery({ queryKey: ['signal', key, 'regions', region], queryFn: () => read<Standing[]>(`/api/v1/signals/${key}/regions`, { region }), enabled: key !== null });
export const useValues = (key: string | null, region: string, from: string) => useQuery({ queryKey: ['signal', key, 'values', region, from], queryFn: () => read<Value[]>(`/api/v1/signals/${key}/values`, { region, from }), enabled: key !== null });
export const useWarnings = () => useQuery({ queryKey: ['signal', 'warnings'], queryFn: async () => (await read<{ items: Warning[] }>('/api/v1/warnings', { open: true, limit: 50 })).items });
export const useTrace = (id: string) => useQuery({ queryKey: ['trace', id], queryFn: () => read<{ traceId: string; steps: TraceStep[] }>(`/api/v1/traces/${id}`) });

export const useThing = (code: string) => useQuery({ queryKey: ['thing', code], queryFn: () => read<Thing>(`/api/v1/things/${encodeURIComponent(code)}`) });
export const useSeries = (code: string, quantity: string | undefined) => useQuery({ queryKey: ['thing', code, 'series', quantity], queryFn: () => read<Series>(`/api/v1/things/${encodeURIComponent(code)}/readings`, { quantity }), enabled: Boolean(quantity) });

/** The smallest box around a geometry. */
export function boundsOf(geometry: Geometry): Bounds {
  const points = geometry.type === 'Polygon' ? geometry.coordinates.flat() : geometry.type === 'MultiPolygon' ? geometry.coordinates.flat(2) : [];
  const along = (axis: 0 | 1, pick: (...values: number[]) => number) => points.map((point: Position) => point[axis] ?? 0).reduce((a, b) => pick(a, b));
  return [along(0, Math.min), along(1, Math.min), along(0, Math.max), along(1, Math.max)];
}
