import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { personalHubWords } from '../../words/personal-hub.ts';
import type { Versioned } from '../../ui/api/client.ts';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { fullNumber } from '../../ui/format/number.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { ErrorBanner } from '../../ui/parts/ErrorBanner.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Link, useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { publish, useDataset, useDatasetChange, useVersion, type Dataset } from '../api.ts';
import { statusNames } from '../catalogue/CataloguePage.tsx';
import { QualityBar } from '../catalogue/QualityBar.tsx';
import { ColumnsTable } from './ColumnsTable.tsx';
import { Entry } from './Entry.tsx';
import { Quality } from './Quality.tsx';
import { RowsTab } from './RowsTab.tsx';
import { SharingTab } from './SharingTab.tsx';
import { Versions } from './Versions.tsx';

const say = sayer(hubWords);
const sayPersonal = sayer(personalHubWords);
const tabs = { entry: say('tabEntry'), columns: say('tabColumns'), quality: say('tabQuality'), rows: say('tabRows'), versions: say('tabVersions'), sharing: say('tabSharing') } as const;
type Tab = keyof typeof tabs;
const isTab = (text: string | null): text is Tab => text !== null && text in tabs;

/** One dataset: its entry, columns, quality, rows, versions and who uses it. Its owner works on it here; others see what is open to them. */
export const DatasetPage = ({ id }: { id: string }): ReactNode => <Answer query={useDataset(id)}>{(versioned) => <Open versioned={versioned} />}</Answer>;

function Open({ versioned: { value: dataset, etag } }: { versioned: Versioned<Dataset> }): ReactNode {
  const [search, change] = useSearch();
  const manages = dataset.mayManage;
  const publishing = useDatasetChange(dataset.id, publish(dataset.id));
  const asked = search.get('tab');
  const tab: Tab = isTab(asked) ? asked : 'entry';
  const shown = (Object.keys(tabs) as Tab[]).filter((key) => manages || key === 'entry' || key === 'quality' || key === 'rows' || key === 'sharing');
  return (
    <section>
      <PageHead title={dataset.title} back={{ to: '/hub', title: say('catalogue') }} acts={manages ? (
        <>
          <Link className="button" to={`/hub/upload?dataset=${dataset.id}`}>{say('addData')}</Link>
          <Link className="button" to={`/hub/datasets/${dataset.id}/mapping`}>{say('mapIt')}</Link>
          {dataset.rows !== null && <Link className="button" to={`/hub/exports?dataset=${dataset.id}`}>{sayPersonal('exportAsk')}</Link>}
          {dataset.mayPublish && dataset.status !== 'published' && <button type="button" className="button primary" disabled={publishing.isPending} onClick={() => publishing.mutate(undefined)}>{say('publish')}</button>}
        </>
      ) : dataset.mayRequest && <button type="button" className="button primary" onClick={() => change({ tab: 'sharing', ask: '1' })}>{say('requestIt')}</button>}>
        <span>{dataset.organName}</span><span className={`tag ${dataset.status === 'published' ? 'done' : ''}`}>{statusNames[dataset.status]}</span>{dataset.code && <span className="num">{dataset.code}</span>}
        <span className="num">{dataset.rows === null ? '—' : say('rowsCount', { count: fullNumber(dataset.rows) })}</span><span>{say('fresh')} <Moment at={dataset.freshAt} ago /></span><QualityBar score={dataset.score} parts={dataset.dimensions} />
      </PageHead>
      <div className="page-body">
        <ErrorBanner error={publishing.error} focus />
        <nav className="tab-row" aria-label={dataset.title}>{shown.map((key) => <button key={key} type="button" aria-current={key === tab ? 'page' : undefined} onClick={() => change({ tab: key, ask: null })}>{tabs[key]}</button>)}</nav>
        {tab === 'entry' && <Entry key={dataset.id} dataset={dataset} etag={etag} editable={manages} />}
        {tab === 'columns' && <ColumnsTab dataset={dataset} />}
        {tab === 'quality' && <Quality dataset={dataset} manages={manages} />}
        {tab === 'rows' && <RowsTab dataset={dataset} manages={manages} />}
        {tab === 'versions' && <Versions dataset={dataset} />}
        {tab === 'sharing' && <SharingTab dataset={dataset} asking={search.get('ask') !== null} />}
      </div>
    </section>
  );
}

function ColumnsTab({ dataset }: { dataset: Dataset }): ReactNode {
  const version = useVersion(dataset.id, dataset.current);
  if (dataset.current === null) return <p className="quiet">—</p>;
  return <Answer query={version}>{({ columns, profile }) => <div className="table-scroll"><ColumnsTable columns={columns} profile={profile} /></div>}</Answer>;
}
