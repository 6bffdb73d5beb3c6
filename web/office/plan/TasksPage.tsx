import type { ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import type { MatterLine } from '../../ui/api/matters.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { More } from '../../ui/desk/More.tsx';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Due } from '../../ui/parts/Due.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { StateTag } from '../../ui/parts/StateTag.tsx';
import { Link, navigate, useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { keepTrail } from '../queue/trail.ts';
import { Light, lights } from './Light.tsx';

const say = sayer(officeWords);

const columns: readonly Column<MatterLine>[] = [
  { key: 'light', title: say('light'), width: '7rem', show: ({ light }) => <Light light={light} /> },
  { key: 'title', title: say('taskTitle'), show: ({ id, title }) => <Link to={`/office/matters/${id}`}>{title}</Link> },
  { key: 'organ', title: say('organ'), width: '14rem', show: ({ organName }) => organName },
  { key: 'state', title: say('state'), width: '8rem', wideOnly: true, show: (matter) => <StateTag matter={matter} /> },
  { key: 'due', title: say('due'), width: '13rem', show: ({ dueAt, remaining, endedAt }) => (endedAt ? '—' : <Due at={dueAt} remaining={remaining} withDate />) },
  { key: 'number', title: say('number'), width: '11rem', wideOnly: true, show: ({ number }) => <span className="num quiet">{number}</span> },
];

/** Every supervised task with its light; a press on a light keeps only those. */
export function TasksPage(): ReactNode {
  const [search, change] = useSearch();
  const wanted = search.get('light');
  const list = usePages<MatterLine>(['matter', 'tasks'], '/api/v1/matters', { queue: 'all', kind: 'task' }, { limit: 200 });
  const shown = list.rows.filter(({ light }) => wanted === null || light === wanted);
  const open = ({ id }: MatterLine) => { keepTrail(shown.map((task) => task.id), `/office/tasks${location.search}`); navigate(`/office/matters/${id}`); };
  return (
    <section>
      <PageHead title={say('tasks')} />
      <Answer query={list}>
        {() => (list.rows.length === 0 ? <Empty title={say('tasksEmpty')}>{say('tasksEmptyWhy')}</Empty> : (
          <>
            <div className="views" role="group" aria-label={say('light')}>{lights.map((light) => <button key={light} type="button" className="button" aria-pressed={wanted === light} onClick={() => change({ light: wanted === light ? null : light })}><Light light={light} /> <span className="num">{list.rows.filter((task) => task.light === light).length}</span></button>)}</div>
            <RowTable name={say('tasks')} rows={shown} columns={columns} keyOf={({ id }) => id} open={open} toneOf={({ light }) => (light === 'red' ? 'late' : undefined)} />
            <More list={list} />
          </>
        ))}
      </Answer>
    </section>
  );
}
