import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { More } from '../../ui/desk/More.tsx';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { fullNumber } from '../../ui/format/number.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Link, navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import type { Grant } from './shapes.ts';

const say = sayer(hubWords);

/** Whether a grant can be used at this moment. */
export function GrantState({ grant }: { grant: Grant }): ReactNode {
  return <span className={`tag ${grant.state === 'living' ? 'done' : ''}`}>{say(grant.state === 'living' ? 'active' : grant.state === 'ended' ? 'ended' : 'expired')}</span>;
}

const columnsOf = (box: 'held' | 'given'): readonly Column<Grant>[] => [
  { key: 'dataset', title: say('dataset'), show: ({ id, datasetTitle }) => <Link to={`/hub/grants/${id}`}>{datasetTitle}</Link> },
  { key: 'organ', title: say(box === 'held' ? 'owner' : 'grantee'), width: '14rem', show: ({ organName, ownerOrganName }) => (box === 'held' ? ownerOrganName : organName) },
  { key: 'state', title: say('requestState'), width: '7rem', show: (grant) => <GrantState grant={grant} /> },
  { key: 'quota', title: say('callsPerDay'), width: '8rem', end: true, wideOnly: true, show: ({ callsPerDay }) => <span className="num">{fullNumber(callsPerDay)}</span> },
  { key: 'until', title: say('until'), width: '9rem', show: ({ until }) => <Moment at={until} day /> },
];

/** Grants one's organ holds, or has given. */
export function GrantsPage({ box }: { box: 'held' | 'given' }): ReactNode {
  const list = usePages<Grant>(['dataset', 'grants', box], '/api/v1/grants', { box });
  const title = say(box === 'held' ? 'grantsHeld' : 'grantsGiven');
  return (
    <section>
      <PageHead title={title} />
      <Answer query={list}>{() => (list.rows.length === 0 ? <Empty title={say('emptyGrants')}>{say('emptyGrantsWhy')}</Empty> : <><RowTable name={title} rows={list.rows} columns={columnsOf(box)} keyOf={({ id }) => id} open={({ id }) => navigate(`/hub/grants/${id}`)} /><More list={list} /></>)}</Answer>
    </section>
  );
}
