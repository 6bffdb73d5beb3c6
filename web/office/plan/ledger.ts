import { useQuery } from '@tanstack/react-query';
import type { LedgerLight } from '#domain/matter/ledger.ts';
import type { MatterLine } from '../../ui/api/matters.ts';
import { read, withQuery } from '../../ui/api/client.ts';
import { usePages } from '../../ui/desk/paged.ts';
import type { Cycle } from './plans.ts';

/** A supervised task in the ledger: the line of its matter, what its form says, the last report on it. */
export type LedgerLine = MatterLine & {
  readonly traceId: string;
  readonly fields: { readonly lead?: string; readonly progress?: number; readonly due?: string; readonly cycle?: Cycle; readonly plan?: string; readonly number?: string };
  readonly latest: { readonly title: string; readonly reason: string | null; readonly actor: string; readonly organName: string | null; readonly at: string } | null;
};
/** What narrows the ledger; all of it stands in the address. */
export type LedgerFilter = { readonly light: string | null; readonly lead: string | null; readonly plan: string | null; readonly q: string | null };

const path = '/api/v1/ledgers/supervised-task';
const shown = { fields: 'lead,progress,due,cycle,plan,number', latest: 'feedback,finish,extend' };
const queryOf = ({ light, lead, plan, q }: LedgerFilter) => ({ light, q, trace: plan, form: lead ? JSON.stringify({ lead }) : null });

export const useLedger = (filter: LedgerFilter) => usePages<LedgerLine>(['matter', 'ledger'], path, { ...queryOf(filter), ...shown }, { limit: 100 });

/** How many tasks stand how under the other filters, whatever light is chosen. */
export function useLights(filter: LedgerFilter) {
  const asked = { ...filter, light: null };
  return useQuery({ queryKey: ['matter', 'ledger', 'lights', asked], queryFn: () => read<Record<LedgerLight, number>>(withQuery(`${path}/lights`, queryOf(asked))) });
}

/** Ended tasks have no light of their own in a matter's line; the ledger says so. */
export const lightOf = ({ light, endedAt }: LedgerLine): LedgerLight => (endedAt ? 'ended' : light);
