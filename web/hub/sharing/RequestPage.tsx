import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { create, read } from '../../ui/api/client.ts';
import { useSession } from '../../ui/api/session.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { FieldsForm } from '../../ui/form/FieldsForm.tsx';
import type { FormSchema } from '../../ui/form/fields.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Link, navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { useDataset } from '../api.ts';
import { RequestState } from './RequestsPage.tsx';
import type { DataRequest, Grant } from './shapes.ts';

const say = sayer(hubWords);

/** One request: what is asked for and why; its owner grants or refuses here. */
export function RequestPage({ id }: { id: string }): ReactNode {
  const request = useQuery({ queryKey: ['dataset', 'request', id], queryFn: () => read<DataRequest>(`/api/v1/data-requests/${id}`) });
  const organ = useSession().data?.reader.organ;
  return (
    <Answer query={request}>
      {(found) => (
        <section>
          <PageHead title={found.datasetTitle} back={found.ownerOrgan === organ ? { to: '/hub/received', title: say('requestsReceived') } : { to: '/hub/sent', title: say('requestsSent') }}>
            <RequestState state={found.state} /><span>{found.organName} → {found.ownerOrganName}</span><span>{say('askedAt')} <Moment at={found.askedAt} /></span>{found.state === 'open' && <span>{say('dueOn')} <Moment at={found.dueOn} day /></span>}
          </PageHead>
          <div className="page-body two">
            <Asked found={found} />
            {found.state === 'open' && found.ownerOrgan === organ && <Decide found={found} />}
            {found.state === 'open' && found.organ === organ && <Withdraw id={found.id} />}
            {found.grantId && <p><Link className="button" to={`/hub/grants/${found.grantId}`}>{say('stateGranted')}</Link></p>}
          </div>
        </section>
      )}
    </Answer>
  );
}

function Asked({ found }: { found: DataRequest }): ReactNode {
  const dataset = useDataset(found.datasetId).data?.value;
  const titleOf = (name: string) => dataset?.columns.find((column) => column.name === name)?.title ?? name;
  return (
    <dl className="facts">
      <div className="wide"><dt>{say('columnsAsked')}</dt><dd className="tags">{found.columns.map((name) => <span key={name} className="tag">{titleOf(name)}</span>)}</dd></div>
      <div className="wide"><dt>{say('purposeAsked')}</dt><dd>{found.purpose}</dd></div>
      <div><dt>{say('scenario')}</dt><dd>{found.scenario}</dd></div><div><dt>{say('basis')}</dt><dd>{found.basis}</dd></div><div><dt>{say('frequency')}</dt><dd>{found.frequency}</dd></div><div><dt>{say('until')}</dt><dd><Moment at={found.until} day /></dd></div>
      {found.reason && <div className="wide"><dt>{say('reasonWhy')}</dt><dd>{found.reason}{found.law && `（${found.law}）`}</dd></div>}
    </dl>
  );
}

function grantSchema(columns: Readonly<Record<string, string>>): FormSchema {
  return {
    properties: {
      columns: { title: say('columnsAsked'), 'x-kind': 'choices', 'x-labels': columns },
      until: { title: say('until'), 'x-kind': 'date' },
      callsPerDay: { title: say('callsPerDay'), 'x-kind': 'integer', minimum: 1 },
      rowsPerCall: { title: say('rowsPerCall'), 'x-kind': 'integer', minimum: 1, maximum: 1000 },
      reveal: { title: say('reveal'), 'x-kind': 'choices', 'x-labels': columns },
      revealBasis: { title: say('revealBasis'), 'x-kind': 'text' },
      note: { title: say('note'), 'x-kind': 'longText' },
    },
    required: ['columns', 'until', 'callsPerDay', 'rowsPerCall'],
  };
}
const refusalSchema: FormSchema = { properties: { reason: { title: say('reasonWhy'), 'x-kind': 'longText' }, law: { title: say('law'), 'x-kind': 'text' } }, required: ['reason', 'law'] };

function Decide({ found }: { found: DataRequest }): ReactNode {
  const queries = useQueryClient();
  const [refusing, setRefusing] = useState(false);
  const dataset = useDataset(found.datasetId).data?.value;
  const onSettled = () => void queries.invalidateQueries({ queryKey: ['dataset'] });
  const granting = useMutation({ mutationFn: (given: Record<string, unknown>) => create<Grant>(`/api/v1/data-requests/${found.id}/grant`, grantFrom(given)), onSettled, onSuccess: ({ id }) => navigate(`/hub/grants/${id}`) });
  const turningDown = useMutation({ mutationFn: (given: Record<string, unknown>) => create(`/api/v1/data-requests/${found.id}/refuse`, given), onSettled });
  const labels = Object.fromEntries(found.columns.map((name) => [name, dataset?.columns.find((column) => column.name === name)?.title ?? name]));
  return (
    <section className="decide">
      <div className="tab-row" role="group"><button type="button" aria-pressed={!refusing} onClick={() => setRefusing(false)}>{say('grantIt')}</button><button type="button" aria-pressed={refusing} onClick={() => setRefusing(true)}>{say('refuseIt')}</button></div>
      {refusing
        ? <FieldsForm name="refuse" schema={refusalSchema} error={turningDown.error} busy={turningDown.isPending} submitWords={say('refuseIt')} submit={(given) => turningDown.mutate(given)} />
        : <FieldsForm name="grant" schema={grantSchema(labels)} start={{ columns: found.columns, until: found.until.slice(0, 10), callsPerDay: 1000, rowsPerCall: 100 }} error={granting.error} busy={granting.isPending} submitWords={say('grantIt')} submit={(given) => granting.mutate(given)} />}
    </section>
  );
}

/** The asker takes it back before it is decided. */
function Withdraw({ id }: { id: string }): ReactNode {
  const queries = useQueryClient();
  const withdrawing = useMutation({ mutationFn: () => create(`/api/v1/data-requests/${id}/withdraw`, {}), onSettled: () => void queries.invalidateQueries({ queryKey: ['dataset'] }) });
  return <div><ErrorBanner error={withdrawing.error} focus /><button type="button" className="button" disabled={withdrawing.isPending} onClick={() => withdrawing.mutate()}>{say('withdrawRequest')}</button></div>;
}

/** The end of the chosen day; columns given unmasked only together with their basis. */
function grantFrom({ until, reveal, revealBasis, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const revealed = Array.isArray(reveal) && reveal.length > 0 ? { reveal: { columns: reveal, basis: revealBasis ?? '' } } : {};
  return { ...rest, until: `${String(until)}T23:59:59+08:00`, ...revealed };
}
