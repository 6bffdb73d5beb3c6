import { findDeadlines } from './deadlines.ts';
import { clauseEnd } from './outline.ts';
import type { Table } from './outline.ts';
import type { ListRules } from './responsibility.ts';
import type { Span } from './traced-text.ts';
import { readUnits } from './units.ts';
import type { UnitMention } from './units.ts';
import type { Deadline } from './deadlines.ts';

/** One row of a table of tasks (任务分工表). */
export type TableTask = {
  readonly number: string;
  readonly title: string;
  /** The task several rows belong to; each row then is called by its own content. */
  readonly group?: string;
  readonly text: Span;
  readonly lead: UnitMention[];
  readonly responsible: (UnitMention & { readonly cooperating?: true })[];
  readonly deadlines: Deadline[];
  readonly whole: Span;
};

type Column = 'number' | 'title' | 'text' | 'lead' | 'responsible' | 'cooperating' | 'due';

const headers: readonly (readonly [Column, RegExp])[] = [
  ['number', /^(序号|编号|号)$/],
  ['lead', /牵头|主办|主责/],
  ['cooperating', /配合|协办|参与|协同/],
  ['responsible', /责任(单位|部门|主体)|落实单位|承办|实施单位|负责单位|分工单位|部门分工/],
  ['text', /(目标|内容|措施|要求)[及和与、].*(进度|节点|安排)/],
  ['due', /时限|时间|期限|进度|节点/],
  ['title', /任务(名称)?$|任务清单|工作事项|事项(名称)?$|项目名称|重点(工作|任务)|举措(名称)?$|指标名称|^任务/],
  ['text', /内容|措施|目标|要求|成果|举措|说明/],
];

/** The tasks in a table, or undefined when no row of it is a header that names tasks and who does them or by when. */
export function readTaskTable(text: string, table: Table, rules: ListRules, written: string | undefined): TableTask[] | undefined {
  const top = table.rows.findIndex((row) => columnsOf(text, row) !== undefined);
  const columns = columnsOf(text, table.rows[top] ?? []);
  if (!columns) return undefined;
  const tasks: TableTask[] = [];
  for (const row of table.rows.slice(top + 1)) {
    const cell = (column: Column): Span[] => columns.flatMap((name, i) => (name === column && row[i] ? [row[i]] : []));
    const words = (column: Column): string => cell(column).map((span) => text.slice(span.start, span.end).trim()).findLast((part) => part !== '') ?? '';
    const first = row[0];
    const last = row.at(-1);
    const title = words('title') || words('text').split(/[，。；]/)[0] || '';
    const repeated = columnsOf(text, row) !== undefined || new Set(row.map((span) => text.slice(span.start, span.end).trim())).size === 1;
    if (!first || !last || title === '' || repeated || /^(合计|小计|备注|注[：:])/.test(title)) continue;
    const units = (column: Column): UnitMention[] => cell(column).flatMap((span) => readUnits(text.slice(span.start, span.end), span.start, rules.place));
    const listed = units('responsible');
    const lead = units('lead');
    const led = rules.firstLeads && lead.length === 0 ? 1 : 0;
    const named = cell('text').at(-1) ?? cell('title').at(-1) ?? first;
    tasks.push({
      number: words('number'), title, text: named, whole: { start: first.start, end: last.end },
      lead: [...lead, ...listed.slice(0, led)],
      responsible: [...listed.slice(led), ...units('cooperating').map((unit) => ({ ...unit, cooperating: true as const }))],
      deadlines: cell('due').flatMap((span) => dueIn(text, span, written)),
    });
  }
  return tasks.map((task) => {
    const content = text.slice(task.text.start, task.text.end).trim();
    const shared = content !== task.title && tasks.filter((other) => other.title === task.title).length > 1;
    return shared ? { ...task, title: content.slice(0, clauseEnd(content)), group: task.title } : task;
  });
}

/** What a 完成时限 cell or label says: a date, a rhythm, or 长期坚持. */
export function dueIn(text: string, span: Span, written: string | undefined): Deadline[] {
  const found = findDeadlines(text, span.start, span.end, written).map((deadline) => ({ ...deadline, what: '' }));
  if (found.length > 0) return found;
  const words = text.slice(span.start, span.end).trim().replace(/[。；]$/, '');
  if (/^20\d{2}$/.test(words)) return [{ words, kind: 'by', day: `${words}-12-31`, yearInferred: false, what: '', place: span }];
  const point = /^(20\d{2})[.\-/](\d{1,2})(?:[.\-/](\d{1,2}))?$/.exec(words);
  if (point?.[1] && point[2]) return findDeadlines(`${point[1]}年${point[2]}月${point[3] ? `${point[3]}日` : ''}前`, 0, 99, written).map((deadline) => ({ ...deadline, words, what: '', place: span }));
  return /长期|持续|常年|常态|全年/.test(words) ? [{ words, kind: 'every', yearInferred: false, what: '', place: span }] : [];
}

function columnsOf(text: string, row: readonly Span[]): (Column | undefined)[] | undefined {
  const columns = row.map((span) => {
    const words = text.slice(span.start, span.end).replaceAll(/\s/g, '');
    return words.length > 14 ? undefined : headers.find(([, pattern]) => pattern.test(words))?.[0];
  });
  const has = (column: Column): boolean => columns.includes(column);
  return (has('title') || has('text')) && (has('lead') || has('responsible') || has('due')) ? columns : undefined;
}
