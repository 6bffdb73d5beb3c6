import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { create, read } from '../api/client.ts';
import { Answer } from '../parts/Answer.tsx';
import { Empty } from '../parts/Empty.tsx';
import { Moment } from '../parts/Moment.tsx';
import { Link } from '../router.tsx';
import { sayer } from '../words.ts';
import { PageHead, type RailItem } from './Shell.tsx';

const say = sayer(sharedWords);

type Notice = { readonly id: string; readonly title: string; readonly body: string; readonly about: string | null; readonly at: string; readonly readAt: string | null };
type Notices = { readonly unread: number; readonly items: readonly Notice[] };

/** The reader's messages; asked for again every minute. */
export const useNotices = (): UseQueryResult<Notices> => useQuery({ queryKey: ['notice'], queryFn: ({ signal }) => read<Notices>('/api/v1/notices', {}, signal), refetchInterval: 60_000 });

/** The entry of the rail, with how many are unread. */
export const noticesItem = (face: 'office' | 'hub', unread: number): RailItem => ({ to: `/${face}/notices`, title: say('notices'), icon: 'bell', ...(unread > 0 ? { count: unread, wants: true } : {}) });

/** Messages, newest first; the unread stand out until they are marked. */
export function NoticesPage(): ReactNode {
  const notices = useNotices();
  const queries = useQueryClient();
  const mark = useMutation({ mutationFn: () => create('/api/v1/notices/read', {}), onSuccess: () => void queries.invalidateQueries({ queryKey: ['notice'] }) });
  const unread = notices.data?.unread ?? 0;
  return (
    <section>
      <PageHead title={say('notices')} acts={unread > 0 && <button type="button" className="button" disabled={mark.isPending} onClick={() => mark.mutate()}>{say('noticesRead')}</button>} />
      <Answer query={notices}>{({ items }) => (items.length === 0 ? <Empty title={say('noticesNone')}>{say('noticesNoneWhy')}</Empty> : (
        <ul className="page-body notices">{items.map(({ id, title, body, about, at, readAt }) => (
          <li key={id} className={readAt ? undefined : 'unread'}>
            <p className="strong">{about ? <Link to={`/office/matters/${about}`}>{title}</Link> : title}</p>
            <p>{body}</p>
            <p className="quiet"><Moment at={at} /></p>
          </li>
        ))}</ul>
      ))}</Answer>
    </section>
  );
}
