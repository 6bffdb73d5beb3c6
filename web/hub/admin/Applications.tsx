import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import { accountsWords } from '../../words/accounts.ts';
import { create, read } from '../../ui/api/client.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Dialog } from '../../ui/parts/Dialog.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { sayer } from '../../ui/words.ts';
import { ApplicationForm, keptApplication, type Application, type Made } from './ApplicationForm.tsx';
import { Once } from './Once.tsx';

const say = sayer(accountsWords);
const key = ['oidc', 'applications'] as const;

/** The register of applications that use the single sign-on: registered, changed and retired here; a secret is shown once. */
export function Applications(): ReactNode {
  const reader = useSession().data?.reader;
  const list = useQuery({ queryKey: key, queryFn: () => read<{ items: Application[]; issuer: string }>('/api/v1/applications') });
  const [open, show] = useState<Application | 'new' | null>(() => (keptApplication()?.id === null ? 'new' : null));
  const [closing, askToClose] = useState<Application | null>(null);
  const [made, setMade] = useState<Made | null>(null);
  const queries = useQueryClient();
  // Who comes back from showing a second factor finds the application they were changing.
  useEffect(() => {
    const waiting = keptApplication()?.id;
    const found = waiting ? list.data?.items.find(({ id }) => id === waiting) : undefined;
    if (found) show(found);
  }, [list.data]);
  const changed = () => void queries.invalidateQueries({ queryKey: key });
  const close = useMutation({ mutationFn: ({ id }: Application) => create(`/api/v1/applications/${id}/close`, {}), onSuccess: () => { askToClose(null); changed(); } });
  const renew = useMutation({ mutationFn: async ({ id, clientId }: Application) => setMade({ clientId, ...(await create<{ secret: string }>(`/api/v1/applications/${id}/secret`, {})) }) });
  const manages = reader !== undefined && holds(reader, 'account.manage');
  const act = (title: string, { name }: Application, go: () => void) => <button type="button" className="button plain" aria-label={`${title} ${name}`} onClick={go}>{title}</button>;
  const columns: readonly Column<Application>[] = [
    { key: 'name', title: say('appName'), show: ({ name, closedAt }) => <>{name} {closedAt && <span className="tag">{say('closed')}</span>}</> },
    { key: 'kind', title: say('kind'), wideOnly: true, show: ({ kind }) => say(`kind_${kind}`) },
    { key: 'organ', title: say('organ'), width: '15rem', wideOnly: true, show: ({ organName }) => organName },
    { key: 'level', title: say('level'), width: '9rem', wideOnly: true, show: ({ level }) => say(level === 2 ? 'level_2' : 'level_1') },
    { key: 'client', title: 'client_id', width: '11rem', wideOnly: true, show: ({ clientId }) => <code>{clientId}</code> },
    ...(manages ? [{ key: 'acts', title: '', width: '15rem', end: true, show: (row: Application) => !row.closedAt && <>{act(say('changeApp'), row, () => show(row))}{(row.kind === 'web' || row.kind === 'system') && act(say('newSecret'), row, () => renew.mutate(row))}{act(say('closeApp'), row, () => askToClose(row))}</> }] : []),
  ];
  return (
    <section>
      <PageHead title={say('applications')} acts={manages && open === null && <button type="button" className="button primary" onClick={() => show('new')}>{say('register')}</button>}>{say('applicationsIdea', { issuer: list.data?.issuer ?? '' })}</PageHead>
      {open !== null && <ApplicationForm key={open === 'new' ? 'new' : open.id} application={open === 'new' ? null : open} done={(fresh) => { show(null); if (fresh) setMade(fresh); changed(); }} cancel={() => show(null)} />}
      {made && <Once idea={made.secret ? say('secretOnce', { id: made.clientId }) : say('noSecret', { id: made.clientId })} value={made.secret ?? made.clientId} />}
      <ErrorBanner error={renew.error} focus />
      <Answer query={list}>{({ items }) => (items.length === 0 ? <Empty title={say('noApps')}>{say('noAppsWhy')}</Empty> : <RowTable name={say('applications')} rows={items} columns={columns} keyOf={({ id }) => id} />)}</Answer>
      <Dialog title={say('closeApp')} open={closing !== null} close={() => askToClose(null)} confirm={say('closeApp')} busy={close.isPending} done={() => { if (closing) close.mutate(closing); }}>
        {closing && <p>{say('closeAppAsk', { name: closing.name })}</p>}<ErrorBanner error={close.error} />
      </Dialog>
    </section>
  );
}
