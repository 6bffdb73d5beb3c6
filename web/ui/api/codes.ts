import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { read } from './client.ts';

/** A scene codes are scanned in, and a place where it is done. */
export type Scene = { readonly key: string; readonly title: string; readonly purpose: string; readonly holder: 'person' | 'enterprise'; readonly shows: readonly { readonly title: string; readonly offline: boolean }[]; readonly keepDays: number };
export type Point = { readonly id: string; readonly scene: string; readonly sceneTitle: string; readonly name: string; readonly organ: string; readonly organName: string; readonly openedAt: string; readonly closedAt: string | null };

export const useScenes = (): UseQueryResult<Scene[]> => useQuery({ queryKey: ['code', 'scenes'], queryFn: ({ signal }) => read<Scene[]>('/api/v1/code-scenes', {}, signal), staleTime: Infinity });
/** The points the reader scans at or registers. */
export const usePoints = (): UseQueryResult<Point[]> => useQuery({ queryKey: ['code', 'points'], queryFn: ({ signal }) => read<Point[]>('/api/v1/code-points', {}, signal) });
