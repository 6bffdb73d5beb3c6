import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem.ts';

/** What the screens know. A refusal is final; only a lost connection is tried again by itself. */
export const newQueries = (): QueryClient => new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, refetchOnWindowFocus: true, retry: (failures, error) => failures < 2 && error instanceof ProblemError && error.passing },
    mutations: { retry: false },
  },
});
