import { useEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import { sharedWords } from '../../words/shared.ts';
import { useShortcuts, type Action } from '../actions.tsx';
import { sayer } from '../words.ts';

const say = sayer(sharedWords);

export type Column<R> = { readonly key: string; readonly title: string; readonly show: (row: R) => ReactNode; readonly width?: string; readonly end?: boolean; readonly wideOnly?: boolean };

type TableProps<R> = {
  /** What the table lists, for those who cannot see it. */
  readonly name: string;
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  readonly keyOf: (row: R) => string;
  readonly open?: (row: R) => void;
  /** Rows can be chosen for acts on many at once. */
  readonly chosen?: { readonly keys: ReadonlySet<string>; readonly change: (keys: ReadonlySet<string>) => void };
  readonly toneOf?: (row: R) => 'late' | undefined;
};

/** A dense list: rows of 36 px, j and k to walk, Enter to open, x to choose. */
export function RowTable<R>({ name, rows, columns, keyOf, open, chosen, toneOf }: TableProps<R>): ReactNode {
  const [at, setAt] = useState(-1);
  const body = useRef<HTMLTableSectionElement>(null);
  const walk = (step: number) => setAt((before) => Math.max(0, Math.min(rows.length - 1, before + step)));
  useEffect(() => { body.current?.querySelector('tr.at')?.scrollIntoView({ block: 'nearest' }); }, [at]);
  const toggle = (key: string) => chosen?.change(withToggled(chosen.keys, key));
  const row = rows[at];
  const keys: Action[] = [
    { key: 'down', name: 'j', shortcut: 'j', effect: () => walk(1) },
    { key: 'up', name: 'k', shortcut: 'k', effect: () => walk(-1) },
    { key: 'open', name: '↵', shortcut: 'Enter', when: () => row !== undefined && open !== undefined, effect: () => { if (row) open?.(row); } },
    { key: 'choose', name: 'x', shortcut: 'x', when: () => row !== undefined && chosen !== undefined, effect: () => { if (row) toggle(keyOf(row)); } },
  ];
  useShortcuts(keys, undefined);
  const all = rows.length > 0 && rows.every((each) => chosen?.keys.has(keyOf(each)));
  const press = (event: MouseEvent, each: R) => {
    if ((event.target as HTMLElement).closest('a, button, input, label')) return;
    open?.(each);
  };
  return (
    <table className={`rows${open ? ' opens' : ''}`} aria-label={name}>
      <thead>
        <tr>
          {chosen && <th className="choose"><input type="checkbox" aria-label={say('chooseAll')} checked={all} onChange={() => chosen.change(all ? new Set() : new Set(rows.map(keyOf)))} /></th>}
          {columns.map((column) => <th key={column.key} className={classOf(column)} style={column.width ? { inlineSize: column.width } : undefined}>{column.title}</th>)}
        </tr>
      </thead>
      <tbody ref={body}>
        {rows.map((each, index) => (
          <tr key={keyOf(each)} className={[index === at && 'at', toneOf?.(each), chosen?.keys.has(keyOf(each)) && 'chosen'].filter(Boolean).join(' ') || undefined} aria-current={index === at || undefined} onClick={(event) => press(event, each)}>
            {chosen && <td className="choose"><input type="checkbox" aria-label={say('chooseRow')} checked={chosen.keys.has(keyOf(each))} onChange={() => toggle(keyOf(each))} /></td>}
            {columns.map((column) => <Cell key={column.key} className={classOf(column)} shown={column.show(each)} />)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A cell; where its words may be cut off, they can be read whole by pointing at them. */
const Cell = ({ className, shown }: { className: string | undefined; shown: ReactNode }): ReactNode => <td className={className} title={typeof shown === 'string' && shown.length > 6 ? shown : undefined}>{shown}</td>;

const classOf = <R,>(column: Column<R>): string | undefined => [column.end && 'end', column.wideOnly && 'wide-only'].filter(Boolean).join(' ') || undefined;

function withToggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}
