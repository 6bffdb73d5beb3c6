import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Page } from '#kernel/http/page.ts';
import { personalHubWords } from '../../words/personal-hub.ts';
import { read } from '../../ui/api/client.ts';
import { More } from '../../ui/desk/More.tsx';
import { usePages } from '../../ui/desk/paged.ts';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { PageHead } from '../../ui/desk/Shell.tsx';
import { bytes, fullNumber, shortNumber } from '../../ui/format/number.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Link, navigate } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import { RegistryForm } from './RegistryForm.tsx';
import type { Load, RefusedLine } from './shapes.ts';

const say = sayer(personalHubWords);
const tones = { waiting: '', running: 'active', ended: 'done', failed: 'wants' } as const;
const LoadState = ({ state }: { state: Load['state'] }): ReactNode => <span className={`tag ${tones[state]}`}>{say(`load_${state}`)}</span>;
const isOpen = ({ state }: Load) => state === 'waiting' || state === 'running';

const columns: readonly Column<Load>[] = [
  { key: 'batch', title: say('registryBatch'), show: ({ id, batch }) => <Link to={`/hub/registry/${id}`}>{batch}</Link> },
  { key: 'kind', title: say('registryKind'), width: '7rem', wideOnly: true, show: ({ kind }) => say(`registry_${kind}`) },
  { key: 'state', title: say('registryStateOf'), width: '7rem', show: ({ state }) => <LoadState state={state} /> },
  { key: 'accepted', title: say('loadAccepted'), width: '7rem', end: true, wideOnly: true, show: ({ accepted }) => <span className="num">{shortNumber(accepted)}</span> },
  { key: 'refused', title: say('loadRefused'), width: '6rem', end: true, show: ({ refused }) => <span className={`num${refused > 0 ? ' uneven' : ''}`}>{shortNumber(refused)}</span> },
  { key: 'started', title: say('keyStarted'), width: '10rem', wideOnly: true, show: ({ startedAt }) => <Moment at={startedAt} /> },
];

/** Hands in a table of persons or enterprises, and shows what became of those before. */
export function RegistryPage(): ReactNode {
  const loads = useQuery({ queryKey: ['registry-imports'], queryFn: () => read<Page<Load>>('/api/v1/registry-imports', { limit: 50 }), refetchInterval: ({ state }) => (state.data?.items.some(isOpen) ? 1000 : false) });
  return (
    <section>
      <PageHead title={say('registry')}>{say('registryIdea')}</PageHead>
      <div className="page-body">
        <RegistryForm />
        <Answer query={loads}>{({ items }) => (items.length === 0 ? <Empty title={say('registryNone')}>{say('registryNoneWhy')}</Empty> : <RowTable name={say('registry')} rows={items} columns={columns} keyOf={({ id }) => id} open={({ id }) => navigate(`/hub/registry/${id}`)} />)}</Answer>
      </div>
    </section>
  );
}

const lines: readonly Column<RefusedLine>[] = [
  { key: 'line', title: say('loadLine'), width: '5rem', end: true, show: ({ line }) => <span className="num">{fullNumber(line)}</span> },
  { key: 'field', title: say('loadField'), width: '10rem', show: ({ field }) => field },
  { key: 'reason', title: say('loadReason'), show: ({ reason }) => reason },
];

/** One load: how far it is, and every line it refused, with field and reason. */
export function LoadPage({ id }: { id: string }): ReactNode {
  const load = useQuery({ queryKey: ['registry-imports', id], queryFn: () => read<Load>(`/api/v1/registry-imports/${id}`), refetchInterval: ({ state }) => (state.data && !isOpen(state.data) ? false : 1000) });
  return (
    <Answer query={load}>
      {(found) => (
        <section>
          <PageHead title={found.batch} back={{ to: '/hub/registry', title: say('registry') }} acts={found.refused > 0 && <a className="button" href={`/api/v1/registry-imports/${id}/refused.csv`} download>{say('loadReport')}</a>}>
            <LoadState state={found.state} /><span>{say(`registry_${found.kind}`)}</span>{found.failure && <span className="uneven">{found.failure}</span>}
          </PageHead>
          <div className="page-body">
            <div className="import-progress" role="status">
              {isOpen(found) && <><progress max={found.bytesTotal || 1} value={found.bytesDone} aria-label={say('load_running')} /><p className="num">{say('loadProgress', { done: bytes(found.bytesDone), total: bytes(found.bytesTotal) })}</p></>}
              <dl className="tally">
                <div><dt>{say('loadRead')}</dt><dd className="num">{fullNumber(found.read)}</dd></div>
                <div><dt>{say('loadAccepted')}</dt><dd className="num">{fullNumber(found.accepted)}</dd></div>
                <div><dt>{say('loadRefused')}</dt><dd className={`num${found.refused > 0 ? ' uneven' : ''}`}>{fullNumber(found.refused)}</dd></div>
              </dl>
            </div>
            <h2>{say('loadRefusedLines')}</h2>
            <RefusedLines key={`${found.state} ${found.refused}`} id={id} none={found.refused === 0} />
          </div>
        </section>
      )}
    </Answer>
  );
}

function RefusedLines({ id, none }: { id: string; none: boolean }): ReactNode {
  const list = usePages<RefusedLine>(['registry-imports', id, 'refused'], `/api/v1/registry-imports/${id}/refused`, {}, { enabled: !none });
  if (none) return <Empty title={say('loadNoneRefused')} />;
  return <Answer query={list}>{() => <><RowTable name={say('loadRefusedLines')} rows={list.rows} columns={lines} keyOf={({ line, field }) => `${line} ${field}`} /><More list={list} /></>}</Answer>;
}
