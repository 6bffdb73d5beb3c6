import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { create, read } from '../../ui/api/client.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { bytes, fullNumber } from '../../ui/format/number.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Link } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { useDatasetChange, type Dataset, type Version } from '../api.ts';

const say = sayer(hubWords);

/** Every version, never changed once written; which one is read and shared can be chosen. */
export function Versions({ dataset }: { dataset: Dataset }): ReactNode {
  const list = useQuery({ queryKey: ['dataset', dataset.id, 'versions'], queryFn: async () => (await read<{ items: Version[] }>(`/api/v1/datasets/${dataset.id}/versions`)).items });
  const using = useDatasetChange(dataset.id, (number: number) => create(`/api/v1/datasets/${dataset.id}/versions/${number}/use`, {}));
  const columns: readonly Column<Version>[] = [
    { key: 'number', title: say('version'), width: '8rem', show: ({ number, importId }) => <><Link to={`/hub/imports/${importId}`}>{number}</Link> {number === dataset.current && <span className="tag done">{say('current')}</span>}</> },
    { key: 'rows', title: say('rows'), width: '8rem', end: true, show: ({ rows }) => <span className="num">{fullNumber(rows)}</span> },
    { key: 'size', title: say('size'), width: '8rem', end: true, show: ({ bytes: size }) => <span className="num">{bytes(size)}</span> },
    { key: 'score', title: say('quality'), width: '7rem', end: true, show: ({ score }) => <span className="num">{score === null ? '—' : fullNumber(score, 1)}</span> },
    { key: 'made', title: say('made'), show: ({ madeAt }) => <Moment at={madeAt} /> },
    { key: 'use', title: '', width: '9rem', end: true, show: ({ number, destroyedAt }) => !destroyedAt && number !== dataset.current && <button type="button" className="button plain" onClick={() => using.mutate(number)}>{say('useVersion')}</button> },
  ];
  return <><ErrorBanner error={using.error} /><Answer query={list}>{(versions) => <RowTable name={say('tabVersions')} rows={versions} columns={columns} keyOf={({ number }) => String(number)} />}</Answer></>;
}
