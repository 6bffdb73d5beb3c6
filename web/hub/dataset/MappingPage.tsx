import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { sayer } from '../../ui/words.ts';
import { useDataset } from '../api.ts';
import { Mapping } from './Mapping.tsx';

const say = sayer(hubWords);

/** Puts the current version of a dataset in order; earlier versions stay. */
export const MappingPage = ({ id }: { id: string }): ReactNode => (
  <Answer query={useDataset(id)}>
    {({ value: dataset }) => (
      <section>
        <PageHead title={`${say('mapIt')} · ${dataset.title}`} back={{ to: `/hub/datasets/${id}`, title: dataset.title }} />
        <div className="page-body">{dataset.current === null ? <p className="quiet">{say('emptyImports')}</p> : <Mapping datasetId={id} version={dataset.current} />}</div>
      </section>
    )}
  </Answer>
);
