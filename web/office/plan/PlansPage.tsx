import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { officeWords } from '../../words/office.ts';
import { sharedWords } from '../../words/shared.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { bytes } from '../../ui/format/number.ts';
import { Icon } from '../../ui/icons.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Link, navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { importPlan, usePlans, type PlanLine } from './plans.ts';

const say = sayer(officeWords);
const sayShared = sayer(sharedWords);

const columns: readonly Column<PlanLine>[] = [
  { key: 'title', title: say('planTitle'), show: ({ id, title, state }) => <><Link to={`/office/plans/${id}`}>{title}</Link> {state === 'reading' && <span className="tag active">{say('planReading')}</span>}{state === 'refused' && <span className="tag wants">{say('planRefused')}</span>}</> },
  { key: 'issuer', title: say('planIssuer'), width: '14rem', wideOnly: true, show: ({ issuer }) => <span className="quiet">{issuer ?? '—'}</span> },
  { key: 'issued', title: say('planIssued'), width: '9rem', wideOnly: true, show: ({ issuedOn }) => <Moment at={issuedOn} day /> },
  { key: 'tasks', title: say('planTasks'), width: '6rem', end: true, show: ({ tasks }) => <span className="num">{tasks}</span> },
  { key: 'released', title: say('planReleased'), width: '7rem', end: true, show: ({ released }) => <span className="num">{released}</span> },
  { key: 'doubts', title: say('planDoubts'), width: '6rem', end: true, wideOnly: true, show: ({ doubtCount }) => <span className="num quiet">{doubtCount}</span> },
];

/** The city's plans, and the way to bring in another. */
export function PlansPage(): ReactNode {
  const plans = usePlans();
  const reader = useSession().data?.reader;
  const imports = reader !== undefined && holds(reader, 'plan.import');
  return (
    <section>
      <PageHead title={say('plans')}>{say('planIdea')}</PageHead>
      {imports && <div className="page-body reading"><ImportForm /></div>}
      <Answer query={plans}>{(all) => (all.length === 0 ? <Empty title={say('plansEmpty')} /> : <RowTable name={say('plans')} rows={all} columns={columns} keyOf={({ id }) => id} open={({ id }) => navigate(`/office/plans/${id}`)} />)}</Answer>
    </section>
  );
}

function ImportForm(): ReactNode {
  const [file, setFile] = useState<File | null>(null);
  const [text, setText] = useState('');
  const importing = useMutation({ mutationFn: importPlan, onSuccess: ({ id }) => navigate(`/office/plans/${id}`) });
  const send = (event: FormEvent) => { event.preventDefault(); importing.mutate({ file, text }); };
  return (
    <form className="fields-form import-form" onSubmit={send}>
      <ErrorBanner error={importing.error} focus />
      <div className="field files-control" onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); setFile(event.dataTransfer.files[0] ?? null); }}>
        <label className="drop" htmlFor="plan-file"><Icon name="upload" />{file ? `${file.name} · ${bytes(file.size)}` : say('planFile')}</label>
        <input id="plan-file" className="sr" type="file" accept=".docx,.txt,.html,.htm,.md" aria-describedby="plan-file-hint" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
        <p className="field-hint" id="plan-file-hint">{say('planFileHint')}</p>
        {file && <button type="button" className="button plain" onClick={() => setFile(null)}>{sayShared('uploadRemove', { name: file.name })}</button>}
      </div>
      {!file && <div className="field"><label htmlFor="plan-text">{say('planPaste')}</label><textarea id="plan-text" className="line-input" rows={4} maxLength={1_500_000} value={text} onChange={(event) => setText(event.target.value)} /></div>}
      <div className="form-acts"><button type="submit" className="button primary" disabled={importing.isPending || (!file && !text.trim())}>{importing.isPending ? say('planReading') : say('planRead')}</button></div>
    </form>
  );
}
