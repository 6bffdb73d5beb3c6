import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { accountsWords } from '../../words/accounts.ts';
import { hubWords } from '../../words/hub.ts';
import { sharedWords } from '../../words/shared.ts';
import { create } from '../../ui/api/client.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { FilterBox } from '../../ui/desk/FilterBox.tsx';
import { More } from '../../ui/desk/More.tsx';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { OrganPicker } from '../../ui/form/OrganPicker.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Dialog } from '../../ui/parts/Dialog.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { readRoles, rolesKey } from '../roles/roles.ts';
import { keptMove, Moves, type Movable } from './Moves.tsx';
import { Once } from './Once.tsx';
import { keptStandIn, StandIns, type Absent } from './StandIns.tsx';

const say = sayer(hubWords);
const sayShared = sayer(sharedWords);
const sayHere = sayer(accountsWords);

type Account = { readonly id: string; readonly username: string; readonly kind: 'citizen' | 'official' | 'service'; readonly name: string; readonly organ: string | null; readonly organName: string | null; readonly posts: readonly string[]; readonly roles: readonly string[]; readonly sessions: number; readonly demo: boolean; readonly closedAt: string | null };

const kinds = { citizen: say('kindCitizen'), official: say('kindOfficial'), service: say('kindService') } as const;
const columnsWith = (titleOf: (role: string) => string): readonly Column<Account>[] => [
  { key: 'username', title: say('username'), width: '8.5rem', show: ({ username }) => username },
  { key: 'name', title: say('name'), width: '9.5rem', show: ({ name, demo }) => <>{name} {demo && <span className="tag">{sayShared('demoData')}</span>}</> },
  { key: 'kind', title: say('kind'), width: '5rem', show: ({ kind, closedAt }) => (closedAt ? <span className="tag">{say('closed')}</span> : kinds[kind]) },
  { key: 'organ', title: say('organ'), show: ({ organName }) => organName ?? '—' },
  { key: 'posts', title: say('posts'), width: '7rem', wideOnly: true, show: ({ posts }) => posts.join('、') || '—' },
  { key: 'roles', title: say('rolesOf'), width: '9.5rem', wideOnly: true, show: ({ roles }) => roles.map(titleOf).join('、') || '—' },
  { key: 'sessions', title: say('sessions'), width: '3.5rem', end: true, wideOnly: true, show: ({ sessions }) => <span className="num">{sessions}</span> },
];

/** Who may enter, for which organ, in which posts and roles; opened and closed here, with links instead of passwords. */
export function Accounts(): ReactNode {
  const [search] = useSearch();
  const reader = useSession().data?.reader;
  const list = usePages<Account>(['subject', 'accounts'], '/api/v1/accounts', { q: search.get('q') });
  const [opening, setOpening] = useState(false);
  const [closing, askToClose] = useState<Account | null>(null);
  const [absent, arrange] = useState<Absent | null>(() => keptStandIn()?.absent ?? null);
  const [moving, move] = useState<Movable | null>(() => keptMove()?.official ?? null);
  const [link, setLink] = useState<{ idea: string; value: string } | null>(null);
  const queries = useQueryClient();
  const changed = () => void queries.invalidateQueries({ queryKey: ['subject', 'accounts'] });
  const close = useMutation({ mutationFn: ({ id }: Account) => create(`/api/v1/accounts/${id}/close`, {}), onSuccess: () => { askToClose(null); changed(); } });
  const reset = useMutation({ mutationFn: async ({ id }: Account) => setLink({ idea: sayHere('resetOnce'), value: (await create<{ link: string }>(`/api/v1/accounts/${id}/password-link`, {})).link }) });
  const roles = useQuery({ queryKey: rolesKey, queryFn: readRoles }).data ?? [];
  const columns = columnsWith((key) => roles.find((role) => role.key === key)?.title ?? key);
  const manages = reader !== undefined && holds(reader, 'account.manage');
  // Demonstration accounts may be away like others; closed or given another password, they would be nobody's demonstration.
  const acts: Column<Account> = {
    key: 'acts', title: '', width: list.rows.some(({ demo }) => !demo) ? '18.5rem' : '7rem', end: true, wideOnly: true,
    show: (row) => !row.closedAt && (
      <>
        {row.kind === 'official' && <button type="button" className="button plain" aria-label={`${sayHere('standIns')} ${row.username}`} onClick={() => { move(null); arrange({ id: row.id, name: row.name }); }}>{sayHere('standIns')}</button>}
        {!row.demo && row.kind === 'official' && <button type="button" className="button plain" aria-label={`${sayHere('moves')} ${row.username}`} onClick={() => { arrange(null); move({ id: row.id, name: row.name, organ: row.organ ?? '', posts: row.posts }); }}>{sayHere('moves')}</button>}
        {!row.demo && row.kind !== 'service' && <button type="button" className="button plain" onClick={() => reset.mutate(row)}>{sayHere('reset')}</button>}
        {!row.demo && <button type="button" className="button plain" aria-label={`${sayHere('closeAccount')} ${row.username}`} onClick={() => askToClose(row)}>{sayHere('closeAccount')}</button>}
      </>
    ),
  };
  return (
    <section>
      <PageHead title={say('accounts')} acts={<><FilterBox label={say('searchAccounts')} />{manages && !opening && <button type="button" className="button primary" onClick={() => setOpening(true)}>{sayHere('openAccount')}</button>}</>}>{sayHere('accountsIdea')}</PageHead>
      {opening && <OpenAccount cancel={() => setOpening(false)} done={(value) => { setOpening(false); setLink({ idea: sayHere('linkOnce'), value }); changed(); }} />}
      {absent && <StandIns key={absent.id} absent={absent} close={() => arrange(null)} />}
      {moving && <Moves key={moving.id} official={moving} changed={changed} close={() => move(null)} />}
      {link && <Once {...link} />}
      <ErrorBanner error={reset.error} focus />
      <Answer query={list}>{() => <><RowTable name={say('accounts')} rows={list.rows} columns={manages ? [...columns, acts] : columns} keyOf={({ id }) => id} /><More list={list} /></>}</Answer>
      <Dialog title={sayHere('closeAccount')} open={closing !== null} close={() => askToClose(null)} confirm={sayHere('closeAccount')} busy={close.isPending} done={() => { if (closing) close.mutate(closing); }}>
        {closing && <p>{sayHere('closeAsk', { name: closing.name })}</p>}<ErrorBanner error={close.error} />
      </Dialog>
    </section>
  );
}

function OpenAccount({ done, cancel }: { done: (link: string) => void; cancel: () => void }): ReactNode {
  const [given, setGiven] = useState({ username: '', name: '', organ: useSession().data?.reader.organ ?? '' });
  const open = useMutation({ mutationFn: () => create<{ link: string }>('/api/v1/accounts', { ...given, username: given.username.trim(), name: given.name.trim(), kind: 'official' }), onSuccess: ({ link }) => done(link) });
  return (
    <form className="page-body reading app-form" onSubmit={(event) => { event.preventDefault(); open.mutate(); }}>
      <ErrorBanner error={open.error} focus />
      <label><span>{sayHere('name')}</span><Input value={given.name} maxLength={60} autoComplete="off" onChange={(event) => setGiven({ ...given, name: event.target.value })} /></label>
      <label><span>{sayHere('username')} <span className="quiet">{sayHere('usernameHint')}</span></span><Input value={given.username} maxLength={40} autoComplete="off" autoCapitalize="none" onChange={(event) => setGiven({ ...given, username: event.target.value })} /></label>
      <label><span>{sayHere('organ')}</span><OrganPicker name={sayHere('organ')} value={given.organ} change={(organ) => setGiven({ ...given, organ })} /></label>
      <p className="form-acts"><button type="submit" className="button primary" disabled={open.isPending || !given.username || !given.name}>{sayHere('openAccount')}</button><button type="button" className="button" onClick={cancel}>{sayShared('cancel')}</button></p>
    </form>
  );
}
