import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { read } from '../../ui/api/client.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { More } from '../../ui/desk/More.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { sayer } from '../../ui/words.ts';
import type { Dataset, Row } from '../api.ts';
import { RowGrid } from './RowGrid.tsx';

const say = sayer(hubWords);

/** The rows themselves: all of them for the owner, the first twenty for others, masked by class for everybody. */
export const RowsTab = ({ dataset, manages }: { dataset: Dataset; manages: boolean }): ReactNode => (
  <>
    <p className="quiet">{say('masksHint')}</p>
    {manages ? <AllRows dataset={dataset} /> : <FirstRows dataset={dataset} />}
  </>
);

function AllRows({ dataset }: { dataset: Dataset }): ReactNode {
  const list = usePages<Row>(['dataset', dataset.id, 'rows'], `/api/v1/datasets/${dataset.id}/rows`, {}, { limit: 100, enabled: dataset.current !== null });
  return <Answer query={list}>{() => <><RowGrid name={say('tabRows')} columns={dataset.columns} rows={list.rows} /><More list={list} /></>}</Answer>;
}

function FirstRows({ dataset }: { dataset: Dataset }): ReactNode {
  const preview = useQuery({ queryKey: ['dataset', dataset.id, 'sample'], queryFn: () => read<{ items: Row[] }>(`/api/v1/datasets/${dataset.id}/preview`) });
  return <Answer query={preview}>{({ items }) => <RowGrid name={say('tabRows')} columns={dataset.columns} rows={items} />}</Answer>;
}
