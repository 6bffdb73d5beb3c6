import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem.ts';

/** What the screens know. A refusal is final; only a lost connection is tried again by itself. Without a network things are tried all the same: what cannot be sent is kept by the outbox, not by the library's memory. */
export const newQueries = (): QueryClient => new QueryClient({
  defaultOptions: {
    queries: { networkMode: 'always', staleTime: 15_000, refetchOnWindowFocus: true, retry: (failures, error) => failures < 2 && error instanceof ProblemError && error.passing },
    mutations: { networkMode: 'always', retry: false },
  },
});
