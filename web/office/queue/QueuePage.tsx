import { useState, type ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { useQueues, type MatterLine } from '../../ui/api/matters.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { boundedCount } from '../../ui/format/number.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { navigate, useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { sharedWords } from '../../words/shared.ts';
import { BatchBar } from './BatchBar.tsx';
import { Filters } from './Filters.tsx';
import { keepTrail } from './trail.ts';
import { MatterTable, TaskCards } from './MatterTable.tsx';

const say = sayer(officeWords);
const sayShared = sayer(sharedWords);

/** A queue, or what a search found: the list an official works through from top to bottom. */
export function QueuePage(): ReactNode {
  const [search] = useSearch();
  const queue = search.get('queue') ?? 'todo';
  const q = search.get('q');
  const filter = { queue, q, type: search.get('type'), open: search.get('open'), region: search.get('region'), organ: search.get('organ'), level: search.get('level') };
  const list = usePages<MatterLine>(['matter', 'list'], '/api/v1/matters', filter);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const queues = useQueues();
  const title = q ? say('found', { q }) : queue === 'all' ? say('allMatters') : queue === 'handled' ? say('handled') : queues.data?.find(({ key }) => key === queue)?.title ?? '';
  const count = queues.data?.find(({ key }) => key === queue)?.count;
  const open = (matter: MatterLine) => {
    keepTrail(list.rows.map(({ id }) => id), `/office${location.search}`);
    navigate(`/office/matters/${matter.id}`);
  };
  return (
    <section className="queue">
      <PageHead title={<>{title}{count && !q && <span className="quiet num"> {boundedCount(count)}</span>}</>} acts={<Filters />}>
        <span className="keys">{say('shortcuts')}</span>
      </PageHead>
      <ErrorBanner error={list.rows.length > 0 ? list.error : null} retry={() => void list.refetch()} />
      <Answer query={list}>
        {() => (list.rows.length === 0
          ? <Empty title={say(queue === 'todo' ? 'emptyTodo' : 'emptyList')}>{say(queue === 'todo' ? 'emptyTodoWhy' : 'emptyListWhy')}</Empty>
          : (
            <>
              {chosen.size > 0 && <BatchBar ids={[...chosen]} done={() => setChosen(new Set())} />}
              <MatterTable name={title} isOwn={queue !== 'all' && queue !== 'handled' && queue !== 'parts'} rows={list.rows} open={open} chosen={{ keys: chosen, change: setChosen }} />
              <TaskCards rows={list.rows} open={open} />
              {list.hasNextPage && <p className="table-foot"><button type="button" className="button" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{sayShared('more')}</button></p>}
            </>
          ))}
      </Answer>
    </section>
  );
}
