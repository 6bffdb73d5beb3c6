import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { sharedWords } from '../../words/shared.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { FilterBox } from '../../ui/desk/FilterBox.tsx';
import { More } from '../../ui/desk/More.tsx';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(hubWords);
const sayShared = sayer(sharedWords);

type Account = { readonly id: string; readonly username: string; readonly kind: 'citizen' | 'official' | 'service'; readonly name: string; readonly organName: string | null; readonly posts: readonly string[]; readonly roles: readonly string[]; readonly sessions: number; readonly demo: boolean; readonly closedAt: string | null };

const kinds = { citizen: say('kindCitizen'), official: say('kindOfficial'), service: say('kindService') } as const;
const columns: readonly Column<Account>[] = [
  { key: 'username', title: say('username'), width: '12rem', show: ({ username }) => username },
  { key: 'name', title: say('name'), width: '10rem', show: ({ name, demo }) => <>{name} {demo && <span className="tag">{sayShared('demoData')}</span>}</> },
  { key: 'kind', title: say('kind'), width: '7rem', show: ({ kind, closedAt }) => (closedAt ? <span className="tag">{say('closed')}</span> : kinds[kind]) },
  { key: 'organ', title: say('organ'), show: ({ organName }) => organName ?? '—' },
  { key: 'posts', title: say('posts'), wideOnly: true, show: ({ posts }) => posts.join('、') || '—' },
  { key: 'roles', title: say('rolesOf'), wideOnly: true, show: ({ roles }) => <span className="quiet">{roles.join('、') || '—'}</span> },
  { key: 'sessions', title: say('sessions'), width: '6rem', end: true, wideOnly: true, show: ({ sessions }) => <span className="num">{sessions}</span> },
];

/** Who may enter, for which organ, in which posts and roles. */
export function Accounts(): ReactNode {
  const [search] = useSearch();
  const list = usePages<Account>(['subject', 'accounts'], '/api/v1/accounts', { q: search.get('q') });
  return (
    <section>
      <PageHead title={say('accounts')} acts={<FilterBox label={say('searchAccounts')} />} />
      <Answer query={list}>{() => <><RowTable name={say('accounts')} rows={list.rows} columns={columns} keyOf={({ id }) => id} /><More list={list} /></>}</Answer>
    </section>
  );
}
