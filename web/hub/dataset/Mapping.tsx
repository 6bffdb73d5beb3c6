import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { create, read } from '../../ui/api/client.ts';
import { fullNumber } from '../../ui/format/number.ts';
import { Icon } from '../../ui/icons.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Link, navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { useVersion, type Import, type Preview, type VersionColumn } from '../api.ts';
import { AddStep } from './AddStep.tsx';
import { RowGrid } from './RowGrid.tsx';
import { asksOnFault, sentenceOf, type Step } from './steps.ts';

const say = sayer(hubWords);

/** What will happen to a version: steps as sentences, each to be kept, changed or left out; rows before and after; then a new version. */
export function Mapping({ datasetId, version }: { datasetId: string; version: number }): ReactNode {
  const suggested = useQuery({ queryKey: ['dataset', datasetId, 'suggested', version], queryFn: async () => (await read<{ steps: Step[] }>(`/api/v1/datasets/${datasetId}/mapping/suggested`, { version })).steps, staleTime: Infinity });
  const known = useVersion(datasetId, version);
  return <Answer query={suggested}>{(steps) => <Answer query={known}>{({ columns }) => <Steps datasetId={datasetId} version={version} suggested={steps} columns={columns} />}</Answer>}</Answer>;
}

type StepsProps = { readonly datasetId: string; readonly version: number; readonly suggested: readonly Step[]; readonly columns: readonly VersionColumn[] };

function Steps({ datasetId, version, suggested, columns }: StepsProps): ReactNode {
  const [steps, setSteps] = useState<readonly Step[]>(suggested);
  const preview = useQuery({ queryKey: ['dataset', datasetId, 'preview', version, steps], queryFn: () => create<Preview>(`/api/v1/datasets/${datasetId}/mapping/preview`, { version, steps }), enabled: steps.length > 0, staleTime: Infinity, placeholderData: (before) => before });
  const applying = useMutation({ mutationFn: () => create<Import>(`/api/v1/datasets/${datasetId}/mapping`, { version, steps }), onSuccess: ({ id }) => navigate(`/hub/imports/${id}`) });
  const put = (at: number, step: Step | null) => setSteps(step ? steps.with(at, step) : steps.toSpliced(at, 1));
  const shown = steps.map((step, at): Shown => {
    const effect = preview.data?.effects.find((each) => each.step === at);
    return { step, at, effect, isPlain: step.kind === 'convert' && effect !== undefined && effect.changed + effect.emptied + effect.refused === 0 };
  });
  const row = ({ step, at, effect }: Shown) => <StepRow key={`${at} ${step.kind}`} step={step} effect={effect} put={(next) => put(at, next)} />;
  return (
    <>
      <section>
        <h2 className="section-title">{say('suggestedSteps')}</h2>
        {steps.length === 0 && <p className="quiet">{say('suggestedNone')}</p>}
        <ol className="step-list">{shown.filter(({ isPlain }) => !isPlain).map(row)}</ol>
        {shown.some(({ isPlain }) => isPlain) && <details className="plain-steps"><summary>{say('plainSteps', { count: shown.filter(({ isPlain }) => isPlain).length })}</summary><ol className="step-list">{shown.filter(({ isPlain }) => isPlain).map(row)}</ol></details>}
        <AddStep columns={preview.data?.columns ?? columns} add={(step) => setSteps([...steps, step])} />
      </section>
      <ErrorBanner error={applying.error ?? preview.error} focus />
      {steps.length > 0 && preview.data && <BeforeAfter columns={columns} preview={preview.data} />}
      <p className="form-acts">
        <button type="button" className="button primary" disabled={steps.length === 0 || applying.isPending || preview.isError} onClick={() => applying.mutate()}>{say('applySteps')}</button>
        <Link className="button" to={`/hub/datasets/${datasetId}`}>{say('keepAsIs')}</Link>
      </p>
    </>
  );
}

/** A step with what it does; a plain one only says what a column is, and changes nothing. */
type Shown = { readonly step: Step; readonly at: number; readonly effect: Preview['effects'][number] | undefined; readonly isPlain: boolean };

function StepRow({ step, effect, put }: { step: Step; effect: Preview['effects'][number] | undefined; put: (step: Step | null) => void }): ReactNode {
  return (
    <li>
      <span>{sentenceOf(step)}</span>
      <span className="quiet num">{effect && <>{say('stepChanges', { count: fullNumber(effect.changed) })}{effect.emptied > 0 && <> · {say('stepEmpties', { count: fullNumber(effect.emptied) })}</>}{effect.refused > 0 && <> · {say('stepRefuses', { count: fullNumber(effect.refused) })}</>}</>}</span>
      {asksOnFault(step) ? (
        <select className="line-input" aria-label={say('onFault')} value={step.onFault} onChange={(event) => put({ ...step, onFault: event.target.value === 'refuse' ? 'refuse' : 'empty' })}>
          <option value="empty">{say('onFaultEmpty')}</option><option value="refuse">{say('onFaultRefuse')}</option>
        </select>
      ) : <span />}
      <button type="button" className="button icon-only" aria-label={`${say('removeStep')}：${sentenceOf(step)}`} onClick={() => put(null)}><Icon name="close" /></button>
    </li>
  );
}

function BeforeAfter({ columns, preview }: { columns: readonly VersionColumn[]; preview: Preview }): ReactNode {
  return (
    <section className="before-after">
      <h2 className="section-title">{say('previewTitle')}<span className="quiet num">{say('progressRows', { read: fullNumber(preview.rows.read), accepted: fullNumber(preview.rows.accepted), refused: fullNumber(preview.rows.refused) })}</span></h2>
      <h3>{say('before')}</h3><RowGrid name={say('before')} columns={columns} rows={preview.sample.map(({ before, row }) => ({ ...before, _row: row }))} />
      <h3>{say('after')}</h3><RowGrid name={say('after')} columns={preview.columns} rows={preview.sample.filter(({ fault }) => fault === null).map(({ after, row }) => ({ ...after, _row: row }))} />
    </section>
  );
}
