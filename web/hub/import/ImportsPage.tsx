import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { More } from '../../ui/desk/More.tsx';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { shortNumber } from '../../ui/format/number.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Link, navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import type { Import } from '../api.ts';

const say = sayer(hubWords);

const states = { waiting: say('importWaiting'), running: say('importRunning'), done: say('importDone'), failed: say('importFailed') } as const;
const tones = { waiting: '', running: 'active', done: 'done', failed: 'wants' } as const;
export const ImportState = ({ state }: { state: Import['state'] }): ReactNode => <span className={`tag ${tones[state]}`}>{states[state]}</span>;

const columns: readonly Column<Import>[] = [
  { key: 'files', title: say('files'), show: ({ id, files, kind, datasetTitle }) => <><Link to={`/hub/imports/${id}`}>{datasetTitle}</Link> <span className="quiet">{kind === 'mapping' ? say('kindMapping') : files.map(({ name }) => name).join('、')}</span></> },
  { key: 'state', title: say('status'), width: '8rem', show: ({ state }) => <ImportState state={state} /> },
  ...(['read', 'accepted', 'refused'] as const).map((key): Column<Import> => ({ key, title: say(key === 'accepted' ? 'acceptedRows' : key), width: '8rem', end: true, wideOnly: key !== 'refused', show: ({ rows }) => <span className="num">{shortNumber(rows[key])}</span> })),
  { key: 'started', title: say('startedAt'), width: '9rem', show: ({ orderedAt }) => <Moment at={orderedAt} /> },
];

/** Everything that was handed in, with what became of it. */
export function ImportsPage(): ReactNode {
  const list = usePages<Import>(['import', 'list'], '/api/v1/imports');
  return (
    <section>
      <PageHead title={say('imports')} acts={<Link className="button primary" to="/hub/upload">{say('upload')}</Link>} />
      <Answer query={list}>
        {() => (list.rows.length === 0 ? <Empty title={say('emptyImports')}>{say('uploadIdea')}</Empty> : <><RowTable name={say('imports')} rows={list.rows} columns={columns} keyOf={({ id }) => id} open={({ id }) => navigate(`/hub/imports/${id}`)} /><More list={list} /></>)}
      </Answer>
    </section>
  );
}
