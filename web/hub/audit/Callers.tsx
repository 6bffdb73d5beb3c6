import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { auditWords } from '../../words/audit.ts';
import { create, read } from '../../ui/api/client.ts';
import { organTitle, useOrgans } from '../../ui/api/directory.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Dialog } from '../../ui/parts/Dialog.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(auditWords);
type Caller = { readonly id: string; readonly username: string; readonly name: string; readonly organ: string | null; readonly named: boolean; readonly answeredBy: string | null };
const key = ['guard', 'callers'] as const;

/** The systems that call shared data, and the official who answers for each: without one a system is refused. */
export function Callers(): ReactNode {
  const reader = useSession().data?.reader;
  const organs = useOrgans().data ?? [];
  const callers = useQuery({ queryKey: key, queryFn: ({ signal }) => read<Caller[]>('/api/v1/guard/callers', {}, signal) });
  const [naming, ask] = useState<Caller | null>(null);
  const columns: readonly Column<Caller>[] = [
    { key: 'name', title: say('callerName'), show: ({ name, username }) => <>{name} <code className="quiet">{username}</code></> },
    { key: 'organ', title: say('callerOrgan'), wideOnly: true, show: ({ organ }) => (organ ? organTitle(organs, organ) : '—') },
    { key: 'by', title: say('answeredBy'), width: '12rem', show: ({ named, answeredBy }) => (named && answeredBy ? answeredBy : <span className="tag">{say(named ? 'nobodyAnswers' : 'notNamed')}</span>) },
    ...(reader !== undefined && holds(reader, 'guard.handle') ? [{ key: 'act', title: '', width: '9rem', end: true, show: (row: Caller) => <button type="button" className="button plain" aria-label={`${say('nameCaller')} ${row.name}`} onClick={() => ask(row)}>{say('nameCaller')}</button> }] : []),
  ];
  return (
    <>
      <Answer query={callers}>{(items) => (items.length === 0 ? <p className="quiet">{say('noCallers')}</p> : <RowTable name={say('callers')} rows={items} columns={columns} keyOf={({ id }) => id} />)}</Answer>
      {naming && <Naming key={naming.id} caller={naming} close={() => ask(null)} />}
    </>
  );
}

function Naming({ caller, close }: { caller: Caller; close: () => void }): ReactNode {
  const [answeredBy, type] = useState(caller.answeredBy ?? '');
  const queries = useQueryClient();
  const name = useMutation({ mutationFn: () => create(`/api/v1/guard/callers/${caller.id}`, { answeredBy: answeredBy.trim() }), onSuccess: async () => { await queries.invalidateQueries({ queryKey: ['guard'] }); close(); } });
  return (
    <Dialog title={`${say('nameCaller')} · ${caller.name}`} open close={close} confirm={say('nameCaller')} busy={name.isPending || answeredBy.trim() === ''} done={() => name.mutate()}>
      <p>{say('nameCallerIdea')}</p>
      <label>{say('answeredByUsername')} <input className="line-input" maxLength={100} value={answeredBy} autoCapitalize="none" onChange={(event) => type(event.target.value)} /></label>
      <ErrorBanner error={name.error} focus />
    </Dialog>
  );
}
