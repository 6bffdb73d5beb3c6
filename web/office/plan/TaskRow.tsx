import type { MouseEvent, ReactNode } from 'react';
import { planWords } from '../../words/office-plan.ts';
import { Icon } from '../../ui/icons.tsx';
import { Link } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import type { ColumnName } from './columns.ts';
import type { RowState } from './corrections.ts';
import { OrganSaid } from './OrganSaid.tsx';
import type { Cycle, PlanDoubt, Task } from './plans.ts';
import { isUnled, ownNumber } from './work.ts';

const say = sayer(planWords);
export const cycleNames: Record<Cycle, string> = { week: say('cycleWeek'), month: say('cycleMonth'), quarter: say('cycleQuarter') };

type RowProps = { readonly columns: readonly ColumnName[]; readonly task: Task; readonly doubts: readonly PlanDoubt[] | undefined; readonly state: RowState | undefined; readonly goTo: (ordinal: number, editing?: boolean) => void };

/** One task as a line. A press on its missing lead leads straight to the field. */
export function TaskRow({ columns, task, doubts, state, goTo }: RowProps): ReactNode {
  const press = (event: MouseEvent) => { if (!(event.target as HTMLElement).closest('a, button')) goTo(task.ordinal); };
  const cells: CellsOf = {
    ...plainCells(task, state),
    title: <><button type="button" className="row-title" title={task.title} onClick={() => goTo(task.ordinal)}>{task.title}</button>{doubts && <span className="doubt-mark" title={doubts.map(({ says }) => says).join('\n')}><Icon name="alert" /><span className="sr">{say('viewDoubted')}</span></span>}</>,
    lead: isUnled(task) ? <button type="button" className="unled" title={namedIn(task.leadNamed)} onClick={() => goTo(task.ordinal, true)}><span className="node" /><span>{task.leadNamed[0] ?? say('leadMissing')}</span></button> : <OrganSaid organ={task.lead} />,
  };
  return <tr className={task.leftOut ? 'dropped' : undefined} onClick={press}><Cells columns={columns} cells={cells} /></tr>;
}

export type CellsOf = Readonly<Record<ColumnName, ReactNode>>;

/** The cells of one task, those there is room for. */
export const Cells = ({ columns, cells }: { columns: readonly ColumnName[]; cells: CellsOf }): ReactNode => columns.map((column) => <td key={column} className={`c-${column}`}>{cells[column]}</td>);

/** What the line of a task says, whether one corrects it or not. */
export function plainCells(task: Task, state: RowState | undefined): CellsOf {
  const targets = task.figures.filter(({ role }) => role === 'target');
  return {
    number: <span title={task.number}>{ownNumber(task.number)}</span>,
    title: task.title,
    lead: <OrganSaid organ={task.lead} />,
    joint: <span title={task.responsible.join('、')}>{task.jointNames.join('、') || task.responsible.join('、') || '—'}</span>,
    due: <span title={task.dueWords.join('；')}>{task.due ?? <span className="quiet">{say('dueNone')}</span>}</span>,
    cycle: cycleNames[task.cycle],
    figures: <span title={targets.map(({ words }) => words).join('；')}>{targets.length || '—'}</span>,
    state: <StateOf task={task} state={state} />,
  };
}

/** How the document names something: its own words, or that it names nothing. */
export const namedIn = (names: readonly string[]): string => (names.length > 0 ? say('named', { names: names.join('、') }) : say('namedNone'));

/** Where a task stands: its supervised matter once released, else how its correction went. */
export function StateOf({ task, state }: { task: Task; state: RowState | undefined }): ReactNode {
  if (task.matter) return <Link className="num" to={`/office/matters/${task.matter}`}>{task.matter}</Link>;
  if (task.releasedAt) return <span className="quiet">{say('matterComing')}</span>;
  if (state?.is === 'refused') return <span className="needs">{say('notSaved')}</span>;
  if (state?.is === 'saving') return <span className="quiet">{say('saving')}</span>;
  if (task.leftOut) return <span className="quiet">{say('leftOut')}</span>;
  return state?.is === 'saved' ? <span className="stored"><Icon name="check" />{say('saved')}</span> : null;
}
