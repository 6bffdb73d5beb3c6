import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { personalHubWords } from '../../words/personal-hub.ts';
import { create, read } from '../../ui/api/client.ts';
import { holds, useSession } from '../../ui/api/session.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { FieldsForm } from '../../ui/form/FieldsForm.tsx';
import type { FormSchema } from '../../ui/form/fields.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { useDataset, type Dataset } from '../api.ts';
import type { Export } from '../personal/shapes.ts';
import { WithReason } from '../personal/WithReason.tsx';

const say = sayer(personalHubWords);
const queryKey = ['exports'] as const;
/** Vermilion is for whoever has to decide; to the one who asked, waiting is no errand. */
const toneOf = ({ state, mine }: Export) => (state === 'approved' ? 'done' : state === 'asked' && !mine ? 'wants' : '');
type Deciding = { readonly asked: Export; readonly approve: boolean };

/** Exports of one's own and those that wait for one's decision; asking for one, and finding the receiver from a mark. */
export function ExportsPage(): ReactNode {
  const reader = useSession().data?.reader;
  const [search] = useSearch();
  const dataset = search.get('dataset');
  const exports = useQuery({ queryKey, queryFn: () => read<{ items: Export[] }>('/api/v1/exports') });
  const [deciding, decide] = useState<Deciding | null>(null);
  return (
    <section>
      <PageHead title={say('exports')}>{say('exportsIdea')}</PageHead>
      <div className="page-body">
        {dataset && <Ask key={dataset} id={dataset} />}
        <Answer query={exports}>{({ items }) => (items.length === 0 ? <Empty title={say('exportsNone')}>{say('exportsNoneWhy')}</Empty> : <RowTable name={say('exports')} rows={items} columns={columnsFor(decide)} keyOf={({ id }) => id} />)}</Answer>
        {reader !== undefined && holds(reader, 'audit.read') && <Trace />}
      </div>
      {deciding && <Decide key={`${deciding.asked.id} ${deciding.approve}`} deciding={deciding} close={() => decide(null)} />}
    </section>
  );
}

const columnsFor = (decide: (deciding: Deciding) => void): readonly Column<Export>[] => [
  { key: 'dataset', title: say('exportDataset'), width: '15rem', show: ({ datasetTitle, unmasked }) => <>{datasetTitle} {unmasked.map((name) => <span key={name} className="tag">{name}</span>)}</> },
  { key: 'purpose', title: say('exportPurpose'), wideOnly: true, show: ({ purpose, whyHigh }) => <>{purpose} {whyHigh && <span className="quiet">{whyHigh}</span>}</> },
  { key: 'receiver', title: say('exportReceiver'), width: '15rem', wideOnly: true, show: ({ receiver }) => receiver },
  { key: 'state', title: say('keyState'), width: '11rem', show: (each) => <><span className={`tag ${toneOf(each)}`}>{say(`export_${each.state}`)}</span> {each.state === 'approved' && each.until && <span className="quiet">{say('exportUntil')} <Moment at={each.until} day /></span>}{each.nobodyDecides && <span className="quiet">{say('exportNobodyDecides', { organ: each.organName })}</span>}{each.state === 'refused' && <span className="quiet">{each.decision}</span>}</> },
  { key: 'acts', title: '', width: '10rem', end: true, show: (each) => <Acts of={each} decide={decide} /> },
];

function Acts({ of: each, decide }: { of: Export; decide: (deciding: Deciding) => void }): ReactNode {
  if (each.mine) return each.state === 'approved' && <a className="button plain" href={`/api/v1/exports/${each.id}/file`} download>{say('exportDownload')}</a>;
  return each.state === 'asked' && (['exportApprove', 'exportRefuse'] as const).map((act) => <button key={act} type="button" className="button plain" onClick={() => decide({ asked: each, approve: act === 'exportApprove' })}>{say(act)}</button>);
}

function Decide({ deciding: { asked, approve }, close }: { deciding: Deciding; close: () => void }): ReactNode {
  const queries = useQueryClient();
  const act = useMutation({ mutationFn: (reason: string) => create(`/api/v1/exports/${asked.id}/decide`, { approve, reason }), onSuccess: close, onSettled: () => void queries.invalidateQueries({ queryKey }) });
  return <WithReason title={say('exportDecide')} label={say('exportOpinion')} confirm={say(approve ? 'exportApprove' : 'exportRefuse')} busy={act.isPending} error={act.error} close={close} done={(reason) => act.mutate(reason)}>{asked.datasetTitle} · {asked.receiver} · {asked.purpose}{asked.whyHigh && ` · ${asked.whyHigh}`}{asked.unmasked.length > 0 && <strong> · {say('exportInFull', { columns: asked.unmasked.join('、') })}</strong>}</WithReason>;
}

const Ask = ({ id }: { id: string }): ReactNode => <Answer query={useDataset(id)}>{({ value }) => <AskForm dataset={value} />}</Answer>;

function AskForm({ dataset }: { dataset: Dataset }): ReactNode {
  const queries = useQueryClient();
  const [, change] = useSearch();
  const ask = useMutation({ mutationFn: (given: Record<string, unknown>) => create<Export>('/api/v1/exports', { ...given, datasetId: dataset.id }), onSuccess: () => { change({ dataset: null }); void queries.invalidateQueries({ queryKey }); } });
  const masked = dataset.columns.filter((column) => column.class === 'personal' || column.class === 'sensitive');
  const schema: FormSchema = {
    properties: {
      purpose: { title: say('exportPurpose'), 'x-kind': 'text', minLength: 4, maxLength: 200 },
      ...(masked.length > 0 ? { unmasked: { title: say('exportUnmasked'), 'x-kind': 'choices', 'x-labels': Object.fromEntries(masked.map(({ name, title }) => [name, title])) } } : {}),
    },
    required: ['purpose'],
  };
  return <section className="reading"><h2>{say('exportAsk')} · {dataset.title}</h2><FieldsForm name="export" schema={schema} error={ask.error} busy={ask.isPending} submitWords={say('exportAsk')} submit={(given) => ask.mutate(given)} cancel={() => change({ dataset: null })} /></section>;
}

/** For auditors: a row that turned up somewhere leads to whoever received it. */
function Trace(): ReactNode {
  const [mark, set] = useState('');
  const trace = useMutation({ mutationFn: () => create<Export>('/api/v1/exports/trace', { mark: mark.trim() }) });
  const send = (event: FormEvent) => { event.preventDefault(); trace.mutate(); };
  return (
    <form className="inline-form" onSubmit={send}>
      <label htmlFor="export-mark">{say('exportTrace')}</label>
      <input id="export-mark" className="line-input" placeholder={say('exportMark')} value={mark} maxLength={40} onChange={(event) => set(event.target.value)} />
      <button type="submit" className="button" disabled={mark.trim().length < 12 || trace.isPending}>{say('exportFind')}</button>
      <ErrorBanner error={trace.error} focus />
      {trace.data && <p role="status">{say('exportFound', { receiver: trace.data.receiver, purpose: trace.data.purpose })}</p>}
    </form>
  );
}
