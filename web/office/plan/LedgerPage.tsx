import type { ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { planWords } from '../../words/office-plan.ts';
import { useOrgans } from '../../ui/api/directory.ts';
import { NamedSelect } from '../../ui/form/NamedSelect.tsx';
import { FilterBox } from '../../ui/desk/FilterBox.tsx';
import { More } from '../../ui/desk/More.tsx';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { fullNumber } from '../../ui/format/number.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Due } from '../../ui/parts/Due.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { StateTag } from '../../ui/parts/StateTag.tsx';
import { Link, navigate, useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { keepTrail } from '../queue/trail.ts';
import { lightOf, useLedger, useLights, type LedgerFilter, type LedgerLine } from './ledger.ts';
import { Light, lights } from './Light.tsx';
import { OrganSaid } from './OrganSaid.tsx';
import { usePlans } from './plans.ts';
import { cycleNames } from './TaskRow.tsx';
import './plan.css';

const say = sayer(planWords);
const sayOffice = sayer(officeWords);

const columns: readonly Column<LedgerLine>[] = [
  { key: 'light', title: say('lightTitle'), width: '6.75rem', show: (task) => <Light light={lightOf(task)} /> },
  { key: 'title', title: say('title'), show: ({ number, title, fields }) => <Link to={`/office/matters/${number}`} title={[title, fields.plan].filter(Boolean).join('\n')}>{title}</Link> },
  { key: 'lead', title: say('lead'), width: '11rem', show: ({ fields }) => <OrganSaid organ={fields.lead} /> },
  { key: 'progress', title: say('progress'), width: '7rem', show: ({ fields, title }) => <Progress value={fields.progress ?? 0} title={title} /> },
  { key: 'due', title: say('due'), width: '6.5rem', show: ({ fields }) => <span className="num">{fields.due ?? <span className="quiet">{say('dueNone')}</span>}</span> },
  { key: 'stage', title: say('stage'), width: '11.5rem', wideOnly: true, show: (task) => <span className="stage"><StateTag matter={task} />{!task.endedAt && <Due at={task.dueAt} remaining={task.remaining} />}</span> },
  { key: 'reports', title: say('latest'), width: 'clamp(9rem, 15vw, 20rem)', wideOnly: true, show: ({ fields, latest }) => <span className="quiet" title={latest ? [latest.title, latest.reason, latest.actor].filter(Boolean).join('\n') : undefined}>{fields.cycle && `${cycleNames[fields.cycle]} · `}{latest ? <><Moment at={latest.at} day /> {latest.reason ?? latest.title}</> : say('latestNone')}</span> },
];

const Progress = ({ value, title }: { value: number; title: string }): ReactNode => <span className="task-progress"><progress max={100} value={value} aria-label={`${say('progress')} ${title}`} /><span className="num">{value}%</span></span>;

/** 督办台账: every supervised task with its light, most urgent first; a number opens the tasks it counts. */
export function LedgerPage(): ReactNode {
  const [search] = useSearch();
  const filter: LedgerFilter = { light: search.get('light'), lead: search.get('lead'), plan: search.get('plan'), q: search.get('q') };
  const list = useLedger(filter);
  const isFiltered = Object.values(filter).some((value) => value !== null);
  const open = ({ number }: LedgerLine) => { keepTrail(list.rows.map((task) => task.number), `/office/tasks${location.search}`); navigate(`/office/matters/${number}`); };
  return (
    <section className="ledger">
      <PageHead title={say('ledger')} acts={<Narrow filter={filter} />}>{say('ledgerIdea')}</PageHead>
      <Lights filter={filter} />
      <Answer query={list}>
        {() => {
          if (list.rows.length === 0) return isFiltered ? <Empty title={say('ledgerNone')} act={<Link className="button" to="/office/tasks">{say('clear')}</Link>}>{say('ledgerNoneWhy')}</Empty> : <Empty title={say('ledgerEmpty')} act={<Link className="button" to="/office/plans">{say('plans')}</Link>}>{say('ledgerEmptyWhy')}</Empty>;
          return (
            <>
              <div className="for-desk"><RowTable name={say('ledger')} rows={list.rows} columns={columns} keyOf={({ id }) => id} open={open} toneOf={({ light }) => (light === 'red' ? 'late' : undefined)} /></div>
              <LedgerCards rows={list.rows} open={open} />
              <More list={list} />
            </>
          );
        }}
      </Answer>
    </section>
  );
}

/** How many stand how: five numbers, each the way to its tasks. */
function Lights({ filter }: { filter: LedgerFilter }): ReactNode {
  const [, change] = useSearch();
  const counts = useLights(filter).data;
  return (
    <div className="lights" role="group" aria-label={say('lightTitle')}>
      {lights.map((light) => (
        <button key={light} type="button" data-light={light} aria-pressed={filter.light === light} onClick={() => change({ light: filter.light === light ? null : light }, { replace: true })}>
          <span className="num figure">{counts ? fullNumber(counts[light]) : '—'}</span><Light light={light} />
        </button>
      ))}
    </div>
  );
}

function Narrow({ filter }: { filter: LedgerFilter }): ReactNode {
  const [, change] = useSearch();
  const organs = (useOrgans().data ?? []).map(({ key, title }) => ({ value: key, label: title }));
  const plans = (usePlans().data ?? []).filter(({ released }) => released > 0).map(({ traceId, title }) => ({ value: traceId, label: title }));
  return (
    <>
      <NamedSelect className="filter-plan" name={say('plan')} allowClear placeholder={say('allPlans')} showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={360} value={filter.plan} options={plans} onChange={(plan: string | undefined) => change({ plan: plan ?? null })} />
      <NamedSelect className="filter-organ" name={say('lead')} allowClear placeholder={say('allOrgans')} showSearch={{ optionFilterProp: 'label' }} popupMatchSelectWidth={300} value={filter.lead} options={organs} onChange={(lead: string | undefined) => change({ lead: lead ?? null })} />
      <FilterBox label={say('search')} />
    </>
  );
}

/** The same tasks for a phone. */
const LedgerCards = ({ rows, open }: { rows: readonly LedgerLine[]; open: (task: LedgerLine) => void }): ReactNode => (
  <ul className="task-cards">
    {rows.map((task) => (
      <li key={task.id}>
        <button type="button" className={task.light === 'red' ? 'late' : undefined} onClick={() => open(task)}>
          <span className="title">{task.title}</span>
          <span className="line"><Light light={lightOf(task)} /><span><OrganSaid organ={task.fields.lead} /></span><StateTag matter={task} /></span>
          <span className="line quiet"><Progress value={task.fields.progress ?? 0} title={task.title} /><span className="num">{sayOffice('due')} {task.fields.due ?? say('dueNone')}</span></span>
        </button>
      </li>
    ))}
  </ul>
);
