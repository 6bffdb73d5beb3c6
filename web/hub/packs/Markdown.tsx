import type { ReactNode } from 'react';
import { Said } from '../../ui/parts/Said.tsx';
import { LifeDrawing } from './LifeDrawing.tsx';

/** The part of Markdown our own reference pages use: headings, paragraphs, tables, drawings of lives, `code`, **strong** and line breaks. Everything else stays text. */
export const Markdown = ({ text }: { text: string }): ReactNode => <div className="markdown">{blocksOf(text).map((block, at) => <Block key={at} lines={block} />)}</div>;

/** Lines that belong together: parted by empty lines; a heading stands alone. */
function blocksOf(text: string): string[][] {
  return text.split(/\n{2,}|\n(?=#)/).map((block) => block.split('\n').filter((line) => line.trim() !== '')).filter((lines) => lines.length > 0);
}

function Block({ lines }: { lines: readonly string[] }): ReactNode {
  const [first = ''] = lines;
  if (first.startsWith('#')) return <><Heading line={first} />{lines.length > 1 && <Block lines={lines.slice(1)} />}</>;
  if (first.startsWith('```mermaid')) return <LifeDrawing diagram={lines.slice(1, -1).join('\n')} />;
  if (first.startsWith('```')) return <pre className="code">{lines.slice(1, -1).join('\n')}</pre>;
  if (first.startsWith('|')) return <Table lines={lines} />;
  return <p>{lines.map((line) => <Inline key={line} text={line} />)}</p>;
}

/** The page has its own h1, so the reference begins one level below. */
const Heading = ({ line }: { line: string }): ReactNode => (/^# /.test(line) ? null : <h2><Inline text={line.replace(/^#+\s*/, '')} /></h2>);

const cellsOf = (line: string): string[] => line.replace(/^\||\|$/g, '').split('|').map((cell) => cell.trim());

function Table({ lines }: { lines: readonly string[] }): ReactNode {
  const [head = '', , ...rows] = lines;
  return (
    <table className="rows tall">
      <thead><tr>{cellsOf(head).map((cell) => <th key={cell}>{cell}</th>)}</tr></thead>
      <tbody>{rows.map((row, at) => <tr key={at}>{cellsOf(row).map((cell, column) => <td key={column}><Inline text={cell} /></td>)}</tr>)}</tbody>
    </table>
  );
}

const Inline = ({ text }: { text: string }): ReactNode => text.split(/(`[^`]+`|\*\*[^*]+\*\*|<br>)/).map((part, at) => {
  if (part.startsWith('`')) return <code key={at}>{part.slice(1, -1)}</code>;
  if (part.startsWith('**')) return <strong key={at}>{part.slice(2, -2)}</strong>;
  return part === '<br>' ? <br key={at} /> : <Said key={at} text={part} />;
});
