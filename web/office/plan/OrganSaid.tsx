import type { ReactNode } from 'react';
import { useOrgans, type Organ } from '../../ui/api/directory.ts';

/** An organ as people of the city say it: 市公安局 for 茂名市公安局, 电白区公安局 for 茂名市电白区公安局. The full name on hover. */
export function OrganSaid({ organ, otherwise = '—' }: { organ: string | null | undefined; otherwise?: string }): ReactNode {
  const organs = useOrgans().data;
  const found = organs?.find(({ key }) => key === organ);
  return found ? <span title={found.title}>{said(found, organs ?? [])}</span> : (organ ?? otherwise);
}

function said({ title, region }: Organ, organs: readonly Organ[]): string {
  const government = organs.find((organ) => organ.function === '人民政府' && isCity(organ.region));
  const city = government?.title.slice(0, -government.function.length) ?? '';
  if (city === '' || !title.startsWith(city)) return title;
  return isCity(region) ? title.slice(city.length - 1) : title.slice(city.length);
}

const isCity = (region: string): boolean => region.endsWith('00000000');
