import { useInfiniteQuery } from '@tanstack/react-query';
import type { Page } from '#kernel/http/page.ts';
import { read } from '../api/client.ts';

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A list of the API, page after page: all rows so far, and how to get more. The first part of the key is the noun whose changes make it stale. */
export function usePages<T>(key: readonly unknown[], path: string, query: Query = {}, { limit = 50, enabled = true }: { limit?: number; enabled?: boolean } = {}) {
  const answer = useInfiniteQuery({
    queryKey: [...key, path, query],
    queryFn: ({ pageParam, signal }) => read<Page<T>>(path, { ...query, limit, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next ?? undefined,
    enabled,
  });
  return { ...answer, rows: answer.data?.pages.flatMap((page) => page.items) ?? [] };
}
