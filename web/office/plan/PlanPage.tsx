import { App } from 'antd';
import { useState, type ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Dialog } from '../../ui/parts/Dialog.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Link } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { doubtsByTask, usePlan, useRelease, viewed, type PlanFull, type Task, type View } from './plans.ts';
import { Names } from './Names.tsx';
import { TaskEditor } from './TaskEditor.tsx';
import { Unread } from './Unread.tsx';

const say = sayer(officeWords);

/** A plan as a table of tasks: to be corrected against the source, then released. */
export const PlanPage = ({ id }: { id: string }): ReactNode => <Answer query={usePlan(id)}>{(plan) => (plan.state === 'ready' ? <Plan plan={plan} /> : <Unread plan={plan} />)}</Answer>;

function Plan({ plan }: { plan: PlanFull }): ReactNode {
  const [view, setView] = useState<View>('all');
  const [ordinal, choose] = useState<number | null>(null);
  const releasing = useRelease(plan.id);
  const doubts = doubtsByTask(plan);
  const general = plan.doubts.filter((doubt) => doubt.task === undefined);
  const open = plan.tasks.find((task) => task.ordinal === ordinal);
  return (
    <section className="plan">
      <PageHead title={plan.title} back={{ to: '/office/plans', title: say('plans') }} acts={<Release plan={plan} releasing={releasing} />}>
        {plan.issuer && <span>{plan.issuer}</span>}{plan.documentNumber && <span>{plan.documentNumber}</span>}<Moment at={plan.issuedOn} day />
      </PageHead>
      <div className="plan-refusal"><ErrorBanner error={releasing.error} focus jump={(pointer) => { const task = ordinalIn(pointer); return task === null ? null : () => { setView('all'); choose(task); }; }} /></div>
      {general.length > 0 && <ul className="plan-doubts">{general.map(({ code, says }) => <li key={`${code} ${says}`}><Icon name="alert" /> {says}</li>)}</ul>}
      <div className="views" role="group" aria-label={say('planTasks')}>
        {([['all', say('showAll', { count: plan.tasks.length })], ['doubted', say('showDoubted', { count: viewed(plan, 'doubted').length })], ['noLead', say('showNoLead', { count: viewed(plan, 'noLead').length })], ['leftOut', say('showLeftOut', { count: viewed(plan, 'leftOut').length })]] as const).map(([key, words]) => <button key={key} type="button" className="button" aria-pressed={view === key} onClick={() => setView(key)}>{words}</button>)}
      </div>
      {view === 'noLead' && <Names plan={plan} />}
      <div className={open ? 'plan-split' : undefined}>
        <div className="plan-table"><RowTable name={say('planTasks')} rows={viewed(plan, view)} columns={columnsWith(doubts, open !== undefined)} keyOf={(task) => String(task.ordinal)} open={(task) => choose(task.ordinal)} /></div>
        {open && <TaskEditor key={`${open.ordinal} ${open.version}`} plan={plan} task={open} doubts={doubts.get(open.ordinal) ?? []} close={() => choose(null)} />}
      </div>
    </section>
  );
}

/** Beside the editor only what is needed to find a task again. */
const columnsWith = (doubts: ReturnType<typeof doubtsByTask>, isNarrow: boolean): readonly Column<Task>[] => allColumns(doubts).filter(({ key }) => !isNarrow || ['number', 'title', 'lead'].includes(key));

const allColumns = (doubts: ReturnType<typeof doubtsByTask>): readonly Column<Task>[] => [
  { key: 'number', title: say('taskNumber'), width: '9rem', wideOnly: true, show: ({ number }) => <span className="quiet">{number}</span> },
  { key: 'title', title: say('taskTitle'), show: ({ ordinal, title, leftOut }) => <span className={leftOut ? 'struck' : undefined} title={title}>{doubts.has(ordinal) && <span className="doubted" title={doubts.get(ordinal)?.map(({ says }) => says).join('\n')}><Icon name="alert" /><span className="sr">{say('planDoubts')}</span></span>}{title}</span> },
  { key: 'lead', title: say('taskLead'), width: '12rem', show: (task) => (task.leadName ?? (task.leftOut ? <span className="quiet">—</span> : <span className="wants">{say('taskNoLead')}</span>)) },
  { key: 'joint', title: say('taskJoint'), width: '12rem', wideOnly: true, show: ({ jointNames, responsible }) => <span className="quiet" title={responsible.join('、')}>{jointNames.join('、') || responsible.join('、') || '—'}</span> },
  { key: 'due', title: say('taskDue'), width: '9rem', show: ({ due, dueWords }) => <span title={dueWords.join('；')}><Moment at={due} day /></span> },
  { key: 'figures', title: say('taskFigures'), width: '5rem', end: true, wideOnly: true, show: ({ figures }) => <span className="num quiet">{figures.length || '—'}</span> },
  { key: 'matter', title: say('taskMatter'), width: '10rem', show: ({ matter, releasedAt, leftOut }) => (matter ? <Link className="num" to={`/office/matters/${matter}`}>{matter}</Link> : releasedAt ? <span className="tag active">{say('planReleased')}</span> : leftOut ? <span className="quiet">{say('taskLeftOut')}</span> : '—') },
];

/** Releasing cannot be taken back, so it is asked first; every task without a lead is named and can be gone to. */
function Release({ plan, releasing }: { plan: PlanFull; releasing: ReturnType<typeof useRelease> }): ReactNode {
  const [asking, ask] = useState(false);
  const reader = useSession().data?.reader;
  const { message } = App.useApp();
  const count = plan.tasks.filter((task) => !task.releasedAt && !task.leftOut).length;
  if (!reader || !holds(reader, 'plan.release')) return null;
  if (count === 0) return <span className="tag done">{say('allReleased')}</span>;
  const release = () => releasing.mutate(undefined, { onSuccess: ({ released }) => void message.success(say('releaseDone', { count: released })), onSettled: () => ask(false) });
  return (
    <>
      <button type="button" className="button primary" onClick={() => ask(true)}>{say('release', { count })}</button>
      <Dialog title={say('release', { count })} open={asking} close={() => ask(false)} confirm={say('release', { count })} busy={releasing.isPending} done={release}><p>{say('releaseAsk')}</p></Dialog>
    </>
  );
}

const ordinalIn = (pointer: string): number | null => { const found = /^\/tasks\/(\d+)\//.exec(pointer)?.[1]; return found === undefined ? null : Number(found); };
