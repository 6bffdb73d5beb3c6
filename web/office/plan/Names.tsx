import { Select } from 'antd';
import type { ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { useOrgans } from '../../ui/api/directory.ts';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { sayer } from '../../ui/words.ts';
import { unknownNames, useNaming, type PlanFull } from './plans.ts';

const say = sayer(officeWords);

/** The names a document uses and this city does not know: said once, put right everywhere. */
export function Names({ plan }: { plan: PlanFull }): ReactNode {
  const naming = useNaming(plan.id);
  const organs = (useOrgans().data ?? []).map(({ key, title }) => ({ value: key, label: title }));
  const names = unknownNames(plan);
  if (names.length === 0) return null;
  return (
    <section className="names" aria-label={say('taskLead')}>
      <p className="quiet">{say('namesTitle')}</p>
      <ErrorBanner error={naming.error} focus />
      <ul>
        {names.map(({ named, count }) => (
          <li key={named ?? ''}>
            <span>{named ?? say('namesNone')} <span className="quiet num">{say('namesCount', { count })}</span></span>
            <Select aria-label={named ?? say('namesNone')} placeholder={say('taskLead')} showSearch={{ optionFilterProp: 'label' }} loading={naming.isPending} options={organs} onChange={(organ: string) => naming.mutate({ named, organ })} />
          </li>
        ))}
      </ul>
    </section>
  );
}
