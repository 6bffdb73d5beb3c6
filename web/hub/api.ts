import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Static } from 'typebox';
import type { CardShape, ColumnShape, DatasetShape, FailingRowShape, ImportShape, MappingPreviewShape, QualityShape, RefusedRowShape, RowShape, RunShape, VersionColumnShape, VersionDetailShape, VersionShape } from '#domain/record/shapes.ts';
import type { Dimension } from '#domain/record/quality/rule.ts';
import { change, create, read, readVersioned } from '../ui/api/client.ts';

export type { Dimension } from '#domain/record/quality/rule.ts';

/** The six dimensions of data quality (GB/T 36344), in the order they are drawn. */
export const dimensions = ['conformity', 'completeness', 'accuracy', 'consistency', 'timeliness', 'accessibility'] as const satisfies readonly Dimension[];
export type Dimensions = Readonly<Partial<Record<Dimension, number>>>;

// The answers are what the API's own schemas say: a change there that the screens do not follow does not compile.
export type Column = Static<typeof ColumnShape>;
export type VersionColumn = Static<typeof VersionColumnShape>;

export type DatasetCard = Static<typeof CardShape>;
export type Dataset = Static<typeof DatasetShape>;
export type Version = Static<typeof VersionShape>;
export type VersionFull = Static<typeof VersionDetailShape>;
export type ColumnProfile = VersionFull['profile'][number];
export type Import = Static<typeof ImportShape>;
export type RefusedRow = Static<typeof RefusedRowShape>;
export type Quality = Static<typeof QualityShape>;
export type RuleResult = Static<typeof RunShape>['results'][number];
export type FailingRow = Static<typeof FailingRowShape>;
export type Preview = Static<typeof MappingPreviewShape>;
export type Row = Static<typeof RowShape>;

export const useDataset = (id: string) => useQuery({ queryKey: ['dataset', id], queryFn: () => readVersioned<Dataset>(`/api/v1/datasets/${id}`) });
export const useVersion = (id: string, number: number | null | undefined) => useQuery({ queryKey: ['dataset', id, 'version', number], queryFn: () => read<VersionFull>(`/api/v1/datasets/${id}/versions/${number}`), enabled: typeof number === 'number', staleTime: Infinity });
/** An import while it runs: asked for every second until it has ended. */
export const useImport = (id: string) => useQuery({ queryKey: ['import', id], queryFn: () => read<Import>(`/api/v1/imports/${id}`), refetchInterval: ({ state }) => (state.data?.state === 'done' || state.data?.state === 'failed' ? false : 1000) });

/** Changes something of a dataset, then asks for it anew. */
export function useDatasetChange<T>(id: string, work: (given: T) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: work, onSettled: () => void queries.invalidateQueries({ queryKey: ['dataset', id] }) });
}

/** What may be said of a dataset in the catalogue. */
export type EntryChange = Partial<Pick<Dataset, 'title' | 'summary' | 'keywords' | 'category' | 'duty' | 'source' | 'grade' | 'level' | 'gradeBasis' | 'sharing' | 'sharingCondition' | 'sharingBasis' | 'opening' | 'openingCondition' | 'cycle'>>;
export const changeEntry = (id: string, etag: string | null) => (entry: EntryChange) => change<Dataset>(`/api/v1/datasets/${id}`, entry, etag);
export const publish = (id: string) => () => create<Dataset>(`/api/v1/datasets/${id}/publish`, {});
