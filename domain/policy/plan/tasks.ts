import { findDeadlines } from './deadlines.ts';
import type { Deadline } from './deadlines.ts';
import { findFigures } from './figures.ts';
import type { Figure } from './figures.ts';
import { countHan } from './han.ts';
import type { Outline, Section } from './outline.ts';
import { styleDepth } from './numbering.ts';
import { bodySpan, piecesOf } from './pieces.ts';
import type { Piece } from './pieces.ts';
import { findLeadInSentence, findResponsibilities } from './responsibility.ts';
import type { ListRules } from './responsibility.ts';
import { kindWithin } from './task-kinds.ts';
import type { TaskKind } from './task-kinds.ts';
import { dueIn, readTaskTable } from './task-tables.ts';
import type { TableTask } from './task-tables.ts';
import type { Span } from './traced-text.ts';
import type { UnitMention } from './units.ts';

/** A unit that answers for a task without leading it; `cooperating` where the plan says it only helps. */
export type ResponsibleUnit = UnitMention & { readonly cooperating?: true };

/** One entry of a plan. Places are in the source document, in UTF-16 units. */
export type PlanTask = {
  readonly ordinal: number;
  /** The plan's own number with its parents', as 二、（一）3.; a letter follows where one paragraph holds several tasks. */
  readonly number: string;
  readonly kind: TaskKind;
  readonly title: string;
  /** False where the title is the first clause of the text because the plan gives none. */
  readonly titleOwn: boolean;
  readonly text: string;
  /** Headings of the chapters it stands in, outermost first. */
  readonly chapters: readonly string[];
  readonly lead: readonly UnitMention[];
  readonly responsible: readonly ResponsibleUnit[];
  /** True where units are listed without saying who leads. */
  readonly rolesUnstated: boolean;
  readonly deadlines: readonly Deadline[];
  readonly figures: readonly Figure[];
  readonly place: Span;
};

/** How tasks are read from one document. */
export type TaskRules = ListRules & { readonly written: string | undefined };

/** The tasks of an outlined text, in order, and tables that were not understood. Places are of the cleaned text. */
export function tasksOf(text: string, outline: Outline, rules: TaskRules): { tasks: PlanTask[]; unread: Span[] } {
  const main: PlanTask[] = [];
  const annexed: PlanTask[] = [];
  const tables: TableTask[] = [];
  const unread: Span[] = [];
  const visit = (section: Section, numbers: string, chapters: readonly string[], kind: TaskKind | undefined, annex: boolean): void => {
    const own = section.style === 'root' || section.style === 'annex' ? undefined : kindWithin(kind, section.title);
    if (section.style !== 'root') (annex ? annexed : main).push(...entriesOf(text, section, numbers, chapters, own ?? 'task', rules));
    for (const table of section.tables) {
      const read = readTaskTable(text, table, rules, rules.written);
      const [first] = table.rows[0] ?? [];
      if (read) tables.push(...read);
      else if (first && table.rows.length > 2 && section.style !== 'root') unread.push({ start: first.start, end: table.rows.at(-1)?.at(-1)?.end ?? first.end });
    }
    const below = section.style === 'root' ? chapters : [...chapters, `${section.label}${section.title}`];
    for (const part of section.parts) visit(part, numbers + section.label, below, own, annex || part.style === 'annex');
  };
  visit(collapsed(text, outline.root, rules), '', [], undefined, false);
  // No numbers and no headings at all: then the clauses that name units divide the text.
  if (main.length + annexed.length + tables.length === 0) main.push(...entriesOf(text, outline.root, '', [], 'task', rules).filter((task) => task.lead.length + task.responsible.length > 0));
  // A notice with its plan annexed: then the annex is the plan, and the notice's own points are not.
  const tasks = annexed.length > main.length * 2 ? annexed : [...main, ...annexed.filter((task) => task.lead.length + task.responsible.length > 0)];
  const all = mergeTables(text, tasks, tables, rules).sort((a, b) => a.place.start - b.place.start);
  return { tasks: all.map((task, i) => ({ ...task, ordinal: i + 1 })), unread };
}

/** Inner points （1） ① under one responsibility clause are parts of one task: their words join its text. */
function collapsed(text: string, section: Section, rules: ListRules): Section {
  const parts = section.parts.map((part) => collapsed(text, part, rules));
  const fine = parts.length > 1 && parts.every((part) => part.depth >= styleDepth.item && part.parts.length === 0);
  const bearing = parts.map((part) => findResponsibilities(text, part.span.start, part.span.end, rules).length > 0);
  const single = bearing.slice(0, -1).every((bears) => !bears) && (bearing.at(-1) === true || findResponsibilities(text, section.span.start, section.span.end, rules).length > 0);
  if (!fine || !single || section.style === 'root') return { ...section, parts };
  const end = parts.at(-1)?.span.end ?? section.span.end;
  return { ...section, parts: [], span: { start: section.span.start, end }, body: [...section.body, ...parts.map((part) => part.span)] };
}

function entriesOf(text: string, section: Section, numbers: string, chapters: readonly string[], kind: TaskKind, rules: TaskRules): PlanTask[] {
  const body = bodySpan(text, section);
  const words = text.slice(body.start, body.end).trim();
  const titled = findResponsibilities(text, section.span.start, body.start, rules).length > 0;
  const branch = section.parts.length > 0;
  // A chapter's lead-in ("重点抓好以下工作：") is no entry; a leaf with only a heading is one if it is deep enough to be a task.
  if (branch && !titled && (countHan(words) < 20 || words.endsWith('：'))) return [];
  if (!branch && words === '' && !titled && (section.depth < styleDepth.hanParen || section.tables.length > 0)) return [];
  const pieces = piecesOf(text, section, rules, !branch && kind === 'task');
  const overview = branch && pieces.every((piece) => piece.clauses.length === 0);
  return pieces.map((piece, i) => entryOf(text, piece, {
    number: `${numbers}${section.label}${pieces.length > 1 ? String.fromCharCode(97 + (i % 26)) : ''}`,
    kind: overview && kind === 'task' ? 'overview' : kind,
    chapters: piece.title === section.title || section.title === '' ? chapters : [...chapters, `${section.label}${section.title}`],
  }, rules));
}

function entryOf(text: string, piece: Piece, from: Pick<PlanTask, 'number' | 'kind' | 'chapters'>, rules: TaskRules): PlanTask {
  const lead = unique(piece.clauses.flatMap((clause) => clause.lead));
  const responsible = unique(piece.clauses.flatMap((clause) => clause.responsible)).filter((unit) => !lead.some((leader) => leader.name === unit.name));
  const ranges = around(piece.words, piece.clauses);
  const due = piece.clauses.flatMap((clause) => (clause.due ? dueIn(text, clause.due, rules.written) : []));
  const said = lead.length + responsible.length > 0 ? [] : unique(ranges.flatMap((range) => findLeadInSentence(text, range.start, range.end, rules)));
  return {
    ...from, ordinal: 0, title: piece.title, titleOwn: piece.titleOwn,
    text: around(piece.text, piece.clauses).map((range) => text.slice(range.start, range.end)).join('').replaceAll(/\n\s*\n/g, '\n').trim(),
    lead: [...lead, ...said], responsible, rolesUnstated: piece.clauses.length > 0 && piece.clauses.every((clause) => clause.form === 'bare'),
    deadlines: [...ranges.flatMap((range) => findDeadlines(text, range.start, range.end, rules.written)), ...due],
    figures: ranges.flatMap((range) => findFigures(text, range.start, range.end)),
    place: piece.whole,
  };
}

/** A stretch of text without the clauses in it. */
function around(whole: Span, clauses: readonly Span[]): Span[] {
  const ranges: Span[] = [];
  let from = whole.start;
  for (const clause of clauses) {
    if (clause.start > from) ranges.push({ start: from, end: Math.min(clause.start, whole.end) });
    from = Math.max(from, clause.end);
  }
  if (from < whole.end) ranges.push({ start: from, end: whole.end });
  return ranges;
}

function unique<U extends UnitMention>(units: readonly U[]): U[] {
  return units.filter((unit, i) => units.findIndex((other) => other.name === unit.name) === i);
}

/** Rows of a table of tasks complete the tasks they name again, and are tasks of their own otherwise. */
function mergeTables(text: string, tasks: readonly PlanTask[], rows: readonly TableTask[], rules: TaskRules): PlanTask[] {
  const merged = [...tasks];
  for (const row of rows) {
    const at = merged.findIndex((task) => key(task.title) === key(row.title));
    const known = merged[at];
    if (known) {
      merged[at] = {
        ...known, lead: unique([...known.lead, ...row.lead]),
        responsible: unique([...known.responsible, ...row.responsible]).filter((unit) => !row.lead.some((leader) => leader.name === unit.name)),
        deadlines: [...known.deadlines, ...row.deadlines],
      };
      continue;
    }
    const range = row.text;
    merged.push({
      ordinal: 0, number: row.number, kind: 'task', title: row.title, titleOwn: true, text: text.slice(range.start, range.end).trim(), chapters: row.group ? [row.group] : [],
      lead: row.lead, responsible: row.responsible.filter((unit) => !row.lead.some((leader) => leader.name === unit.name)), rolesUnstated: false,
      deadlines: [...findDeadlines(text, range.start, range.end, rules.written), ...row.deadlines], figures: findFigures(text, range.start, range.end), place: row.whole,
    });
  }
  return merged;
}

function key(title: string): string {
  return title.replaceAll(/[^\p{Script=Han}\p{L}\p{N}]/gu, '');
}
