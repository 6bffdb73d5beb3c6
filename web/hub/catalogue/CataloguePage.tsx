import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { useOrgans } from '../../ui/api/directory.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { FilterBox } from '../../ui/desk/FilterBox.tsx';
import { More } from '../../ui/desk/More.tsx';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { shortNumber } from '../../ui/format/number.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Link, navigate, useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import type { DatasetCard } from '../api.ts';
import { QualityBar } from './QualityBar.tsx';
import { NamedSelect } from '../../ui/form/NamedSelect.tsx';

const say = sayer(hubWords);

export const statusNames: Record<DatasetCard['status'], string> = { draft: say('statusDraft'), published: say('statusPublished'), withdrawn: say('statusWithdrawn') };
export const sharingNames = { unconditional: say('shareUnconditional'), conditional: say('shareConditional'), none: say('shareNone') } as const;
export const openingNames = { open: say('openingOpen'), conditional: say('openingConditional'), closed: say('openingClosed') } as const;

const columns: readonly Column<DatasetCard>[] = [
  { key: 'title', title: say('dataset'), show: ({ id, title, status }) => <><Link to={`/hub/datasets/${id}`}>{title}</Link>{status !== 'published' && <> <span className="tag">{statusNames[status]}</span></>}</> },
  { key: 'owner', title: say('owner'), width: '13rem', wideOnly: true, show: ({ organName }) => <span className="quiet">{organName}</span> },
  { key: 'rows', title: say('rows'), width: '6rem', end: true, show: ({ rows }) => <span className="num">{rows === null ? '—' : shortNumber(rows)}</span> },
  { key: 'fresh', title: say('fresh'), width: '8rem', wideOnly: true, show: ({ freshAt, lateSince }) => <span className={lateSince ? 'late-data' : undefined}><Moment at={freshAt} ago /></span> },
  { key: 'quality', title: say('quality'), width: '8rem', show: ({ score, dimensions }) => <QualityBar score={score} parts={dimensions} /> },
  { key: 'share', title: say('share'), width: '8rem', wideOnly: true, show: ({ sharing }) => (sharing ? sharingNames[sharing] : '—') },
  { key: 'use', title: say('use'), width: '11rem', wideOnly: true, show: ({ use }) => <span className="quiet num">{use ? say('requestsCount', { requests: shortNumber(use.requests), calls: shortNumber(use.calls) }) : '—'}</span> },
];

/** What data there is, whose, how much, how fresh, how good, and who uses it. */
export function CataloguePage(): ReactNode {
  const [search, change] = useSearch();
  const organs = useOrgans();
  const list = usePages<DatasetCard>(['dataset', 'list'], '/api/v1/datasets', { q: search.get('q'), organ: search.get('organ'), status: search.get('status'), sharing: search.get('sharing') });
  const options = (names: Readonly<Record<string, string>>) => Object.entries(names).map(([value, label]) => ({ value, label }));
  return (
    <section>
      <PageHead title={say('catalogue')} acts={(
        <>
          <FilterBox label={say('searchData')} />
          <NamedSelect className="filter-organ" name={say('owner')} placeholder={say('anyOrgan')} allowClear showSearch={{ optionFilterProp: 'label' }} value={search.get('organ')} options={(organs.data ?? []).map(({ key, title }) => ({ value: key, label: title }))} onChange={(organ: string | undefined) => change({ organ: organ ?? null })} />
          <NamedSelect className="filter-share" name={say('share')} placeholder={say('anyShare')} allowClear value={search.get('sharing')} options={options(sharingNames)} onChange={(sharing: string | undefined) => change({ sharing: sharing ?? null })} />
        </>
      )} />
      <Answer query={list}>
        {() => (list.rows.length === 0
          ? <Empty title={say('emptyCatalogue')} act={<Link className="button" to="/hub/upload">{say('upload')}</Link>}>{say('emptyCatalogueWhy')}</Empty>
          : <><RowTable name={say('catalogue')} rows={list.rows} columns={columns} keyOf={({ id }) => id} open={({ id }) => navigate(`/hub/datasets/${id}`)} /><More list={list} /></>)}
      </Answer>
    </section>
  );
}
