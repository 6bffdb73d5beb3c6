import { useState, type DragEvent, type ReactNode } from 'react';
import { planWords } from '../../words/office-plan.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Link, navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { ImportPanel } from './ImportPanel.tsx';
import { usePlans, type PlanLine } from './plans.ts';
import './plan.css';

const say = sayer(planWords);

const columns: readonly Column<PlanLine>[] = [
  { key: 'title', title: say('plan'), show: (plan) => <span className="plan-name"><Link to={`/office/plans/${plan.id}`} title={plan.title}>{plan.title}</Link><StateOf plan={plan} /></span> },
  { key: 'issuer', title: say('issuer'), width: '13rem', wideOnly: true, show: ({ issuer }) => <span className="quiet" title={issuer ?? undefined}>{issuer ?? '—'}</span> },
  { key: 'issued', title: say('issued'), width: '8.5rem', wideOnly: true, show: ({ issuedOn }) => <span className="quiet"><Moment at={issuedOn} day /></span> },
  { key: 'tasks', title: say('tasks'), width: '4.5rem', end: true, show: ({ tasks, state }) => <span className="num">{state === 'ready' ? tasks : '—'}</span> },
  { key: 'unled', title: say('unled'), width: '5rem', end: true, show: ({ unled, state }) => (state !== 'ready' ? '—' : <span className={`num ${unled > 0 ? 'needs' : 'quiet'}`}>{unled}</span>) },
  { key: 'released', title: say('released'), width: '6rem', end: true, wideOnly: true, show: ({ released, tasks, leftOut, state }) => <span className="num quiet">{state === 'ready' ? say('releasedOf', { released, all: tasks - leftOut }) : '—'}</span> },
  { key: 'imported', title: say('importedAt'), width: '8.5rem', wideOnly: true, show: ({ importedAt, organName }) => <span className="quiet" title={say('importedBy', { organ: organName })}><Moment at={importedAt} /></span> },
];

function StateOf({ plan }: { plan: PlanLine }): ReactNode {
  if (plan.state === 'reading') return <span className="tag active">{say('stateReading')}</span>;
  if (plan.state === 'refused') return <span className="tag wants" title={plan.refusal?.detail}>{plan.refusal?.title ?? say('stateRefused')}</span>;
  return plan.released > 0 && plan.released === plan.tasks - plan.leftOut ? <span className="tag done">{say('releaseAll')}</span> : null;
}

/** The city's plans, newest first, and the way to bring in another: a document may be dropped anywhere on the page. */
export function PlansPage(): ReactNode {
  const plans = usePlans();
  const reader = useSession().data?.reader;
  const imports = reader !== undefined && holds(reader, 'plan.import');
  const [asked, ask] = useState<boolean | null>(null);
  const [dropped, drop] = useState<File | null>(null);
  const isOpen = imports && (asked ?? plans.data?.length === 0);
  const onDrop = (event: DragEvent) => {
    if (!imports || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    drop(event.dataTransfer.files[0] ?? null);
    ask(true);
  };
  return (
    <section className="plans" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <PageHead title={say('plans')} acts={imports && !isOpen && <button type="button" className="button primary" onClick={() => ask(true)}><Icon name="upload" />{say('import')}</button>}>{say('plansIdea')}</PageHead>
      {isOpen && <ImportPanel key={dropped ? `${dropped.name} ${dropped.lastModified}` : ''} dropped={dropped} close={(plans.data?.length ?? 0) > 0 ? () => { ask(false); drop(null); } : undefined} />}
      <Answer query={plans}>
        {(all) => (all.length === 0
          ? <Empty title={say('listEmpty')}>{say('listEmptyWhy')}</Empty>
          : <RowTable name={say('plans')} rows={all} columns={columns} keyOf={({ id }) => id} open={({ id }) => navigate(`/office/plans/${id}`)} />)}
      </Answer>
    </section>
  );
}
