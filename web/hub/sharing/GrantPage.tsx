import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { create, read } from '../../ui/api/client.ts';
import { useSession } from '../../ui/api/session.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { More } from '../../ui/desk/More.tsx';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { fullNumber } from '../../ui/format/number.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { sayer } from '../../ui/words.ts';
import { RowGrid } from '../dataset/RowGrid.tsx';
import { GrantState } from './GrantsPage.tsx';
import type { Call, Grant, SharedRows } from './shapes.ts';

const say = sayer(hubWords);

const callColumns: readonly Column<Call>[] = [
  { key: 'at', title: say('time'), width: '9rem', show: ({ at }) => <Moment at={at} /> },
  { key: 'outcome', title: say('outcome'), width: '8rem', show: ({ title }) => title },
  { key: 'rows', title: say('rows'), width: '6rem', end: true, show: ({ rows }) => <span className="num">{fullNumber(rows)}</span> },
  { key: 'by', title: say('who'), width: '12rem', show: ({ by }) => by ?? say('system') },
  { key: 'columns', title: say('column'), wideOnly: true, show: ({ columns }) => <span className="quiet">{columns.join('、')}</span> },
];

/** One grant: its limits, how to call it, every call made under it. */
export function GrantPage({ id }: { id: string }): ReactNode {
  const grant = useQuery({ queryKey: ['dataset', 'grant', id], queryFn: () => read<Grant>(`/api/v1/grants/${id}`) });
  const calls = usePages<Call>(['dataset', 'calls', id], `/api/v1/grants/${id}/calls`);
  const organ = useSession().data?.reader.organ;
  return (
    <Answer query={grant}>
      {(found) => (
        <section>
          <PageHead title={found.datasetTitle} back={found.organ === organ ? { to: '/hub/grants', title: say('grantsHeld') } : { to: '/hub/given', title: say('grantsGiven') }}>
            <GrantState grant={found} /><span>{found.ownerOrganName} → {found.organName}</span><span>{say('until')} <Moment at={found.until} day /></span>
          </PageHead>
          <div className="page-body">
            <dl className="facts">
              <div className="wide"><dt>{say('purposeAsked')}</dt><dd>{found.purpose}</dd></div>
              <div className="wide"><dt>{say('columnsAsked')}</dt><dd className="tags">{found.columns.map((name) => <span key={name} className="tag">{name}</span>)}</dd></div>
              <div><dt>{say('usedToday')}</dt><dd className="num">{fullNumber(found.used.today)} / {fullNumber(found.callsPerDay)}</dd></div>
              <div><dt>{say('usedTotal')}</dt><dd className="num">{fullNumber(found.used.total)}</dd></div>
              <div><dt>{say('rowsPerCall')}</dt><dd className="num">{fullNumber(found.rowsPerCall)}</dd></div>
              {found.endedReason && <div className="wide"><dt>{say('ended')}</dt><dd>{found.endedReason}</dd></div>}
            </dl>
            {found.organ === organ && <Try grant={found} />}
            {found.state === 'living' && <End id={found.id} />}
            <section><h2 className="section-title">{say('calls')}</h2><Answer query={calls}>{() => <><RowTable name={say('calls')} rows={calls.rows} columns={callColumns} keyOf={({ id: call }) => call} /><More list={calls} /></>}</Answer></section>
          </div>
        </section>
      )}
    </Answer>
  );
}

/** The very call a program of the grantee makes, with its answer. It counts and is logged like any other. */
function Try({ grant }: { grant: Grant }): ReactNode {
  const queries = useQueryClient();
  const address = `${grant.path}?limit=10`;
  const call = useMutation({ mutationFn: () => read<SharedRows>(address), onSettled: () => void queries.invalidateQueries({ queryKey: ['dataset'] }) });
  return (
    <section>
      <h2 className="section-title">{say('howToCall')}</h2>
      <pre className="code">{`curl -H "authorization: Bearer $TOKEN" "${location.origin}${address}"`}</pre>
      <p className="try"><button type="button" className="button" disabled={call.isPending} onClick={() => call.mutate()}>{say('tryCall')}</button></p>
      <ErrorBanner error={call.error} focus />
      {call.data && <>{call.data.masked.length > 0 && <p className="quiet">{say('maskedColumns', { columns: call.data.masked.join('、') })}</p>}<RowGrid name={say('tabRows')} columns={call.data.columns} rows={call.data.items} /></>}
    </section>
  );
}

function End({ id }: { id: string }): ReactNode {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const ending = useMutation({ mutationFn: () => create(`/api/v1/grants/${id}/end`, { reason }), onSettled: () => void queries.invalidateQueries({ queryKey: ['dataset'] }) });
  return (
    <details className="end-grant">
      <summary>{say('endGrant')}</summary>
      <ErrorBanner error={ending.error} />
      <div className="field"><label htmlFor="end-reason">{say('reasonWhy')}</label><input id="end-reason" className="line-input" value={reason} onChange={(event) => setReason(event.target.value)} /></div>
      <button type="button" className="button" disabled={!reason.trim() || ending.isPending} onClick={() => ending.mutate()}>{say('endGrant')}</button>
    </details>
  );
}
