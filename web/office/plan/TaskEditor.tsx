import { App, Select, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useState, type FormEvent, type ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { sharedWords } from '../../words/shared.ts';
import { useOrgans } from '../../ui/api/directory.ts';
import { Icon } from '../../ui/icons.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { sayer } from '../../ui/words.ts';
import { cycles, useCorrection, usePlanSource, type Correction, type Cycle, type PlanDoubt, type PlanFull, type Task } from './plans.ts';

const say = sayer(officeWords);
const sayShared = sayer(sharedWords);
const cycleNames: Record<Cycle, string> = { week: say('cycleWeek'), month: say('cycleMonth'), quarter: say('cycleQuarter') };
/** How much of the source stands around a task, in characters. */
const around = 120;

type EditorProps = { readonly plan: PlanFull; readonly task: Task; readonly doubts: readonly PlanDoubt[]; readonly close: () => void };

/** One task beside its source: what was read, what is doubtful, and everything a person may put right. */
export function TaskEditor({ plan, task, doubts, close }: EditorProps): ReactNode {
  const [given, setGiven] = useState<Correction>({});
  const { message } = App.useApp();
  const organs = (useOrgans().data ?? []).map(({ key, title }) => ({ value: key, label: title }));
  const source = usePlanSource(plan.id).data ?? '';
  const correcting = useCorrection(plan.id);
  const targets = given.targets ?? task.figures.flatMap(({ role }, at) => (role === 'target' ? [at] : []));
  const now = { ...task, ...given };
  const isFixed = task.releasedAt !== null;
  const put = (correction: Correction) => setGiven((before) => ({ ...before, ...correction }));
  const save = (event: FormEvent) => {
    event.preventDefault();
    correcting.mutate({ task, correction: given }, { onSuccess: () => void message.success(say('taskSaved')) });
  };
  return (
    <aside className="task-editor" aria-labelledby="task-title">
      <header><h2 id="task-title">{task.number} {task.title}</h2><button type="button" className="button icon-only" aria-label={sayShared('close')} onClick={close}><Icon name="close" /></button></header>
      {doubts.length > 0 && <ul className="plan-doubts">{doubts.map(({ code, says }) => <li key={`${code} ${says}`}><Icon name="alert" /> {says}</li>)}</ul>}
      <blockquote className="source" role="region" tabIndex={0} aria-label={say('taskSource')}>…{source.slice(Math.max(0, task.from - around), task.from)}<mark>{source.slice(task.from, task.until)}</mark>{source.slice(task.until, task.until + around)}…</blockquote>
      <form className="fields-form" onSubmit={save}>
        <ErrorBanner error={correcting.error} focus />
        <fieldset disabled={isFixed} className="fields-form">
          <div className="field"><label htmlFor="t-title">{say('taskTitle')}</label><textarea id="t-title" className="line-input" rows={2} maxLength={300} value={now.title} onChange={(event) => put({ title: event.target.value })} /></div>
          <div className="field"><label htmlFor="t-text">{say('taskText')}</label><textarea id="t-text" className="line-input" rows={3} maxLength={20_000} value={now.text} onChange={(event) => put({ text: event.target.value })} /></div>
          <div className="field"><label htmlFor="t-lead">{say('taskLead')}</label><p className="field-hint" id="t-lead-hint">{say('taskLeadNamed', { names: task.leadNamed.join('、') || '—' })}</p><Select id="t-lead" aria-describedby="t-lead-hint" disabled={isFixed} allowClear showSearch={{ optionFilterProp: 'label' }} value={now.lead} options={organs} onChange={(lead: string | undefined) => put({ lead: lead ?? null })} /></div>
          <div className="field"><label htmlFor="t-joint">{say('taskJoint')}</label><p className="field-hint" id="t-joint-hint">{say('taskLeadNamed', { names: task.responsible.join('、') || '—' })}</p><Select id="t-joint" aria-describedby="t-joint-hint" mode="multiple" disabled={isFixed} showSearch={{ optionFilterProp: 'label' }} value={[...now.joint]} options={organs} onChange={(joint: string[]) => put({ joint })} /></div>
          <div className="field-pair">
            <div className="field"><label htmlFor="t-due">{say('taskDue')}</label><DatePicker id="t-due" disabled={isFixed} value={now.due ? dayjs(now.due) : null} onChange={(day) => put({ due: day?.format('YYYY-MM-DD') ?? null })} /></div>
            <div className="field"><label htmlFor="t-cycle">{say('taskCycle')}</label><Select id="t-cycle" disabled={isFixed} value={now.cycle} options={cycles.map((value) => ({ value, label: cycleNames[value] }))} onChange={(cycle: Cycle) => put({ cycle })} /></div>
          </div>
          {task.figures.length > 0 && <fieldset className="field"><legend>{say('taskTargets')}</legend><ul className="figures">{task.figures.map((figure, at) => <li key={`${figure.words} ${at}`}><label><input type="checkbox" checked={targets.includes(at)} onChange={(event) => put({ targets: event.target.checked ? [...targets, at] : targets.filter((each) => each !== at) })} /> {figure.words}</label></li>)}</ul></fieldset>}
          <label className="left-out"><input type="checkbox" checked={now.leftOut} onChange={(event) => put({ leftOut: event.target.checked })} /> {say('taskLeftOut')}</label>
        </fieldset>
        {!isFixed && <div className="form-acts"><button type="submit" className="button primary" disabled={correcting.isPending || Object.keys(given).length === 0}>{say('taskSave')}</button></div>}
      </form>
    </aside>
  );
}
