import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { create, read } from './client.ts';

/** A person of the registry as officials see them: every value masked. */
export type MaskedPerson = { readonly id: string; readonly name: string; readonly idNumber: string; readonly phone: string | null; readonly address: string | null; readonly sex: string; readonly born: string; readonly region: string; readonly masked: readonly string[] };
export type Wanted = { readonly by: 'idNumber' | 'name' | 'phone'; readonly q: string };

/** Finds persons. Asked by a press and kept by no cache: each search is a read on record. */
export const useFindPersons = () => useMutation({ mutationFn: async ({ by, q }: Wanted) => (await read<{ items: MaskedPerson[] }>('/api/v1/persons', { by, q: q.trim() })).items });

export type HeldMandate = { readonly id: string; readonly kind: 'guardian' | 'agent' | 'staff'; /** Whether this person is the one acted for. */ readonly gives: boolean; readonly principalName: string; readonly agentName: string; readonly fromDay: string; readonly untilDay: string | null; readonly channel: 'portal' | 'window'; readonly endedAt: string | null; readonly endWhy: string | null };
export const useMandates = (personId: string) => useQuery({ queryKey: ['mandates', personId], queryFn: async () => (await read<{ items: HeldMandate[] }>(`/api/v1/persons/${personId}/mandates`)).items, staleTime: Infinity });

/** Registers or ends a mandate, then reads those of the person anew. */
export function useMandateChange<T>(personId: string, work: (given: T) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: work, onSuccess: () => queries.invalidateQueries({ queryKey: ['mandates', personId] }) });
}
export const registerMandate = (principalId: string) => (given: Record<string, unknown>) => create('/api/v1/mandates', { ...given, principalId });
export const endMandate = ({ id, why }: { readonly id: string; readonly why: string }) => create(`/api/v1/mandates/${id}/end`, { why });
