import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { More } from '../../ui/desk/More.tsx';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Link, useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';

const say = sayer(hubWords);

type Entry = { readonly id: string; readonly at: string; readonly accountId: string | null; readonly accountName: string | null; readonly act: string; readonly object: string; readonly objectId: string | null; readonly traceId: string; readonly address: string | null; readonly purpose: string | null };

const columns: readonly Column<Entry>[] = [
  { key: 'at', title: say('time'), width: '9rem', show: ({ at }) => <Moment at={at} /> },
  { key: 'who', title: say('who'), width: '10rem', show: ({ accountName, accountId }) => (accountId ? <Link to={`/hub/audit?account=${accountId}`}>{accountName ?? accountId}</Link> : <span className="quiet">{say('system')}</span>) },
  { key: 'act', title: say('act'), width: '12rem', show: ({ act }) => <code>{act}</code> },
  { key: 'object', title: say('object'), show: ({ object, objectId }) => <>{object} <span className="quiet num">{objectId}</span></> },
  { key: 'purpose', title: say('purpose'), wideOnly: true, show: ({ purpose }) => purpose ?? '—' },
  { key: 'address', title: say('address'), width: '9rem', wideOnly: true, show: ({ address }) => <span className="num quiet">{address ?? '—'}</span> },
  { key: 'trace', title: say('trace'), width: '8rem', wideOnly: true, show: ({ traceId }) => <a className="num" href={`/command/trace/${traceId}`}>{traceId.slice(0, 8)}</a> },
];

/** Who did what to what: the newest entries, narrowed by person, object or trace from the address. */
export function Audit(): ReactNode {
  const [search] = useSearch();
  const list = usePages<Entry>(['audit'], '/api/v1/audit', { account: search.get('account'), object: search.get('object'), act: search.get('act'), trace: search.get('trace') });
  return (
    <section>
      <PageHead title={say('audit')}>{say('auditIdea')}</PageHead>
      <Answer query={list}>{() => <><RowTable name={say('audit')} rows={list.rows} columns={columns} keyOf={({ id }) => id} /><More list={list} /></>}</Answer>
    </section>
  );
}
