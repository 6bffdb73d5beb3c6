import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { accountsWords } from '../../words/accounts.ts';
import { create, read } from '../../ui/api/client.ts';
import { organTitle, useOrgans } from '../../ui/api/directory.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { NamedSelect } from '../../ui/form/NamedSelect.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Dialog } from '../../ui/parts/Dialog.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { sayer } from '../../ui/words.ts';
import { sharedWords } from '../../words/shared.ts';
import { Once } from './Once.tsx';

const say = sayer(accountsWords);
const sayShared = sayer(sharedWords);
const kinds = ['web', 'public', 'device', 'system'] as const;
type Kind = (typeof kinds)[number];
type Application = { readonly id: string; readonly clientId: string; readonly name: string; readonly purpose: string; readonly kind: Kind; readonly organ: string; readonly organName: string; readonly contact: string; readonly level: number; readonly closedAt: string | null };
type Made = { readonly clientId: string; readonly secret: string | null };
const key = ['oidc', 'applications'] as const;

/** The register of applications that use the single sign-on; a secret is shown once. */
export function Applications(): ReactNode {
  const reader = useSession().data?.reader;
  const list = useQuery({ queryKey: key, queryFn: () => read<{ items: Application[]; issuer: string }>('/api/v1/applications') });
  const [opening, setOpening] = useState(false);
  const [closing, askToClose] = useState<Application | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const queries = useQueryClient();
  const changed = () => void queries.invalidateQueries({ queryKey: key });
  const close = useMutation({ mutationFn: ({ id }: Application) => create(`/api/v1/applications/${id}/close`, {}), onSuccess: () => { askToClose(null); changed(); } });
  const renew = useMutation({ mutationFn: async ({ id, clientId }: Application) => setMade({ clientId, ...(await create<{ secret: string }>(`/api/v1/applications/${id}/secret`, {})) }) });
  const manages = reader !== undefined && holds(reader, 'account.manage');
  const columns: readonly Column<Application>[] = [
    { key: 'name', title: say('appName'), show: ({ name, closedAt }) => <>{name} {closedAt && <span className="tag">{say('closed')}</span>}</> },
    { key: 'kind', title: say('kind'), wideOnly: true, show: ({ kind }) => say(`kind_${kind}`) },
    { key: 'organ', title: say('organ'), width: '15rem', wideOnly: true, show: ({ organName }) => organName },
    { key: 'level', title: say('level'), width: '9rem', wideOnly: true, show: ({ level }) => say(level === 2 ? 'level_2' : 'level_1') },
    { key: 'client', title: 'client_id', width: '11rem', wideOnly: true, show: ({ clientId }) => <code>{clientId}</code> },
    ...(manages ? [{ key: 'acts', title: '', width: '12rem', end: true, show: (row: Application) => !row.closedAt && <>{(row.kind === 'web' || row.kind === 'system') && <button type="button" className="button plain" onClick={() => renew.mutate(row)}>{say('newSecret')}</button>}<button type="button" className="button plain" aria-label={`${say('closeApp')} ${row.name}`} onClick={() => askToClose(row)}>{say('closeApp')}</button></> }] : []),
  ];
  return (
    <section>
      <PageHead title={say('applications')} acts={manages && !opening && <button type="button" className="button primary" onClick={() => setOpening(true)}>{say('register')}</button>}>{say('applicationsIdea', { issuer: list.data?.issuer ?? '' })}</PageHead>
      {opening && <Register done={(fresh) => { setOpening(false); setMade(fresh); changed(); }} cancel={() => setOpening(false)} />}
      {made && <Once idea={made.secret ? say('secretOnce', { id: made.clientId }) : say('noSecret', { id: made.clientId })} value={made.secret ?? made.clientId} />}
      <ErrorBanner error={renew.error} focus />
      <Answer query={list}>{({ items }) => (items.length === 0 ? <Empty title={say('noApps')}>{say('noAppsWhy')}</Empty> : <RowTable name={say('applications')} rows={items} columns={columns} keyOf={({ id }) => id} />)}</Answer>
      <Dialog title={say('closeApp')} open={closing !== null} close={() => askToClose(null)} confirm={say('closeApp')} busy={close.isPending} done={() => { if (closing) close.mutate(closing); }}>
        {closing && <p>{say('closeAppAsk', { name: closing.name })}</p>}<ErrorBanner error={close.error} />
      </Dialog>
    </section>
  );
}

const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean);

function Register({ done, cancel }: { done: (made: Made) => void; cancel: () => void }): ReactNode {
  const reader = useSession().data?.reader;
  const organs = useOrgans().data ?? [];
  const scopes = useQuery({ queryKey: ['oidc', 'scopes'], queryFn: () => read<{ items: { key: string; title: string }[] }>('/api/v1/application-scopes'), staleTime: Infinity }).data?.items ?? [];
  const [given, setGiven] = useState({ kind: 'web' as Kind, name: '', purpose: '', contact: '', organ: reader?.organ ?? '', returns: '', signOuts: '', backChannel: '', scopes: ['openid', 'profile'], level: 1 });
  const put = (change: Partial<typeof given>) => setGiven({ ...given, ...change });
  const register = useMutation({
    mutationFn: () => create<Made>('/api/v1/applications', {
      kind: given.kind, name: given.name.trim(), purpose: given.purpose.trim(), contact: given.contact.trim(), organ: given.organ, returnAddresses: lines(given.returns), signOutAddresses: lines(given.signOuts), backChannel: given.backChannel.trim() || null, scopes: given.scopes, level: given.level,
    }),
    onSuccess: done,
  });
  const hasBrowser = given.kind === 'web' || given.kind === 'public';
  const text = (name: 'name' | 'purpose' | 'contact' | 'backChannel', title: string, most: number) => <label><span>{title}</span><Input value={given[name]} maxLength={most} onChange={(event) => put({ [name]: event.target.value })} /></label>;
  const area = (name: 'returns' | 'signOuts', title: string) => <label><span>{title}</span><Input.TextArea className="grows" rows={2} value={given[name]} onChange={(event) => put({ [name]: event.target.value })} /></label>;
  return (
    <form className="page-body reading app-form" onSubmit={(event) => { event.preventDefault(); register.mutate(); }}>
      <ErrorBanner error={register.error} focus />
      <label><span>{say('kind')}</span><NamedSelect name={say('kind')} value={given.kind} onChange={(kind) => put({ kind })} options={kinds.map((kind) => ({ value: kind, label: say(`kind_${kind}`) }))} /></label>
      {text('name', say('appName'), 60)}
      {text('purpose', say('purpose'), 300)}
      <label><span>{say('organ')}</span><NamedSelect name={say('organ')} value={given.organ} showSearch={{ optionFilterProp: 'label' }} onChange={(organ) => put({ organ })} options={organs.map((organ) => ({ value: organ.key, label: organTitle(organs, organ.key) }))} /></label>
      {text('contact', say('contact'), 120)}
      {hasBrowser && <>{area('returns', say('returns'))}{area('signOuts', say('signOuts'))}{text('backChannel', say('backChannel'), 500)}</>}
      {given.kind !== 'system' && <>
        <label><span>{say('scopes')}</span><Select mode="multiple" aria-label={say('scopes')} value={given.scopes} onChange={(chosen: string[]) => put({ scopes: [...new Set(['openid', ...chosen])] })} options={scopes.map((scope) => ({ value: scope.key, label: scope.title }))} /></label>
        <label><span>{say('level')}</span><NamedSelect name={say('level')} value={given.level} onChange={(level) => put({ level })} options={[{ value: 1, label: say('level_1') }, { value: 2, label: say('level_2') }]} /></label>
      </>}
      <p className="form-acts"><button type="submit" className="button primary" disabled={register.isPending}>{say('register')}</button><button type="button" className="button" onClick={cancel}>{sayShared('cancel')}</button></p>
    </form>
  );
}
