import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { auditWords } from '../../words/audit.ts';
import { create, read } from '../../ui/api/client.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { fullNumber } from '../../ui/format/number.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { sayer } from '../../ui/words.ts';
import { Callers } from './Callers.tsx';
import './audit.css';

const say = sayer(auditWords);

type Indicator = { readonly key: string; readonly title: string; readonly value: number; readonly of: number | null; readonly better: 'higher' | 'lower'; readonly records: string };
type Warning = { readonly id: string; readonly title: string; readonly at: string; readonly accountName: string | null; readonly username: string | null; readonly measured: number; readonly exceeded: number; readonly fromAt: string; readonly toAt: string; readonly stopped: boolean; readonly case: { readonly id: string; readonly number: string } | null };
type Idle = { readonly tellAfterDays: number | null; readonly closeAfterDays: number | null; readonly items: readonly { readonly id: string; readonly title: string; readonly organName: string; readonly days: number; readonly toldAt: string | null }[] };
type Rule = { readonly key: string; readonly title: string; readonly idea: string; readonly limit?: number; readonly minutes?: number; readonly tellAfterDays?: number };

/** The watch over use: what is unusual and waits to be checked, what nobody uses, and how well data are protected, in numbers. */
export function GuardPage(): ReactNode {
  const indicators = useQuery({ queryKey: ['guard', 'indicators'], queryFn: ({ signal }) => read<Indicator[]>('/api/v1/guard/indicators', {}, signal) });
  const warnings = useQuery({ queryKey: ['guard', 'warnings'], queryFn: ({ signal }) => read<{ items: Warning[] }>('/api/v1/guard/warnings', { state: 'open', limit: 100 }, signal) });
  const idle = useQuery({ queryKey: ['guard', 'idle'], queryFn: ({ signal }) => read<Idle>('/api/v1/guard/interfaces', {}, signal) });
  const rules = useQuery({ queryKey: ['guard', 'rules'], queryFn: ({ signal }) => read<Rule[]>('/api/v1/guard/rules', {}, signal), staleTime: Infinity });
  return (
    <section>
      <PageHead title={say('guard')}>{say('guardIdea')}</PageHead>
      <div className="page-body guard">
        <h2>{say('indicators')}</h2>
        <Answer query={indicators}>{(known) => <ul className="indicators">{known.map((each) => <Figure key={each.key} of={each} />)}</ul>}</Answer>
        <h2>{say('openWarnings')}</h2>
        <Answer query={warnings}>{({ items }) => (items.length === 0 ? <p className="quiet">{say('noWarnings')}</p> : <Warnings items={items} />)}</Answer>
        <h2>{say('interfaces')}</h2>
        <Answer query={idle}>{({ items, tellAfterDays, closeAfterDays }) => <>
          {tellAfterDays !== null && <p className="quiet">{say('interfacesRule', { tell: tellAfterDays, shut: closeAfterDays ?? 0 })}</p>}
          {items.length === 0 ? <p className="quiet">{say('noInterfaces')}</p> : <RowTable name={say('interfaces')} rows={items} keyOf={({ id }) => id} columns={idleColumns} />}
        </>}</Answer>
        <h2>{say('callers')}</h2>
        <Callers />
        <h2>{say('rules')}</h2>
        <Answer query={rules}>{(known) => <dl className="facts">{known.map(({ key, title, idea, limit, minutes }) => <div key={key}><dt>{title}{limit !== undefined && <span className="num">（{say('limitIn', { limit: fullNumber(limit), minutes: minutes ?? 0 })}）</span>}</dt><dd>{idea}</dd></div>)}</dl>}</Answer>
      </div>
    </section>
  );
}

const idleColumns: readonly Column<Idle['items'][number]>[] = [
  { key: 'title', title: say('dataset'), show: ({ title }) => title }, { key: 'organ', title: say('grantee'), show: ({ organName }) => organName },
  { key: 'days', title: say('days'), width: '8rem', end: true, show: ({ days }) => <span className="num">{days}</span> }, { key: 'told', title: say('told'), width: '9rem', wideOnly: true, show: ({ toldAt }) => (toldAt ? <Moment at={toldAt} /> : '—') },
];

const Figure = ({ of: { title, value, of, better } }: { of: Indicator }): ReactNode => {
  const fine = of === null ? value === 0 : better === 'higher' ? value === of : value === 0;
  return <li className={of === 0 ? undefined : fine ? 'even' : 'uneven'}><span className="num value">{of === null ? value : of === 0 ? '—' : `${Math.floor((1000 * value) / of) / 10}%`}</span><span className="name">{title}</span>{of !== null && <span className="quiet num">{value} / {of}</span>}</li>;
};

function Warnings({ items }: { items: readonly Warning[] }): ReactNode {
  const reader = useSession().data?.reader;
  const mayHandle = reader !== undefined && holds(reader, 'guard.handle');
  const [chosen, choose] = useState<string | null>(null);
  const columns: readonly Column<Warning>[] = [
    { key: 'at', title: say('time'), width: '9rem', show: ({ at }) => <Moment at={at} /> },
    { key: 'who', title: say('who'), width: '9rem', show: ({ accountName, username }) => accountName ?? username ?? '—' },
    { key: 'rule', title: say('rule'), show: ({ title, stopped }) => <>{title} {stopped && <span className="tag">{say('stopped')}</span>}</> },
    { key: 'measured', title: say('measured'), width: '10rem', end: true, show: ({ measured, exceeded }) => <span className="num">{measured} / {exceeded}</span> },
    ...(mayHandle ? [{ key: 'settle', title: '', width: '9rem', end: true, show: ({ id, case: looking }: Warning) => (looking
      ? <a className="button plain" href={`/office/matters/${looking.id}`} aria-label={`${say('toCase')} ${looking.number}`}>{say('toCase')}</a>
      : <button type="button" className="button plain" aria-expanded={chosen === id} onClick={() => choose(chosen === id ? null : id)}>{say('settle')}</button>) }] : []),
  ];
  return <>{chosen && <Settle key={chosen} id={chosen} done={() => choose(null)} />}<RowTable name={say('openWarnings')} rows={items} columns={columns} keyOf={({ id }) => id} /></>;
}

function Settle({ id, done }: { id: string; done: () => void }): ReactNode {
  const queries = useQueryClient();
  const [why, write] = useState('');
  const settle = useMutation({ mutationFn: () => create(`/api/v1/guard/warnings/${id}/close`, { why }), onSuccess: async () => { await queries.invalidateQueries({ queryKey: ['guard'] }); done(); } });
  return (
    <form className="inline-form" onSubmit={(event) => { event.preventDefault(); settle.mutate(); }}>
      {settle.error && <ErrorBanner error={settle.error} focus />}
      <label>{say('found')} <input className="line-input" required minLength={2} value={why} onChange={(event) => write(event.target.value)} /></label>
      <button className="button primary" disabled={settle.isPending}>{say('settle')}</button>
    </form>
  );
}
