import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { accountsWords } from '../../words/accounts.ts';
import { sharedWords } from '../../words/shared.ts';
import { create, read } from '../../ui/api/client.ts';
import { problemOf } from '../../ui/api/problem.ts';
import { forget, keep, kept } from '../../ui/form/kept.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { sayer } from '../../ui/words.ts';
import { StaffPanel } from './StaffPanel.tsx';

const say = sayer(accountsWords);
const sayShared = sayer(sharedWords);
type StandIn = { readonly id: string; readonly accountId: string; readonly accountName: string; readonly standInName: string; readonly why: string; readonly fromAt: string; readonly untilAt: string; readonly endedAt: string | null };
type Given = { readonly username: string; readonly why: string; readonly from: string; readonly until: string };
/** The official whose absence is arranged. */
export type Absent = { readonly id: string; readonly name: string };

const waiting = 'stand-in';
const nothing: Given = { username: '', why: '', from: '', until: '' };
/** For whom a stand-in was being arranged when a second factor was asked for. */
export const keptStandIn = () => kept<{ readonly absent: Absent; readonly given: Given }>(waiting);

/** Who stands in for an official, and did: arranged for a time, with the reason, and ended early when they are back. */
export function StandIns({ absent, close }: { absent: Absent; close: () => void }): ReactNode {
  const key = ['subject', 'stand-ins', absent.id] as const;
  const list = useQuery({ queryKey: key, queryFn: ({ signal }) => read<{ items: StandIn[] }>(`/api/v1/accounts/${absent.id}/stand-ins`, {}, signal) });
  const queries = useQueryClient();
  const [given, set] = useState<Given>(() => keptStandIn()?.given ?? nothing);
  const put = (changed: Partial<Given>) => set({ ...given, ...changed });
  const make = useMutation({
    mutationFn: async () => {
      const { items } = await read<{ items: { id: string; username: string }[] }>('/api/v1/accounts', { q: given.username.trim(), limit: 200 });
      // An unknown name goes to the server as it is, which says in its own words what is wrong.
      const found = items.find(({ username }) => username === given.username.trim());
      return create('/api/v1/stand-ins', { accountId: absent.id, standIn: found?.id ?? '00000000-0000-7000-8000-000000000000', why: given.why.trim(), fromAt: new Date(given.from).toISOString(), untilAt: new Date(given.until).toISOString() });
    },
    onSuccess: async () => { forget(waiting); set(nothing); await queries.invalidateQueries({ queryKey: key }); },
    onError: (error) => { if (problemOf(error).code === 'STEP_UP_NEEDED') keep(waiting, { absent, given }); },
  });
  const end = useMutation({ mutationFn: (id: string) => create(`/api/v1/stand-ins/${id}/end`, {}), onSuccess: () => queries.invalidateQueries({ queryKey: key }) });
  const field = (name: keyof Given, title: string, type: 'text' | 'datetime-local', most = 200) => <label><span>{title}</span><input className="line-input" type={type} required maxLength={most} value={given[name]} autoCapitalize="none" onChange={(event) => put({ [name]: event.target.value })} /></label>;
  return (
    <StaffPanel title={say('standInsOf', { name: absent.name })} idea={say('standInsIdea')}>
      <form className="staff-form" onSubmit={(event) => { event.preventDefault(); make.mutate(); }}>
        {field('username', say('standInUsername'), 'text', 100)}{field('why', say('standInWhy'), 'text')}{field('from', say('standInFrom'), 'datetime-local')}{field('until', say('standInUntil'), 'datetime-local')}
        <p className="form-acts"><button type="submit" className="button primary" disabled={make.isPending}>{say('standInMake')}</button><button type="button" className="button" onClick={() => { forget(waiting); close(); }}>{sayShared('close')}</button></p>
        <ErrorBanner error={make.error ?? end.error} focus />
      </form>
      <Answer query={list}>
        {({ items }) => (items.length === 0 ? <p className="quiet">{say('standInsNone')}</p> : (
          <ul className="staff-list">
            {items.map((each) => (
              <li key={each.id}>
                <span>{say('standInLine', { one: each.standInName, other: each.accountName })} <span className="quiet">{each.why}</span></span>
                <span className="quiet num"><Moment at={each.fromAt} /> – <Moment at={each.endedAt ?? each.untilAt} /></span>
                {each.endedAt ? <span className="tag">{say('standInEnded')}</span> : <button type="button" className="button plain" aria-label={`${say('standInEnd')} ${each.standInName}`} disabled={end.isPending} onClick={() => end.mutate(each.id)}>{say('standInEnd')}</button>}
              </li>
            ))}
          </ul>
        ))}
      </Answer>
    </StaffPanel>
  );
}
