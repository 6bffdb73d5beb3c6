import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { More } from '../../ui/desk/More.tsx';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Link, navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import type { DataRequest } from './shapes.ts';

const say = sayer(hubWords);

const states = { open: say('stateOpen'), granted: say('stateGranted'), refused: say('stateRefused'), withdrawn: say('stateWithdrawn') } as const;
const tones = { open: 'active', granted: 'done', refused: '', withdrawn: '' } as const;
export const RequestState = ({ state }: { state: DataRequest['state'] }): ReactNode => <span className={`tag ${tones[state]}`}>{states[state]}</span>;

const columnsOf = (box: 'sent' | 'received'): readonly Column<DataRequest>[] => [
  { key: 'dataset', title: say('dataset'), show: ({ id, datasetTitle }) => <Link to={`/hub/requests/${id}`}>{datasetTitle}</Link> },
  { key: 'organ', title: say(box === 'sent' ? 'owner' : 'asker'), width: '14rem', show: ({ organName, ownerOrganName }) => (box === 'sent' ? ownerOrganName : organName) },
  { key: 'purpose', title: say('purposeAsked'), wideOnly: true, show: ({ purpose }) => <span className="quiet">{purpose}</span> },
  { key: 'state', title: say('requestState'), width: '7rem', show: ({ state }) => <RequestState state={state} /> },
  { key: 'due', title: say('dueOn'), width: '8rem', wideOnly: true, show: ({ state, dueOn }) => (state === 'open' ? <Moment at={dueOn} day /> : '—') },
  { key: 'asked', title: say('askedAt'), width: '9rem', show: ({ askedAt }) => <Moment at={askedAt} /> },
];

/** Requests for data: those to decide, or those one's own organ has made. */
export function RequestsPage({ box }: { box: 'sent' | 'received' }): ReactNode {
  const list = usePages<DataRequest>(['dataset', 'requests', box], '/api/v1/data-requests', { box });
  const title = say(box === 'sent' ? 'requestsSent' : 'requestsReceived');
  return (
    <section>
      <PageHead title={title} />
      <Answer query={list}>{() => (list.rows.length === 0 ? <Empty title={say('emptyRequests')}>{say('emptyRequestsWhy')}</Empty> : <><RowTable name={title} rows={list.rows} columns={columnsOf(box)} keyOf={({ id }) => id} open={({ id }) => navigate(`/hub/requests/${id}`)} /><More list={list} /></>)}</Answer>
    </section>
  );
}
