import type { ReactNode } from 'react';
import { Busy } from './Busy.tsx';
import { ErrorBanner } from './ErrorBanner.tsx';

/** What a question to the API has come to so far. */
type Asked<T> = { readonly data: T | undefined; readonly error: unknown; readonly refetch: () => unknown };

/** What stands in the place of an answer until it is there: progress, or the refusal with a way to ask again. */
export function Answer<T>({ query, children, waiting }: { query: Asked<T>; children: (value: T) => ReactNode; waiting?: ReactNode }): ReactNode {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <div className="answer-error"><ErrorBanner error={query.error} retry={() => void query.refetch()} /></div>;
  return waiting ?? <Busy />;
}
