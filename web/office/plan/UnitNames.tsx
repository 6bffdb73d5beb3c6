import { App } from 'antd';
import type { ReactNode } from 'react';
import { planWords } from '../../words/office-plan.ts';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { sayer } from '../../ui/words.ts';
import type { useCorrections } from './corrections.ts';
import { OrganSelect } from './OrganSelect.tsx';
import type { PlanFull, Task } from './plans.ts';
import { unknownNames } from './work.ts';

const say = sayer(planWords);

type NamesProps = { readonly plan: PlanFull; readonly corrections: ReturnType<typeof useCorrections>; readonly goTo: (task: Task) => void };

/** The names a document uses and this city does not know: said once, put right everywhere. */
export function UnitNames({ plan, corrections: { naming, save }, goTo }: NamesProps): ReactNode {
  const { message } = App.useApp();
  const names = unknownNames(plan);
  const listOnly = names.flatMap(({ named, tasks }) => (named === null ? tasks.filter(({ joint }) => joint.length > 0) : []));
  if (names.length === 0) return null;
  const choose = (named: string, organ: string) => naming.mutate({ named, organ }, { onSuccess: ({ tasks }) => void message.success(say('sameNameDone', { count: tasks.length })) });
  return (
    <section className="unit-names" aria-labelledby="unit-names-title">
      <h2 id="unit-names-title">{say('names')}</h2>
      <p className="quiet">{say('namesWhy')}</p>
      <ErrorBanner error={naming.error} focus />
      <ul>
        {names.map(({ named, tasks }) => (
          <li key={named ?? ''}>
            <button type="button" className="link" onClick={() => { if (tasks[0]) goTo(tasks[0]); }}>{named ?? say('namesNobody')}</button>
            <span className="num quiet">{say('namesCount', { count: tasks.length })}</span>
            {named !== null && <OrganSelect label={named} named={[named]} value={null} change={(organ) => { if (organ) choose(named, organ); }} />}
            {named === null && listOnly.length > 0 && <span className="first-leads"><span className="quiet">{say('namesFirst', { count: listOnly.length })}</span><button type="button" className="button" onClick={() => { for (const task of listOnly) save(task, { lead: task.joint[0] ?? null }); }}>{say('namesFirstDo')}</button></span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
