import { useMutation } from '@tanstack/react-query';
import { create } from './client.ts';

/** Opens masked fields of a matter or a person for a purpose. The values stay on this page: they are kept by no cache. */
export const useReveal = (of: 'matters' | 'persons', id: string) => useMutation({ mutationFn: (wish: { purpose: string; basis: string; fields: readonly string[] }) => create<{ values: Record<string, unknown> }>(`/api/v1/${of}/${id}/reveal`, wish) });
