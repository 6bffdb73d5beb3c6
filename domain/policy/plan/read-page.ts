import { HTMLElement, NodeType, parse } from 'node-html-parser';
import type { Node } from 'node-html-parser';
import { countHan } from './han.ts';
import type { LineHint, ReadLines } from './lines.ts';

/** Never part of what a page says: code, controls, page furniture, and the pronunciation above a character. */
const silent = new Set(['script', 'style', 'noscript', 'template', 'iframe', 'object', 'svg', 'head', 'title', 'nav', 'form', 'button', 'select', 'textarea', 'rt', 'rp', 'aside']);
const breaking = new Set(['p', 'div', 'section', 'article', 'main', 'header', 'footer', 'ul', 'ol', 'li', 'table', 'tr', 'blockquote', 'pre', 'dl', 'dt', 'dd', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'center', 'body', 'html', 'hr']);

/** The lines of a web page's main text: scripts and menus left out, headings and lists and table rows kept as hints. */
export function readPage(markup: string): ReadLines {
  const page = parse(markup, { comment: false, blockTextElements: { script: false, style: false, noscript: false, pre: true } });
  const writer = new LineWriter();
  write(mainPart(page), writer, 0);
  return writer.finish();
}

/** The deepest element that still holds most of the page's text outside links: the article without menus and lists of links. */
function mainPart(page: HTMLElement): HTMLElement {
  let here = page;
  const all = proseLength(page);
  for (;;) {
    const narrower = here.childNodes.find((child): child is HTMLElement => child instanceof HTMLElement && !isSilent(child) && proseLength(child) >= all * 0.85);
    if (!narrower || narrower.tagName === 'P' || narrower.tagName === 'TABLE') return here;
    here = narrower;
  }
}

function proseLength(element: HTMLElement): number {
  let sum = 0;
  for (const child of element.childNodes) {
    if (child.nodeType === NodeType.TEXT_NODE) sum += countHan(child.text);
    else if (child instanceof HTMLElement && !isSilent(child) && child.tagName !== 'A') sum += proseLength(child);
  }
  return sum;
}

function isSilent(element: HTMLElement): boolean {
  return silent.has(element.rawTagName?.toLowerCase() ?? '') || element.hasAttribute('hidden') || /display\s*:\s*none/i.test(element.getAttribute('style') ?? '');
}

function write(node: Node, writer: LineWriter, depth: number): void {
  if (node.nodeType === NodeType.TEXT_NODE) return writer.words(node.text);
  if (!(node instanceof HTMLElement) || isSilent(node)) return;
  const tag = node.rawTagName?.toLowerCase() ?? '';
  if (tag === 'br') return writer.breakLine();
  if (tag === 'table' && isDataTable(node)) return rowsOf(node).forEach((cells) => writer.row(cells));
  const breaks = breaking.has(tag);
  if (breaks) writer.breakLine();
  if (/^h[1-6]$/.test(tag)) writer.hint({ heading: Number(tag[1]) });
  let item = Number(node.getAttribute('start') ?? 1);
  for (const child of node.childNodes) {
    if (tag === 'ol' && child instanceof HTMLElement && child.rawTagName?.toLowerCase() === 'li') {
      writer.breakLine();
      writer.hint({ item: { depth, number: item++ } });
      for (const inner of child.childNodes) write(inner, writer, depth + 1);
      writer.breakLine();
    } else write(child, writer, depth);
  }
  if (breaks) writer.breakLine();
}

/** A table of short cells is data; one with long texts or further tables inside is only there for layout. */
function isDataTable(table: HTMLElement): boolean {
  const cells = table.querySelectorAll('td, th');
  return cells.length >= 4 && table.querySelector('table') === null && cells.every((cell) => countHan(cell.text) <= 800);
}

/** Rows of a table as texts; a cell that spans rows or columns is repeated in each place it covers. */
function rowsOf(table: HTMLElement): string[][] {
  const rows: string[][] = [];
  const hanging = new Map<number, { text: string; left: number }>();
  for (const tr of table.querySelectorAll('tr')) {
    const row: string[] = [];
    const fillHanging = (): void => {
      for (let over = hanging.get(row.length); over; over = hanging.get(row.length)) {
        if (--over.left === 0) hanging.delete(row.length);
        row.push(over.text);
      }
    };
    for (const cell of tr.childNodes) {
      if (!(cell instanceof HTMLElement)) continue;
      fillHanging();
      const text = cell.structuredText.replaceAll(/\s+/g, ' ').trim();
      const down = Math.min(Number(cell.getAttribute('rowspan') ?? 1) || 1, 500);
      for (let wide = Math.min(Number(cell.getAttribute('colspan') ?? 1) || 1, 50); wide > 0; wide--) {
        if (down > 1) hanging.set(row.length, { text, left: down - 1 });
        row.push(text);
      }
    }
    fillHanging();
    rows.push(row);
  }
  return rows;
}

/** Collects words into lines; a hint waits for the line it describes. */
class LineWriter {
  readonly #lines: string[] = [];
  readonly #hints: (LineHint | undefined)[] = [];
  #line = '';
  #hint: LineHint | undefined;

  words(text: string): void {
    this.#line += text.replaceAll(/[\r\n\t]+/g, this.#line === '' ? '' : ' ');
  }

  hint(hint: LineHint): void {
    this.#hint = hint;
  }

  row(cells: readonly string[]): void {
    this.breakLine();
    this.#hint = { cells: true };
    this.#line = cells.join('\t');
    this.breakLine();
  }

  breakLine(): void {
    if (this.#line.trim() !== '') {
      this.#lines.push(this.#line);
      this.#hints.push(this.#hint);
      this.#hint = undefined;
    }
    this.#line = '';
  }

  finish(): { source: string; hints: (LineHint | undefined)[] } {
    this.breakLine();
    return { source: this.#lines.join('\n'), hints: this.#hints };
  }
}
