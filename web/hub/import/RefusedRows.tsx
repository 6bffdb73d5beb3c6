import type { ReactNode } from 'react';
import { hubWords } from '../../words/hub.ts';
import { usePages } from '../../ui/desk/paged.ts';
import { More } from '../../ui/desk/More.tsx';
import { RowTable, type Column } from '../../ui/desk/RowTable.tsx';
import { fullNumber } from '../../ui/format/number.ts';
import { Answer } from '../../ui/parts/Answer.tsx';
import { Empty } from '../../ui/parts/Empty.tsx';
import { useSearch } from '../../ui/router.tsx';
import { sayer } from '../../ui/words.ts';
import type { Import, RefusedRow } from '../api.ts';

const say = sayer(hubWords);

const columns: readonly Column<RefusedRow>[] = [
  { key: 'line', title: say('line'), width: '7rem', end: true, show: ({ line }) => <span className="num">{line === null ? '—' : fullNumber(line)}</span> },
  { key: 'reason', title: say('reason'), width: '14rem', show: ({ title }) => title },
  { key: 'text', title: say('text'), show: ({ text }) => <code title={text}>{text}</code> },
  { key: 'file', title: say('files'), width: '14rem', wideOnly: true, show: ({ file }) => <span className="quiet">{file}</span> },
];

/** Lines that are no rows, as they stand, with file, line and reason: failing rows are shown as rows. */
export function RefusedRows({ found }: { found: Import }): ReactNode {
  const [search, change] = useSearch();
  const reason = search.get('reason');
  const list = usePages<RefusedRow>(['import', found.id, 'refused'], `/api/v1/imports/${found.id}/refused`, { reason });
  const notes = found.notes.map(({ words }) => words);
  return (
    <>
      {notes.length > 0 && <ul className="notes">{notes.map((note) => <li key={note}>{note}</li>)}</ul>}
      {found.rows.refused === 0 ? <Empty title={say('refusedNone')} /> : (
        <>
          <div className="reasons" role="group" aria-label={say('reason')}>
            <button type="button" className="button" aria-pressed={reason === null} onClick={() => change({ reason: null })}>{say('allReasons')} <span className="num">{fullNumber(found.rows.refused)}</span></button>
            {found.refusedBy.map((each) => <button key={each.reason} type="button" className="button" aria-pressed={reason === each.reason} onClick={() => change({ reason: each.reason })}>{each.title} <span className="num">{fullNumber(each.count)}</span></button>)}
          </div>
          <Answer query={list}>{() => <><RowTable name={say('refusedRows')} rows={list.rows} columns={columns} keyOf={({ file, line }) => `${file} ${line}`} /><More list={list} /></>}</Answer>
        </>
      )}
    </>
  );
}
