import { App, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { planWords } from '../../words/office-plan.ts';
import { Icon } from '../../ui/icons.tsx';
import { sayer } from '../../ui/words.ts';
import type { ColumnName } from './columns.ts';
import type { useCorrections } from './corrections.ts';
import { KeptText } from './KeptText.tsx';
import { OrganSelect, OrgansSelect } from './OrganSelect.tsx';
import type { Correction, Cycle, PlanDoubt, PlanFull, Task } from './plans.ts';
import { RowRefusal } from './RowRefusal.tsx';
import { SourceQuote } from './SourceQuote.tsx';
import { Cells, cycleNames, namedIn, plainCells, type CellsOf } from './TaskRow.tsx';
import { isUnled } from './work.ts';

const say = sayer(planWords);

type OpenProps = {
  readonly columns: readonly ColumnName[]; readonly plan: PlanFull; readonly task: Task; readonly doubts: readonly PlanDoubt[]; readonly same: readonly Task[]; readonly editing: number; readonly isFixed: boolean;
  readonly corrections: ReturnType<typeof useCorrections>; readonly leave: () => void;
};

/** The task one is at: its line as fields, and under it what else was read. Every change is stored by itself. */
export function OpenTask({ columns, plan, task, doubts, same, editing, isFixed, corrections, leave }: OpenProps): ReactNode {
  const row = useRef<HTMLTableRowElement>(null);
  const detail = useRef<HTMLTableRowElement>(null);
  const state = corrections.rows.get(task.ordinal);
  useEffect(() => {
    detail.current?.scrollIntoView({ block: 'nearest' });
    row.current?.scrollIntoView({ block: 'nearest' });
    if (editing === 0) row.current?.focus({ preventScroll: true });
  }, [editing]);
  const save = (correction: Correction) => corrections.save(task, correction);
  const back = () => { leave(); row.current?.focus(); };
  const onKey = (event: KeyboardEvent) => { if (event.key === 'Escape' && !event.defaultPrevented && event.target !== row.current) { event.stopPropagation(); back(); } };
  const due = <DatePicker size="small" suffixIcon={null} aria-label={say('due')} placeholder={say('dueNone')} value={task.due ? dayjs(task.due) : null} onChange={(day) => save({ due: day?.format('YYYY-MM-DD') ?? null })} />;
  const cells: CellsOf = isFixed ? { ...plainCells(task, state), title: <span className="strong">{task.title}</span> } : {
    ...plainCells(task, state),
    title: <KeptText label={say('title')} value={task.title} maxLength={300} save={(title) => save({ title })} done={back} />,
    lead: <OrganSelect label={say('lead')} named={[...task.leadNamed, ...task.responsible.slice(0, 1)]} value={task.lead} needed={isUnled(task)} opens={editing} change={(lead) => save({ lead })} done={back} describedBy="task-lead-named" />,
    due,
  };
  return (
    <>
      <tr ref={row} className={`at${task.leftOut ? ' dropped' : ''}`} aria-current="true" tabIndex={-1} onKeyDown={onKey}><Cells columns={columns} cells={cells} /></tr>
      <tr ref={detail} className="detail" onKeyDown={onKey}>
        <td colSpan={columns.length}>
          <div className="task-detail">
            {state?.is === 'refused' && <RowRefusal refused={state} again={() => save(state.correction)} forget={() => corrections.forget(task.ordinal)} />}
            {doubts.length > 0 && <ul className="task-doubts">{doubts.map(({ code, says, place }) => <li key={`${code} ${place?.start ?? ''} ${says}`}><Icon name="alert" /><span>{says}</span></li>)}</ul>}
            <p className={isUnled(task) ? 'needs' : 'quiet'} id="task-lead-named">{say('lead')} · {namedIn(task.leadNamed)}</p>
            {!isFixed && isUnled(task) && task.leadNamed.length === 0 && task.joint[0] !== undefined && <p><button type="button" className="button" onClick={() => { save({ lead: task.joint[0] ?? null }); back(); }}>{say('firstLeads', { organ: task.jointNames[0] ?? '' })}</button></p>}
            {!isFixed && <SameName task={task} same={same} corrections={corrections} />}
            {!columns.includes('due') && <p className="due-alone"><span aria-hidden="true">{say('due')}</span>{isFixed ? task.due ?? say('dueNone') : due}</p>}
            <Rest task={task} isFixed={isFixed} save={save} done={back} />
            <SourceQuote planId={plan.id} from={task.from} until={task.until} />
          </div>
        </td>
      </tr>
    </>
  );
}

/** Once a lead is chosen for a name, the others with this name are one press away. */
function SameName({ task, same, corrections: { naming } }: { task: Task; same: readonly Task[]; corrections: ReturnType<typeof useCorrections> }): ReactNode {
  const { message } = App.useApp();
  const [name] = task.leadNamed;
  const { lead, leadName } = task;
  if (name === undefined || same.length === 0) return null;
  const setAll = (organ: string) => naming.mutate({ named: name, organ }, { onSuccess: ({ tasks }) => void message.success(say('sameNameDone', { count: tasks.length })) });
  return <p className="same-name"><span>{say('sameName', { count: same.length, name })}</span>{lead !== null && <button type="button" className="button" disabled={naming.isPending} onClick={() => setAll(lead)}>{say('sameNameSet', { organ: leadName ?? '' })}</button>}</p>;
}

function Rest({ task, isFixed, save, done }: { task: Task; isFixed: boolean; save: (correction: Correction) => void; done: () => void }): ReactNode {
  const targets = task.figures.flatMap(({ role }, at) => (role === 'target' ? [at] : []));
  const toggle = (at: number) => save({ targets: targets.includes(at) ? targets.filter((each) => each !== at) : [...targets, at] });
  return (
    <fieldset className="detail-fields" disabled={isFixed}>
      <div className="field wide"><span>{say('joint')}<span className="quiet"> · {namedIn(task.responsible)}</span></span>{isFixed ? <p>{task.jointNames.join('、') || '—'}</p> : <OrgansSelect label={say('joint')} named={task.responsible} value={task.joint} change={(joint) => save({ joint })} />}</div>
      {task.dueWords.length > 0 && <p className="wide">{say('due')}<span className="quiet"> · {namedIn(task.dueWords)}</span></p>}
      {task.figures.length > 0 && <div className="field wide"><span>{say('figures')}<span className="quiet"> · {say('figuresHint')}</span></span><ul className="figures">{task.figures.map((figure, at) => <li key={figure.place.start}><label><input type="checkbox" checked={targets.includes(at)} onChange={() => toggle(at)} />{figure.measures && !figure.words.includes(figure.measures) ? `${figure.words} ${figure.measures}` : figure.words}</label></li>)}</ul></div>}
      <div className="field wide"><span aria-hidden="true">{say('text')}</span>{isFixed ? <p className="long-text">{task.text || '—'}</p> : <KeptText label={say('text')} value={task.text} maxLength={20_000} many save={(text) => save({ text })} done={done} />}</div>
      <div className="one-line" role="radiogroup" aria-label={say('cycleLong')}><span aria-hidden="true">{say('cycleLong')}</span>{(Object.keys(cycleNames) as Cycle[]).map((cycle) => <label key={cycle}><input type="radio" name="cycle" checked={task.cycle === cycle} onChange={() => save({ cycle })} />{cycleNames[cycle]}</label>)}</div>
      <div className="one-line"><span aria-hidden="true">{say('number')}</span>{isFixed ? task.number : <KeptText label={say('number')} value={task.number} maxLength={60} mayBeEmpty save={(number) => save({ number })} done={done} />}</div>
      {!isFixed && <label className="one-line"><input type="checkbox" checked={task.leftOut} onChange={(event) => save({ leftOut: event.target.checked })} />{say('leaveOut')} <kbd aria-hidden="true">X</kbd></label>}
    </fieldset>
  );
}
