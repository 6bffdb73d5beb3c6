import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { More } from '../../ui/desk/More.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { sayer } from '../../ui/words.ts';
import type { Dataset } from '../api.ts';
import { RowGrid, type Row } from './RowGrid.tsx';

const say = sayer(hubWords);

/** The rows themselves, as this reader may see them. */
export function RowsTab({ dataset }: { dataset: Dataset }): ReactNode {
  const list = usePages<Row>(['dataset', dataset.id, 'rows'], `/api/v1/datasets/${dataset.id}/rows`, {}, { limit: 100, enabled: dataset.current !== null });
  return (
    <>
      <p className="quiet">{say('masksHint')}</p>
      <Answer query={list}>{() => <><RowGrid name={say('tabRows')} columns={dataset.columns} rows={list.rows} /><More list={list} /></>}</Answer>
    </>
  );
}
