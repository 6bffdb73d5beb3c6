import type { ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Icon } from '../../ui/icons.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { useDiscard, type PlanFull } from './plans.ts';

const say = sayer(officeWords);
const steps: Record<NonNullable<PlanFull['step']>, string> = { open: say('stepOpen'), clean: say('stepClean'), divide: say('stepDivide'), tasks: say('stepTasks') };

/** A plan that is still being read, or could not be: how far, or why not and what to do. */
export function Unread({ plan }: { plan: PlanFull }): ReactNode {
  const discarding = useDiscard(plan.id);
  const discard = () => discarding.mutate(undefined, { onSuccess: () => navigate('/office/plans') });
  const keys = Object.keys(steps) as (keyof typeof steps)[];
  const at = plan.step ? keys.indexOf(plan.step) : 0;
  return (
    <section>
      <PageHead title={plan.title} back={{ to: '/office/plans', title: say('plans') }} acts={<button type="button" className="button" disabled={discarding.isPending} onClick={discard}>{say('planDiscard')}</button>} />
      <div className="page-body reading">
        <ErrorBanner error={discarding.error} focus />
        {plan.refusal ? (
          <section className="banner" role="alert"><Icon name="alert" /><div><h2>{plan.refusal.title}</h2><p>{plan.refusal.detail} {plan.refusal.next}</p></div></section>
        ) : (
          <div role="status"><p>{say('planReadingWhy')}</p><progress max={keys.length} value={at + 0.5} aria-label={say('planReading')} /><ol className="reading-steps">{keys.map((key, index) => <li key={key} aria-current={index === at ? 'step' : undefined} className={index < at ? 'done' : undefined}>{steps[key]}</li>)}</ol></div>
        )}
      </div>
    </section>
  );
}
