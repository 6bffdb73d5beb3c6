import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { create, keepCsrf, onSignedOut, read, remove } from './client.ts';
import { ProblemError } from './problem.ts';

/** Who is signed in, as far as screens need to know. Rights only decide what is offered; the server decides what is done. */
export type SessionReader = { readonly kind: 'guest' | 'citizen' | 'official' | 'service'; readonly name: string; readonly organ: string | null; readonly organTitle?: string; readonly region: string | null; readonly posts: readonly string[]; readonly rights: readonly string[]; readonly heldBack: 'contract' | 'factor' | 'rules' | null };
export type Session = { readonly csrf: string; readonly reader: SessionReader };
export type DemoAccount = { readonly username: string; readonly password: string; readonly name: string; readonly title: string; readonly face: string };
export type Credentials = { readonly username: string; readonly password: string; readonly code?: string };

const key = ['session'] as const;

/** The session of this browser; null when nobody is signed in. */
export function useSession() {
  const queries = useQueryClient();
  useEffect(() => onSignedOut(() => queries.setQueryData(key, null)), [queries]);
  return useQuery({ queryKey: key, queryFn: readSession, staleTime: Infinity, retry: 1 });
}

async function readSession(): Promise<Session | null> {
  // The server writes into the page whether it came with a session: a visitor without one need not be refused first.
  if (!document.documentElement.hasAttribute('data-session')) return null;
  try {
    return keep(await read<Session>('/api/v1/session'));
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 401) return null;
    throw error;
  }
}

function keep(session: Session): Session | null {
  keepCsrf(session.csrf);
  return session.reader.kind === 'guest' ? null : session;
}

export function useSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: Credentials) => keep(await create<Session>('/api/v1/session', credentials)),
    onSuccess: (session) => {
      forgetOthers(queries);
      queries.setQueryData(key, session);
    },
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => remove('/api/v1/session'),
    onSettled: () => {
      keepCsrf(null);
      forgetOthers(queries);
      queries.setQueryData(key, null);
    },
  });
}

/** What one account has seen, the next must not; the question who is signed in stays. */
const forgetOthers = (queries: QueryClient): void => queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });

/** The accounts to try the city with; empty outside a demonstration. */
export const useDemoAccounts = () => useQuery({ queryKey: ['demo-accounts'], queryFn: () => read<DemoAccount[]>('/api/v1/demo/accounts').catch(() => []), staleTime: Infinity });

/** Whether the reader holds a right anywhere. */
export const holds = (reader: SessionReader, right: string): boolean => reader.rights.includes(right);
