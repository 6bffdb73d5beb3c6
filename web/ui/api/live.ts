import { useEffect, useSyncExternalStore } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Notice } from '#kernel/bus/live.ts';

/** Whether notices of the city arrive at this moment. */
export type LiveState = 'connecting' | 'live' | 'lost';

let state: LiveState = 'connecting';
const watchers = new Set<() => void>();
const become = (next: LiveState): void => {
  if (state === next) return;
  state = next;
  for (const watch of watchers) watch();
};
export const useLiveState = (): LiveState => useSyncExternalStore((watch) => { watchers.add(watch); return () => watchers.delete(watch); }, () => state);

/**
 * Listens to the city while the component stands: every notice makes the questions of its noun be asked again, at most
 * twice a second, and is handed to `hear`. After a lost connection everything is asked again.
 */
export function useLive(hear?: (notice: Notice) => void): void {
  const queries = useQueryClient();
  useEffect(() => {
    const source = new EventSource('/api/v1/live');
    const touched = gather(queries);
    let wasLost = false;
    source.addEventListener('open', () => {
      become('live');
      if (wasLost) void queries.invalidateQueries();
      wasLost = false;
    });
    source.addEventListener('error', () => { wasLost = true; become('lost'); });
    const onNotice = (event: MessageEvent<string>) => {
      const notice = JSON.parse(event.data) as Notice;
      touched(notice.topic.split('.')[0] ?? '');
      hear?.(notice);
    };
    source.addEventListener('message', onNotice);
    source.addEventListener('notice', onNotice);
    return () => { source.close(); become('connecting'); };
  }, [queries, hear]);
}

/** Gathers the nouns that changed within half a second and asks their questions again once. Query keys begin with the noun. */
function gather(queries: QueryClient): (noun: string) => void {
  const nouns = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (noun) => {
    nouns.add(noun);
    timer ??= setTimeout(() => {
      timer = undefined;
      const changed = [...nouns];
      nouns.clear();
      for (const key of changed) void queries.invalidateQueries({ queryKey: [key] });
    }, 500);
  };
}
