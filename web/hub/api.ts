import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Problem } from '#kernel/http/edge.ts';
import type { Column, VersionColumn } from '#domain/record/column.ts';
import type { ColumnProfile } from '#domain/record/profile/profile.ts';
import { change, create, read, readVersioned } from '../ui/api/client.ts';

export type { Column, VersionColumn } from '#domain/record/column.ts';
export type { ColumnProfile } from '#domain/record/profile/profile.ts';

/** The six dimensions of data quality (GB/T 36344), each a share of one; null where nothing checks it. */
export const dimensions = ['conformity', 'completeness', 'accuracy', 'consistency', 'timeliness', 'accessibility'] as const;
export type Dimension = (typeof dimensions)[number];
export type Dimensions = Readonly<Partial<Record<Dimension, number | null>>>;

export type DatasetCard = {
  readonly id: string; readonly key: string | null; readonly title: string; readonly summary: string; readonly organ: string; readonly organName: string;
  readonly status: 'draft' | 'published' | 'withdrawn'; readonly code: string | null; readonly grade: string | null; readonly sharing: 'unconditional' | 'conditional' | 'none' | null; readonly opening: 'open' | 'conditional' | 'closed' | null;
  readonly cycle: string | null; readonly rows: number | null; readonly score: number | null; readonly dimensions: Dimensions | null; readonly freshAt: string | null; readonly lateSince: string | null;
  readonly use: { readonly requests: number; readonly calls: number } | null;
};
export type Dataset = DatasetCard & { readonly columns: readonly Column[]; readonly rules: readonly Rule[]; readonly keywords: readonly string[]; readonly category: string | null; readonly duty: string | null; readonly source: string | null; readonly current: number | null; readonly versions: number; readonly sharingCondition: string | null; readonly sharingBasis: string | null; readonly openingCondition: string | null; readonly level: number | null; readonly gradeBasis: string | null; readonly withdrawnReason: string | null };
export type Rule = { readonly key: string; readonly title: string; readonly dimension: Dimension };
export type Version = { readonly number: number; readonly rows: number; readonly bytes: number; readonly score: number | null; readonly madeAt: string; readonly basedOn: number | null; readonly importId: string; readonly columns?: readonly VersionColumn[]; readonly profile?: readonly ColumnProfile[] };

export type Import = {
  readonly id: string; readonly datasetId: string; readonly kind: 'upload' | 'mapping'; readonly state: 'waiting' | 'running' | 'done' | 'failed'; readonly stage: string; readonly mode: string;
  readonly files: readonly { readonly id: string; readonly name: string; readonly size: number }[]; readonly bytes: { readonly done: number; readonly total: number }; readonly rows: { readonly read: number; readonly accepted: number; readonly refused: number };
  readonly refusedBy: readonly { readonly reason: string; readonly title: string; readonly count: number }[]; readonly notes?: readonly { readonly title?: string; readonly words?: string }[]; readonly version: number | null; readonly failure?: Problem | null; readonly startedAt: string | null; readonly endedAt: string | null;
};
export type RefusedRow = { readonly file: string; readonly line: number; readonly reason: string; readonly title: string; readonly text: string };

export const useDataset = (id: string) => useQuery({ queryKey: ['dataset', id], queryFn: () => readVersioned<Dataset>(`/api/v1/datasets/${id}`) });
export const useVersion = (id: string, number: number | null | undefined) => useQuery({ queryKey: ['dataset', id, 'version', number], queryFn: () => read<Version>(`/api/v1/datasets/${id}/versions/${number}`), enabled: typeof number === 'number', staleTime: Infinity });
export const useImport = (id: string) => useQuery({ queryKey: ['import', id], queryFn: () => read<Import>(`/api/v1/imports/${id}`), refetchInterval: ({ state }) => (state.data && (state.data.state === 'done' || state.data.state === 'failed') ? false : 1000) });

/** Changes something of a dataset, then asks for it anew. */
export function useDatasetChange<T>(id: string, work: (given: T) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: work, onSettled: () => void queries.invalidateQueries({ queryKey: ['dataset', id] }) });
}

export const changeEntry = (id: string, etag: string | null) => (entry: Partial<Dataset>) => change<Dataset>(`/api/v1/datasets/${id}`, entry, etag);
export const publish = (id: string) => () => create<Dataset>(`/api/v1/datasets/${id}/publish`, {});
