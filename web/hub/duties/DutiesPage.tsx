import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { dutyWords } from '../../words/duties.ts';
import { create, read } from '../../ui/api/client.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { FilterBox } from '../../ui/desk/FilterBox.tsx';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import './duties.css';

const say = sayer(dutyWords);

type Duty = { readonly key: string; readonly title: string; readonly task: string };
type Holder = { readonly duty: string; readonly username: string; readonly name: string; readonly from: string };
type OrganDuties = { readonly organ: string; readonly name: string; readonly holders: readonly Holder[]; readonly unfilled: readonly string[] };
type Timeliness = { readonly organ: string; readonly open: number; readonly late: number; readonly endedInTime: number; readonly endedLate: number };
type Report = { readonly duties: readonly Duty[]; readonly organs: readonly OrganDuties[] };

/** Who answers for data in each organ, and how each keeps its deadlines. Units are measured, not people. */
export function DutiesPage(): ReactNode {
  const report = useQuery({ queryKey: ['subject', 'duties'], queryFn: ({ signal }) => read<Report>('/api/v1/duties', {}, signal) });
  const times = useQuery({ queryKey: ['matter', 'timeliness', 'data-matter'], queryFn: ({ signal }) => read<Timeliness[]>('/api/v1/matter-types/data-matter/timeliness', {}, signal) });
  return (
    <section>
      <PageHead title={say('title')} acts={<FilterBox label={say('find')} />}>{say('idea')}</PageHead>
      <div className="page-body"><Answer query={report}>{(known) => <Organs {...known} times={new Map((times.data ?? []).map((each) => [each.organ, each]))} />}</Answer></div>
    </section>
  );
}

function Organs({ duties, organs, times }: Report & { times: ReadonlyMap<string, Timeliness> }): ReactNode {
  const [search] = useSearch();
  const [shown, show] = useState<string | null>(null);
  const q = search.get('q') ?? '';
  const rows = organs.filter(({ name }) => name.includes(q)).slice(0, 200);
  const lacking = organs.filter(({ unfilled }) => unfilled.length > 0).length;
  const head = duties[0]?.key;
  const columns: readonly Column<OrganDuties>[] = [
    { key: 'organ', title: say('organ'), show: ({ name }) => name },
    { key: 'representative', title: say('representative'), width: '11rem', show: ({ holders }) => holders.find(({ duty }) => duty === head)?.name ?? <span className="lacking">{say('nobody')}</span> },
    { key: 'links', title: say('links'), width: '7rem', end: true, show: ({ unfilled }) => <span className="num">{duties.length - unfilled.length} / {duties.length}</span> },
    { key: 'late', title: say('late'), width: '5rem', end: true, wideOnly: true, show: ({ organ }) => <span className="num">{times.get(organ)?.late ?? 0}</span> },
    { key: 'inTime', title: say('inTime'), width: '7rem', end: true, wideOnly: true, show: ({ organ }) => <InTime {...times.get(organ)} /> },
    { key: 'show', title: '', width: '5rem', end: true, show: ({ organ }) => <button type="button" className="button plain" aria-expanded={shown === organ} onClick={() => show(shown === organ ? null : organ)}>{say(shown === organ ? 'hide' : 'show')}</button> },
  ];
  const open = organs.find(({ organ }) => organ === shown);
  return (
    <>
      <p><span className="strong">{say('lacking', { count: lacking })}</span> · {say('filled', { count: organs.length - lacking })}</p>
      {open && <OrganPanel key={open.organ} organ={open} duties={duties} />}
      <RowTable name={say('title')} rows={rows} columns={columns} keyOf={({ organ }) => organ} toneOf={({ unfilled }) => (unfilled.includes(head ?? '') ? 'late' : undefined)} />
    </>
  );
}

const InTime = ({ endedInTime = 0, endedLate = 0 }: Partial<Timeliness>): ReactNode => <span className="num">{endedInTime + endedLate === 0 ? '—' : `${Math.round((100 * endedInTime) / (endedInTime + endedLate))}%`}</span>;

/** All duties of one organ; who may, names somebody. */
function OrganPanel({ organ, duties }: { organ: OrganDuties; duties: readonly Duty[] }): ReactNode {
  const reader = useSession().data?.reader;
  const mayName = reader !== undefined && holds(reader, 'duty.name');
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <section className="duties" ref={place} aria-label={organ.name}>
      <h2>{organ.name}</h2>
      <ul>
        {duties.map((duty) => {
          const holder = organ.holders.find((each) => each.duty === duty.key);
          return (
            <li key={duty.key}>
              <p><span className="strong">{duty.title}</span> <span className="quiet">{duty.task}</span></p>
              <p>{holder ? <>{holder.name} <span className="quiet">{holder.username} · <Moment at={holder.from} /></span></> : <span className="lacking">{say('nobody')}</span>}</p>
              {mayName && <Naming organ={organ.organ} duty={duty.key} change={holder !== undefined} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Naming({ organ, duty, change }: { organ: string; duty: string; change: boolean }): ReactNode {
  const [username, type] = useState('');
  const queries = useQueryClient();
  const name = useMutation({ mutationFn: () => create(`/api/v1/duties/${duty}/organs/${organ}`, { username: username.trim() }), onSuccess: () => { type(''); void queries.invalidateQueries({ queryKey: ['subject', 'duties'] }); } });
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (username.trim()) name.mutate(); }}>
      <Input size="small" aria-label={say('account')} placeholder={say('account')} value={username} maxLength={100} onChange={(event) => type(event.target.value)} />
      <button type="submit" className="button plain" disabled={!username.trim() || name.isPending}>{say(change ? 'change' : 'name')}</button>
      <ErrorBanner error={name.error} />
    </form>
  );
}
