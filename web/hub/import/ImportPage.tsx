import { useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { sharedWords } from '../../words/shared.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { bytes, fullNumber } from '../../ui/format/number.ts';
import { sayLength } from '../../ui/format/time.ts';
import { ProblemError } from '../../ui/api/problem.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Link, useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { useImport, useVersion, type Import } from '../api.ts';
import { ColumnsTable } from '../dataset/ColumnsTable.tsx';
import { Mapping } from '../dataset/Mapping.tsx';
import { ImportState } from './ImportsPage.tsx';
import { RefusedRows } from './RefusedRows.tsx';

const say = sayer(hubWords);
const sayShared = sayer(sharedWords);
const steps = { saw: say('stepSaw'), doubt: say('stepDoubt'), will: say('stepWill') } as const;
type Step = keyof typeof steps;
const isStep = (text: string | null): text is Step => text !== null && text in steps;

/** One import from its first byte to its version: how far it is, then what we saw, what we doubt, what will happen. */
export function ImportPage({ id }: { id: string }): ReactNode {
  const [search, change] = useSearch();
  const asked = search.get('step');
  const step: Step = isStep(asked) ? asked : 'saw';
  const answer = useImport(id);
  useFreshDataset(answer.data);
  return (
    <Answer query={answer}>
      {(found) => (
        <section>
          <PageHead title={found.datasetTitle} back={{ to: '/hub/imports', title: say('imports') }} acts={found.state === 'done' && <Link className="button" to={`/hub/datasets/${found.datasetId}`}>{say('toDataset')}</Link>}>
            <ImportState state={found.state} /><span>{found.kind === 'mapping' ? say('kindMapping') : found.files.map(({ name }) => name).join('、')}</span>{found.startedAt && found.endedAt && <span>{say('took', { length: lengthBetween(found.startedAt, found.endedAt) })}</span>}
          </PageHead>
          <div className="page-body">
            <Progress found={found} />
            {found.failure && <ErrorBanner error={new ProblemError(found.failure)} />}
            {found.state === 'done' && (
              <>
                <nav className="steps" aria-label={say('upload')}><ol>{(Object.keys(steps) as Step[]).map((key, at) => <li key={key}><button type="button" aria-current={key === step ? 'step' : undefined} onClick={() => change({ step: key })}><span className="node num">{at + 1}</span>{steps[key]}</button></li>)}</ol></nav>
                {step === 'saw' && <Saw found={found} />}
                {step === 'doubt' && <RefusedRows found={found} />}
                {step === 'will' && found.version !== null && <Mapping datasetId={found.datasetId} version={found.version} />}
                {step !== 'will' && <p><button type="button" className="button primary" onClick={() => change({ step: step === 'saw' ? 'doubt' : 'will' })}>{sayShared('next')}</button></p>}
              </>
            )}
          </div>
        </section>
      )}
    </Answer>
  );
}

/** A finished import has changed its dataset: what is known of it is asked for anew. */
function useFreshDataset(found: Import | undefined): void {
  const queries = useQueryClient();
  const state = found?.state;
  useEffect(() => { if (state === 'done') void queries.invalidateQueries({ queryKey: ['dataset'] }); }, [queries, state]);
}

function lengthBetween(from: string, until: string): string {
  const milliseconds = new Date(until).getTime() - new Date(from).getTime();
  return milliseconds < 60_000 ? `${fullNumber(milliseconds / 1000, 1)} s` : sayLength(milliseconds);
}

function Progress({ found: { state, bytes: size, rows } }: { found: Import }): ReactNode {
  const isOpen = state === 'waiting' || state === 'running';
  return (
    <div className="import-progress" role="status">
      {isOpen && <><progress max={size.total || 1} value={size.done} aria-label={say('importRunning')} /><p className="num">{say('progressBytes', { done: bytes(size.done), total: bytes(size.total) })}</p></>}
      <dl className="tally">
        {(['read', 'accepted', 'refused'] as const).map((key) => <div key={key}><dt>{say(key === 'accepted' ? 'acceptedRows' : key)}</dt><dd className={`num${key === 'refused' && rows.refused > 0 ? ' uneven' : ''}`}>{fullNumber(rows[key])}</dd></div>)}
      </dl>
    </div>
  );
}

function Saw({ found }: { found: Import }): ReactNode {
  const version = useVersion(found.datasetId, found.version);
  return <Answer query={version}>{({ columns, profile }) => <div className="table-scroll"><ColumnsTable columns={columns} profile={profile} /></div>}</Answer>;
}
