import type { ReactNode } from 'react';
import { commandWords } from '../../words/command.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { More } from '../../ui/desk/More.tsx';
import { fullNumber } from '../../ui/format/number.ts';
import { Icon } from '../../ui/icons.tsx';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Moment } from '../../ui/parts/Moment.tsx';
import { Said } from '../../ui/parts/Said.tsx';
import { Link } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import type { SignalFull, SourceRow } from '../api.ts';

const say = sayer(commandWords);

type RowsProps = { readonly signal: SignalFull; readonly region: string; readonly start: string; readonly value: string; readonly pick: (kind: 'matter' | 'thing', id: string) => void };

/** The very rows a number came from. Each opens what it is about, and its trace. */
export function Rows({ signal, region, start, value, pick }: RowsProps): ReactNode {
  const list = usePages<SourceRow>(['signal', signal.key, 'rows', region, start], `/api/v1/signals/${signal.key}/values/${region}/${start}/rows`);
  return (
    <section className="rows-behind" aria-label={say('drillRows')}>
      <h3>{say('rowsTitle', { title: signal.title, value: `${value}${signal.unit}` })}</h3>
      <Answer query={list}>
        {() => (list.rows.length === 0 ? <p className="quiet">{say('noRows')}</p> : (
          <>
            <ul>{list.rows.map((row, at) => <li key={`${row.object} ${row.at} ${at}`}><Row row={row} pick={pick} /></li>)}</ul>
            <More list={list} />
          </>
        ))}
      </Answer>
    </section>
  );
}

function Row({ row, pick }: { row: SourceRow; pick: RowsProps['pick'] }): ReactNode {
  const kind = row.kind === 'reading' ? 'thing' : row.kind === 'matter' ? 'matter' : null;
  const what = <><span className="title"><Said text={row.title} /></span><span className="quiet num">{row.object}</span></>;
  return (
    <div className="source-row">
      {kind ? <button type="button" onClick={() => pick(kind, row.object)}>{what}</button> : <span>{what}</span>}
      <span className="num strong">{fullNumber(row.value, 4)} <span className="quiet">{row.unit}</span></span>
      <Moment at={row.at} />
      <Link to={`/command/trace/${row.traceId}`} aria-label={`${say('trace')} ${row.title}`}><Icon name="trace" /></Link>
    </div>
  );
}
