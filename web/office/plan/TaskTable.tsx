import type { ReactNode } from 'react';
import { planWords } from '../../words/office-plan.ts';
import { Empty } from '../../ui/parts/Empty.tsx';
import { sayer } from '../../ui/words.ts';
import { useColumns } from './columns.ts';
import type { useCorrections } from './corrections.ts';
import type { PlanDoubt, PlanFull, Task } from './plans.ts';
import { OpenTask } from './OpenTask.tsx';
import { TaskRow } from './TaskRow.tsx';
import { byChapter, sameName, type At } from './work.ts';

const say = sayer(planWords);

type TableProps = {
  readonly plan: PlanFull; readonly tasks: readonly Task[]; readonly at: At | null; readonly mayCorrect: boolean; readonly corrections: ReturnType<typeof useCorrections>;
  readonly goTo: (ordinal: number, editing?: boolean) => void; readonly leave: () => void;
};

/** The tasks under their chapters, dense; the one that is being put right stands open. */
export function TaskTable({ plan, tasks, at, mayCorrect, corrections, goTo, leave }: TableProps): ReactNode {
  const doubts: ReadonlyMap<number, readonly PlanDoubt[]> = Map.groupBy(plan.doubts.filter(({ task }) => task !== undefined), ({ task }) => task ?? -1);
  const columns = useColumns();
  if (tasks.length === 0) return <Empty title={say('viewEmpty')} />;
  return (
    <table className="rows tasks" aria-label={say('tasks')}>
      <thead><tr>{columns.map((column) => <th key={column} className={`c-${column}`}>{say(column)}</th>)}</tr></thead>
      {byChapter(tasks).map(({ chapters, tasks: group }) => (
        <tbody key={group[0]?.ordinal}>
          {chapters.length > 0 && <tr className="chapter"><th colSpan={columns.length} scope="rowgroup">{chapters.join(' › ')}</th></tr>}
          {group.map((task) => (task.ordinal === at?.ordinal
            ? <OpenTask key={task.ordinal} columns={columns} plan={plan} task={task} doubts={doubts.get(task.ordinal) ?? []} same={sameName(plan, task)} editing={at.editing} isFixed={!mayCorrect || task.releasedAt !== null} corrections={corrections} leave={leave} />
            : <TaskRow key={task.ordinal} columns={columns} task={task} doubts={doubts.get(task.ordinal)} state={corrections.rows.get(task.ordinal)} goTo={goTo} />))}
        </tbody>
      ))}
    </table>
  );
}
