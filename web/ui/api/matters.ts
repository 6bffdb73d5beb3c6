import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { MaterialGiven, MatterStop } from '#domain/matter/matter.ts';
import type { OpenAct, summary } from '#domain/matter/view.ts';
import type { FormSchema } from '../form/fields.ts';
import { sendOrKeep } from '../outbox/outbox.ts';
import { create, read, readVersioned } from './client.ts';

/** One line of a list of matters, as the API writes it. */
export type MatterLine = ReturnType<typeof summary>;
export type { OpenAct } from '#domain/matter/view.ts';

export type MatterPart = { readonly part: string; readonly title: string; readonly organ: string; readonly organName: string; readonly answer: 'agreed' | 'refused' | null; readonly opinion: string | null; readonly dueAt: string | null; readonly answeredAt: string | null };
export type MatterRating = { readonly level: number; readonly words: string | null; readonly at?: string };

/** One matter with its form, materials and what the reader may do now. */
export type MatterFile = MatterLine & {
  readonly traceId: string;
  readonly address: string | null;
  readonly parentId: string | null;
  readonly form: Readonly<Record<string, unknown>>;
  readonly masked: readonly string[];
  readonly schema: FormSchema;
  readonly answers: Readonly<Record<string, string>>;
  readonly materials: Readonly<Record<string, MaterialGiven>>;
  readonly acts: readonly (Omit<OpenAct, 'asks'> & { readonly asks: FormSchema | null })[];
  readonly parts: readonly MatterPart[];
  readonly rating: MatterRating | null;
  readonly promiseDueAt: string | null;
  readonly stops: readonly MatterStop[];
};

export type TimelineLine = { readonly id: string; readonly act: string; readonly title: string; readonly fromState: string | null; readonly toState: string; readonly actor: string; readonly organ: string | null; readonly organName: string | null; readonly reason: string | null; readonly data: Readonly<Record<string, unknown>>; readonly files: readonly string[]; readonly at: string };
export type QueueLine = { readonly key: string; readonly title: string; readonly count: { readonly value: number; readonly exact: boolean }; readonly nearestDue: string | null };

/** What a kind of matter asks: its questions, form, materials and states. */
export type MatterTypeBrief = { readonly key: string; readonly title: string; readonly kind: string; readonly mayOpen: boolean };
export type MatterTypeFull = MatterTypeBrief & {
  readonly form: FormSchema;
  readonly levels: Readonly<Record<string, string>> | null;
  readonly questions: readonly { readonly key: string; readonly title: string; readonly options: Readonly<Record<string, string>> }[];
  readonly materials: readonly { readonly key: string; readonly title: string; readonly needed: boolean; readonly replacedBy: string | null }[];
  readonly lifecycle: readonly { readonly key: string; readonly title: string; readonly by: string; readonly within: string | null; readonly acts: readonly { readonly key: string; readonly title: string; readonly to: string; readonly ends: boolean }[] }[];
};

export const useQueues = () => useQuery({ queryKey: ['matter', 'queues'], queryFn: () => read<QueueLine[]>('/api/v1/queues') });
export const useMatter = (id: string) => useQuery({ queryKey: ['matter', 'one', id], queryFn: ({ signal }) => readVersioned<MatterFile>(`/api/v1/matters/${encodeURIComponent(id)}`, signal) });
export const useTimeline = (id: string) => useQuery({ queryKey: ['matter', 'timeline', id], queryFn: () => read<TimelineLine[]>(`/api/v1/matters/${encodeURIComponent(id)}/timeline`) });
export const useMatterTypes = () => useQuery({ queryKey: ['matter-types'], queryFn: () => read<MatterTypeBrief[]>('/api/v1/matter-types'), staleTime: Infinity });
export const useMatterType = (key: string | undefined) => useQuery({ queryKey: ['matter-types', key], queryFn: () => read<MatterTypeFull>(`/api/v1/matter-types/${key}`), enabled: Boolean(key), staleTime: Infinity });

/** What is done to a matter: the act, with what it asks for. */
export type Doing = { readonly act: string; readonly reason?: string; readonly data?: Readonly<Record<string, unknown>>; readonly files?: readonly string[]; readonly position?: readonly [number, number] };

/** Does an act on the version the reader has seen. Without a network it waits in the outbox; then the version cannot be held against it. */
export function useAct(matter: { readonly id: string; readonly number: string; readonly title: string }, etag: string | null) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ doing, said }: { doing: Doing; said: string }) => sendOrKeep<MatterLine>(`/api/v1/matters/${matter.id}/acts`, doing, `${said} · ${matter.number} ${matter.title}`, etag),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['matter'] }),
  });
}

export function useAnswerPart(matterId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ part, ...answer }: { part: string; answer: 'agreed' | 'refused'; opinion: string }) => create<MatterLine>(`/api/v1/matters/${matterId}/parts/${part}`, answer),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['matter'] }),
  });
}
