import type { ReactNode } from 'react';
import { Masked, looksMasked } from '../../ui/parts/Masked.tsx';
import { ScrollRegion } from '../../ui/parts/ScrollRegion.tsx';
import { sayer } from '../../ui/words.ts';
import { hubWords } from '../../words/hub.ts';
import type { Column, Row } from '../api.ts';

const say = sayer(hubWords);

type GridProps = { readonly name: string; readonly columns: readonly Pick<Column, 'name' | 'title' | 'unit'>[]; readonly rows: readonly Row[]; readonly wrong?: ReadonlySet<string> };

/** Rows as rows: every column of the table, with file line in front; scrolls sideways inside itself. Values at fault are marked. */
export const RowGrid = ({ name, columns, rows, wrong }: GridProps): ReactNode => (
  <ScrollRegion name={name}>
    <table className="rows grid">
      <thead><tr><th className="end">{say('line')}</th>{columns.map((column) => <th key={column.name}>{column.title}{column.unit && <span className="quiet"> {column.unit}</span>}</th>)}</tr></thead>
      <tbody>{rows.map((row, at) => <tr key={String(row['_row'] ?? at)}><td className="end quiet num">{String(row['_line'] ?? row['_row'] ?? at + 1)}</td>{columns.map((column) => <td key={column.name} className={wrong?.has(column.name) ? 'wrong' : undefined}><Value value={row[column.name]} /></td>)}</tr>)}</tbody>
    </table>
  </ScrollRegion>
);

const isMoment = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text);

function Value({ value }: { value: unknown }): ReactNode {
  if (value === null || value === undefined || value === '') return <span className="quiet">—</span>;
  if (typeof value === 'string' && isMoment(value)) return <time className="num" dateTime={value} title={value}>{value.slice(0, 16).replace('T', ' ')}</time>;
  return looksMasked(value) ? <Masked value={value} /> : <span className={typeof value === 'number' ? 'num' : undefined}>{String(value)}</span>;
}
