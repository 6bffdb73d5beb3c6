import { useQuery } from '@tanstack/react-query';
import { read } from './client.ts';

/** An organ of the city, as its directory lists it. */
export type Organ = { readonly key: string; readonly title: string; readonly function: string; readonly region: string; readonly parent: string | null };
/** A division as lists give it; codes of 12 digits. */
export type RegionNode = { readonly code: string; readonly name: string; readonly level: string };

/** All organs, a few hundred: fetched once. */
export const useOrgans = () => useQuery({ queryKey: ['subject', 'organs'], queryFn: async () => (await read<{ items: Organ[] }>('/api/v1/organs')).items, staleTime: Infinity });

/** The title of an organ; its key while the directory is not there. */
export const organTitle = (organs: readonly Organ[] | undefined, key: string | null | undefined): string => organs?.find((organ) => organ.key === key)?.title ?? key ?? '—';

type RegionAnswer = { readonly name: string; readonly level: string; readonly above: readonly { readonly name: string; readonly level: string }[] };

/** A division with those above it beneath the city: 高州市 · 根子镇 · 柏桥村. */
export function useRegionNames(code: string | null | undefined): string | undefined {
  const region = useQuery({ queryKey: ['place', 'region', code], queryFn: () => read<RegionAnswer>(`/api/v1/regions/${code}`), enabled: Boolean(code), staleTime: Infinity });
  if (!region.data) return undefined;
  const above = region.data.above.filter(({ level }) => level !== 'province' && level !== 'city').map(({ name }) => name);
  return [...above, region.data.name].join(' · ');
}
