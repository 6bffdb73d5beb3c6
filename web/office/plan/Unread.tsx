import { useState, type ReactNode } from 'react';
import { planWords } from '../../words/office-plan.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Dialog } from '../../ui/parts/Dialog.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { useNow } from '../../ui/parts/Moment.tsx';
import { Link, navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { useDiscard, type PlanFull } from './plans.ts';

const say = sayer(planWords);
const steps: Record<NonNullable<PlanFull['step']>, string> = { open: say('stepOpen'), clean: say('stepClean'), divide: say('stepDivide'), tasks: say('stepTasks') };

/** A plan that is still being read, or could not be: how far, or why not and what to do. */
export function Unread({ plan }: { plan: PlanFull }): ReactNode {
  return (
    <section className="unread">
      <PageHead title={plan.title} back={{ to: '/office/plans', title: say('plans') }} acts={<Discard plan={plan} />}>{plan.fileId && <Original id={plan.fileId} />}</PageHead>
      <div className="page-body reading">
        {plan.refusal ? (
          <section className="banner" role="alert"><Icon name="alert" /><div><h2>{plan.refusal.title}</h2><p>{plan.refusal.detail} {plan.refusal.next}</p></div><Link className="button" to="/office/plans">{say('again')}</Link></section>
        ) : <Reading plan={plan} />}
      </div>
    </section>
  );
}

function Reading({ plan }: { plan: PlanFull }): ReactNode {
  const now = useNow(1000);
  const names = Object.keys(steps) as (keyof typeof steps)[];
  const at = plan.step ? names.indexOf(plan.step) : -1;
  const seconds = Math.max(0, Math.round((now.getTime() - new Date(plan.importedAt).getTime()) / 1000));
  return (
    <>
      <ol className="reading-steps" aria-label={say('stateReading')}>
        {names.map((name, index) => <li key={name} aria-current={index === at ? 'step' : undefined} className={index < at ? 'done' : undefined}>{steps[name]}{index === at && <span className="quiet num"> · {say('readingFor', { seconds })}</span>}</li>)}
      </ol>
      <p className="quiet" role="status">{say('readingWhy')}</p>
    </>
  );
}

/** The document as it was handed in. */
export const Original = ({ id }: { id: string }): ReactNode => <a href={`/api/v1/files/${id}`} target="_blank" rel="noreferrer"><Icon name="file" /> {say('original')}</a>;

/** Takes the plan away, after asking. */
export function Discard({ plan }: { plan: PlanFull }): ReactNode {
  const [asking, ask] = useState(false);
  const discarding = useDiscard(plan.id);
  const discard = () => discarding.mutate(undefined, { onSuccess: () => navigate('/office/plans', { replace: true }), onSettled: () => ask(false) });
  return (
    <>
      <ErrorBanner error={discarding.error} focus />
      <button type="button" className="button plain" onClick={() => ask(true)}>{say('discard')}</button>
      <Dialog title={say('discard')} open={asking} close={() => ask(false)} confirm={say('discard')} busy={discarding.isPending} done={discard}><p>{say('discardAsk')}</p></Dialog>
    </>
  );
}
