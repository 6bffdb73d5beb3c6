import { App } from 'antd';
import { useState, type ReactNode } from 'react';
import { planWords } from '../../words/office-plan.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { Icon } from '../../ui/icons.tsx';
import { Dialog } from '../../ui/parts/Dialog.tsx';
import { sayer } from '../../ui/words.ts';
import { useRelease, type PlanFull, type Task } from './plans.ts';
import { viewed } from './work.ts';

const say = sayer(planWords);

/** What is left to release, and how the last attempt went. */
export function useReleasing(plan: PlanFull) {
  const { mutate, error, isPending, reset } = useRelease(plan.id);
  return { release: mutate, error, isPending, reset };
}

type ReleasingProps = { readonly plan: PlanFull; readonly releasing: ReturnType<typeof useReleasing>; readonly goTo: (ordinal: number) => void };

/** Releasing cannot be taken back: first what will happen and what is missing, each missing task one press away. Whatever is ready may go first. */
export function Releasing({ plan, releasing, goTo }: ReleasingProps): ReactNode {
  const [asking, ask] = useState(false);
  const { message } = App.useApp();
  const reader = useSession().data?.reader;
  const open = plan.tasks.filter((task) => !task.releasedAt && !task.leftOut);
  const unled = viewed(plan, 'unled');
  const ready = open.filter((task) => task.lead !== null);
  if (!reader || !holds(reader, 'plan.release')) return null;
  if (open.length === 0) return plan.released > 0 ? <span className="tag done"><Icon name="check" />{say('releaseAll')}</span> : null;
  const release = () => releasing.release(unled.length === 0 ? null : ready.map(({ ordinal }) => ordinal), {
    onSuccess: ({ released }) => void message.success(say('releaseDone', { count: released })),
    onSettled: () => ask(false),
  });
  const go = (task: Task) => { ask(false); goTo(task.ordinal); };
  return (
    <>
      <button type="button" className="button primary" onClick={() => { releasing.reset(); ask(true); }}>{say('release')}</button>
      <Dialog title={ready.length > 0 ? say('releaseCount', { count: ready.length }) : say('release')} open={asking} close={() => ask(false)} confirm={say('releaseCount', { count: ready.length })} busy={releasing.isPending || ready.length === 0} done={release}>
        <Check plan={plan} ready={ready} unled={unled} go={go} />
      </Dialog>
    </>
  );
}

function Check({ plan, ready, unled, go }: { plan: PlanFull; ready: readonly Task[]; unled: readonly Task[]; go: (task: Task) => void }): ReactNode {
  const undue = ready.filter(({ due }) => due === null).length;
  const leftOut = viewed(plan, 'leftOut').length;
  const [first] = unled;
  return (
    <div className="release-check">
      <p>{ready.length === 0 ? say('releaseNothing') : say('releaseWhy')}</p>
      <ul>
        {unled.length > 0 && (
          <li className="needs"><Icon name="alert" /><span>{say('releaseUnled', { count: unled.length })}</span>{first && <button type="button" className="button" onClick={() => go(first)}>{say('releaseGo')}</button>}</li>
        )}
        {ready.length > 0 && <li><Icon name="check" /><span>{say('releaseGoes', { count: ready.length, organs: new Set(ready.map(({ lead }) => lead)).size })}</span></li>}
        {undue > 0 && <li><Icon name="clock" /><span>{say('releaseUndue', { count: undue })}</span></li>}
        {plan.doubts.length > 0 && <li><Icon name="search" /><span>{say('releaseDoubts', { count: plan.doubts.length })}</span></li>}
        {leftOut > 0 && <li><Icon name="minus" /><span>{say('releaseLeftOut', { count: leftOut })}</span></li>}
      </ul>
    </div>
  );
}
