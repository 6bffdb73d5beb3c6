import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { create, read } from '../../ui/api/client.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { More } from '../../ui/desk/More.tsx';
import { fullNumber, percent } from '../../ui/format/number.ts';
import { sayTime } from '../../ui/format/time.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { dimensions, useDatasetChange, type Dataset, type Dimension, type FailingRow, type Quality as Report, type RuleResult as Result } from '../api.ts';
import { dimensionNames } from '../catalogue/QualityBar.tsx';
import { RowGrid } from './RowGrid.tsx';

const say = sayer(hubWords);

/** How good the data is: six dimensions, the rules beneath each, and the very rows that fail. */
export function Quality({ dataset, manages }: { dataset: Dataset; manages: boolean }): ReactNode {
  const report = useQuery({ queryKey: ['dataset', dataset.id, 'quality'], queryFn: () => read<Report>(`/api/v1/datasets/${dataset.id}/quality`) });
  const checking = useDatasetChange(dataset.id, () => create(`/api/v1/datasets/${dataset.id}/checks`, {}));
  return (
    <>
      <ErrorBanner error={checking.error} />
      <Answer query={report}>
        {({ latest }) => (latest === null ? <Empty title={say('notChecked')} act={manages && <button type="button" className="button" onClick={() => checking.mutate(undefined)}>{say('checkNow')}</button>} /> : (
          <>
            <p className="quiet">{say('lastChecked', { time: sayTime(latest.at), rows: fullNumber(latest.rows) })} {manages && <button type="button" className="button plain" disabled={checking.isPending} onClick={() => checking.mutate(undefined)}>{say('checkNow')}</button>}</p>
            <ul className="dimensions">{dimensions.map((dimension) => <li key={dimension}><span>{dimensionNames[dimension]}</span><span className="num strong">{typeof latest.dimensions[dimension] === 'number' ? percent(latest.dimensions[dimension]) : '—'}</span><progress max={1} value={latest.dimensions[dimension] ?? 0} aria-label={dimensionNames[dimension]} /></li>)}</ul>
            <Rules dataset={dataset} results={latest.results} manages={manages} />
          </>
        ))}
      </Answer>
    </>
  );
}

function Rules({ dataset, results, manages }: { dataset: Dataset; results: readonly Result[]; manages: boolean }): ReactNode {
  const [search, change] = useSearch();
  const open = results.find(({ rule }) => rule === search.get('rule'));
  return (
    <>
      <table className="rows" aria-label={say('rule')}>
        <thead><tr><th>{say('rule')}</th><th style={{ inlineSize: '9rem' }}>{say('dimension')}</th><th className="end" style={{ inlineSize: '8rem' }}>{say('checked')}</th><th className="end" style={{ inlineSize: '8rem' }}>{say('failing')}</th><th className="end" style={{ inlineSize: '8rem' }}>{say('passShare')}</th></tr></thead>
        <tbody>
          {results.toSorted((a, b) => b.failing - a.failing).map((result) => (
            <tr key={result.rule}>
              <td title={result.fault ?? undefined}>{result.title}{result.fault && <span className="uneven"> {result.fault}</span>}</td><td>{dimensionNames[result.dimension as Dimension]}</td><td className="end num">{fullNumber(result.checked)}</td>
              <td className="end num">{result.failing > 0 && manages ? <button type="button" className="button plain uneven" aria-pressed={open?.rule === result.rule} onClick={() => change({ rule: open?.rule === result.rule ? null : result.rule })}>{fullNumber(result.failing)}</button> : fullNumber(result.failing)}</td>
              <td className="end num">{result.rate === null ? '—' : percent(result.rate, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {open && <FailingRows dataset={dataset} result={open} />}
    </>
  );
}

function FailingRows({ dataset, result }: { dataset: Dataset; result: Result }): ReactNode {
  const list = usePages<FailingRow>(['dataset', dataset.id, 'failing', result.rule], `/api/v1/datasets/${dataset.id}/quality/${encodeURIComponent(result.rule)}/rows`);
  return (
    <section aria-label={say('failingRows')}>
      <h2 className="section-title">{say('failingRows')} · {result.title}</h2>
      <Answer query={list}>{() => <><RowGrid name={say('failingRows')} columns={dataset.columns} rows={list.rows.map(({ values, line, row }) => ({ ...values, _line: line, _row: row }))} wrong={new Set(result.columns)} /><More list={list} /></>}</Answer>
    </section>
  );
}
