import { useState, type ReactNode } from 'react';
import { planWords } from '../../words/office-plan.ts';
import { ActionButton, useShortcuts, type Action } from '../../ui/actions.tsx';
import { holds, useSession } from '../../ui/api/session.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Link, useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { useCorrections } from './corrections.ts';
import type { PlanFull, Task } from './plans.ts';
import { Releasing, useReleasing } from './Releasing.tsx';
import { SourcePane } from './SourcePane.tsx';
import { TaskTable } from './TaskTable.tsx';
import { UnitNames } from './UnitNames.tsx';
import { Discard, Original } from './Unread.tsx';
import { nextAfter, viewed, views, type At, type View } from './work.ts';

const say = sayer(planWords);
const viewNames: Record<View, string> = { all: say('viewAll'), unled: say('viewUnled'), doubted: say('viewDoubted'), undue: say('viewUndue'), leftOut: say('viewLeftOut'), released: say('viewReleased') };

/** A plan as a table of tasks to put right, its text beside it, and the release. */
export function PlanDesk({ plan }: { plan: PlanFull }): ReactNode {
  const [search, change] = useSearch();
  const view = views.find((name) => name === search.get('view')) ?? 'all';
  const [at, setAt] = useState<At | null>(null);
  const [doubtAt, setDoubtAt] = useState<number | null>(null);
  const reader = useSession().data?.reader;
  const mayCorrect = reader !== undefined && holds(reader, 'plan.import');
  const corrections = useCorrections(plan.id);
  const releasing = useReleasing(plan);
  // A row that has just been put right leaves its view only when one goes on: nothing vanishes under the hand.
  const shown = plan.tasks.filter((task) => task.ordinal === at?.ordinal || viewed(plan, view).includes(task));
  const task = plan.tasks.find(({ ordinal }) => ordinal === at?.ordinal);

  const goTo = (ordinal: number, editing = false) => { setAt((before) => ({ ordinal, editing: editing ? (before?.editing ?? 0) + 1 : 0 })); setDoubtAt(null); };
  const show = (next: View) => { change({ view: next === 'all' ? null : next }, { replace: true }); setAt(null); };
  const goToTask = (ordinal: number) => { if (!viewed(plan, view).some((each) => each.ordinal === ordinal)) show('all'); goTo(ordinal, true); };
  const goToDoubt = (index: number) => {
    const ordinal = plan.doubts[index]?.task;
    if (ordinal !== undefined && !shown.some((each) => each.ordinal === ordinal)) show('all');
    setAt(ordinal === undefined ? null : { ordinal, editing: 0 });
    setDoubtAt(index);
  };
  const unled = viewed(plan, 'unled');
  const goOn = () => { const next = nextAfter(unled, at?.ordinal ?? null); if (next) goToTask(next.ordinal); };
  const walk = (step: number) => {
    const index = shown.findIndex(({ ordinal }) => ordinal === at?.ordinal);
    const next = shown[Math.max(0, Math.min(shown.length - 1, index + step))];
    if (next) goTo(next.ordinal);
  };
  const acts: Action[] = [
    { key: 'unled', name: say('nextUnled'), shortcut: 'n', when: () => mayCorrect && unled.length > 0, effect: goOn },
    { key: 'down', name: 'j', shortcut: 'j', effect: () => walk(1) }, { key: 'down2', name: '↓', shortcut: 'ArrowDown', effect: () => walk(1) },
    { key: 'up', name: 'k', shortcut: 'k', effect: () => walk(-1) }, { key: 'up2', name: '↑', shortcut: 'ArrowUp', effect: () => walk(-1) },
    { key: 'edit', name: '↵', shortcut: 'Enter', when: () => task !== undefined && mayCorrect && !task.releasedAt, effect: () => { if (task) goTo(task.ordinal, true); } },
    { key: 'leaveOut', name: say('leaveOut'), shortcut: 'x', when: () => task !== undefined && mayCorrect && !task.releasedAt, effect: () => { if (task) corrections.save(task, { leftOut: !task.leftOut }); } },
    { key: 'doubt', name: say('nextDoubt'), shortcut: 'd', when: () => plan.doubts.length > 0, effect: () => goToDoubt(doubtAt === null ? 0 : (doubtAt + 1) % plan.doubts.length) },
    { key: 'close', name: 'Esc', shortcut: 'Escape', when: () => at !== null, effect: () => setAt(null) },
  ];
  useShortcuts(acts, undefined);

  const nextUnled = acts[0];
  return (
    <section className="plan-desk">
      <PageHead title={<span title={plan.title}>{plan.title}</span>} back={{ to: '/office/plans', title: say('plans') }} acts={<>{mayCorrect && plan.released === 0 && <Discard plan={plan} />}<Releasing plan={plan} releasing={releasing} goTo={goToTask} /></>}>
        {plan.issuer && <span>{plan.issuer}</span>}{plan.documentNumber && <span>{plan.documentNumber}</span>}{plan.issuedOn && <Moment at={plan.issuedOn} day />}
        {plan.fileId && <Original id={plan.fileId} />}{plan.released > 0 && <Link to={`/office/tasks?plan=${plan.traceId}`}>{say('toLedger')}</Link>}
      </PageHead>
      {releasing.error && <div className="plan-refusal"><ErrorBanner error={releasing.error} focus jump={(pointer) => { const ordinal = ordinalIn(pointer); return ordinal === null ? null : () => goToTask(ordinal); }} /></div>}
      <div className="plan-bar">
        <div className="views" role="group" aria-label={say('tasks')}>{shownViews(plan, view).map(({ name, count }) => <button key={name} type="button" className={`button${name === 'unled' && count > 0 ? ' needs' : ''}`} aria-pressed={view === name} onClick={() => show(name)}>{viewNames[name]} <span className="num">{count}</span></button>)}</div>
        {nextUnled && unled.length > 0 && mayCorrect && <ActionButton action={nextUnled} context={undefined} />}
        <span className="keys quiet">{say('keys')}</span>
      </div>
      <div className="plan-split">
        <div className="plan-tasks">
          {view === 'unled' && mayCorrect && <UnitNames plan={plan} corrections={corrections} goTo={(next: Task) => goTo(next.ordinal, true)} />}
          <TaskTable plan={plan} tasks={shown} at={at} mayCorrect={mayCorrect} corrections={corrections} goTo={goTo} leave={() => setAt((before) => before && { ...before, editing: 0 })} />
        </div>
        <SourcePane plan={plan} task={task} doubtAt={doubtAt} goToDoubt={goToDoubt} goToTask={(ordinal) => { if (!shown.some((each) => each.ordinal === ordinal)) show('all'); goTo(ordinal); }} />
      </div>
    </section>
  );
}

/** Views with nothing in them are not offered, except the one one is in. */
const shownViews = (plan: PlanFull, now: View) => views.map((name) => ({ name, count: viewed(plan, name).length })).filter(({ name, count }) => count > 0 || name === now || name === 'all');

const ordinalIn = (pointer: string): number | null => {
  const found = /^\/tasks\/(\d+)\//.exec(pointer)?.[1];
  return found === undefined ? null : Number(found);
};

