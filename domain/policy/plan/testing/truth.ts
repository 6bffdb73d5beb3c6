import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { simplify } from '../script.ts';
import type { Plan } from '../plan.ts';
import type { PlanTask } from '../tasks.ts';
import { clauseWords } from '../unit-lists.ts';

/** One row of the requirements matrix: what people found in a plan. */
export type TruthRow = {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly figures: readonly string[];
  readonly departments: { readonly lead: readonly string[]; readonly responsible: readonly string[] };
};

/** Hits of what was found and of what is true: precision = hits/found, recall = hits/truth. */
export type Tally = { hits: number; found: number; truth: number };

/** How well one plan was read. */
export type PlanScore = {
  readonly source: string;
  readonly rows: number;
  readonly tasks: number;
  readonly paired: number;
  readonly titleExact: number;
  readonly titleClose: number;
  readonly lead: Tally;
  readonly responsible: Tally;
  readonly deadlines: Tally;
  readonly numbers: Tally;
};

/** The rows of `requirements/rows.yaml` in a folder of real data, by plan file. */
export function truthByPlan(folder: string): Map<string, TruthRow[]> {
  const rows: unknown = parse(readFileSync(join(folder, 'requirements', 'rows.yaml'), 'utf8'));
  const read = (rows as (Omit<TruthRow, 'figures' | 'departments'> & { figures?: string[]; departments?: Partial<TruthRow['departments']> })[]).map((row): TruthRow => ({
    id: row.id, source: row.source, title: row.title, figures: row.figures ?? [],
    departments: { lead: row.departments?.lead ?? [], responsible: row.departments?.responsible ?? [] },
  }));
  return Map.groupBy(read, (row) => row.source);
}

/** Compares a plan with its rows. Rows and tasks are paired in order, so that the sum of likeness is greatest. */
export function scorePlan(source: string, plan: Plan, rows: readonly TruthRow[]): PlanScore {
  const pairs = pairUp(rows, plan.tasks);
  const lead = tally();
  const responsible = tally();
  const deadlines = tally();
  const numbers = tally();
  let titleExact = 0;
  let titleClose = 0;
  for (const [row, task] of pairs) {
    count(lead, row?.departments.lead.flatMap(singleUnits), task?.lead.map((unit) => plain(unit.name)));
    count(responsible, row?.departments.responsible.flatMap(singleUnits), task?.responsible.map((unit) => plain(unit.name)));
    const years = task?.deadlines.flatMap((deadline) => deadline.day?.slice(0, 4) ?? []);
    count(deadlines, row && distinct(row.figures.flatMap(yearsIn)), years && distinct(years));
    const [trueNumbers, foundNumbers] = numbersOf(row, task);
    count(numbers, trueNumbers, foundNumbers);
    if (!row || !task) continue;
    if ([task.title, `${chapterTitle(task)}${task.number}${task.title}`].some((title) => plain(row.title) === plain(title))) titleExact++;
    if (likeness(row, task) >= 0.5) titleClose++;
  }
  return { source, rows: rows.length, tasks: plan.tasks.length, paired: pairs.filter(([row, task]) => row && task).length, titleExact, titleClose, lead, responsible, deadlines, numbers };
}

export const precision = ({ hits, found }: Tally): number => (found === 0 ? 1 : hits / found);
export const recall = ({ hits, truth }: Tally): number => (truth === 0 ? 1 : hits / truth);

function tally(): Tally {
  return { hits: 0, found: 0, truth: 0 };
}

function count(into: Tally, truth: readonly string[] = [], found: readonly string[] = []): void {
  into.truth += truth.length;
  into.found += found.length;
  into.hits += truth.filter((word) => found.includes(word)).length;
}

export function plain(words: string): string {
  return simplify(words).replaceAll(/\(总述\)|[^\p{Script=Han}\p{L}\p{N}+]/gu, '');
}

/** Some rows keep 各有关部门、各市政府 as one name; both sides are compared unit by unit. */
function singleUnits(name: string): string[] {
  return clauseWords(name.replaceAll('(', '（').replaceAll(')', '）')).map((part) => plain(part.words));
}

function chapterTitle(task: PlanTask): string {
  return task.chapters.at(-1)?.replace(/^[（(]?[一二三四五六七八九十]+[）)、]/, '') ?? '';
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}

export function yearsIn(figure: string): string[] {
  return [...figure.replace(/ \([A-Za-z].*$/, '').matchAll(/(20\d{2})年/g)].map((match) => match[1] ?? '');
}

/** "不少于100项" → 100项. English glosses, slogans (1+3+N) and names (5G, 12345) are left out. */
function numbersIn(figure: string): string[] {
  const chinese = figure.replace(/ \([^()]*\)$/, '').replaceAll(/20\d{2}年?|\d[GK]|12345|IPv\d|[\dN]\+[\dN+]+/g, ' ');
  return [...chinese.matchAll(/(\d+)([万亿]?)(吨|元|分钟|[%个项条])/g)].map(([, digits, scale, unit]) => `${Number(digits) * (scale === '万' ? 1e4 : scale === '亿' ? 1e8 : 1)}${unit}`);
}

/** Counted numbers on both sides, as 100项. Rows leave out most of what only describes, so found ones beyond these units are not compared. */
export function numbersOf(row: TruthRow | undefined, task: PlanTask | undefined): readonly [string[], string[]] {
  const found = (task?.figures ?? []).filter((figure) => figure.value !== undefined && /\d/.test(figure.words) && /^(吨标准煤|元|分钟|[%个项条])$/.test(figure.unit));
  return [distinct((row?.figures ?? []).flatMap(numbersIn)), distinct(found.map((figure) => `${figure.value}${figure.unit.replace('标准煤', '')}`))];
}

/** Share of the row's character pairs that the task's title or opening words hold. */
function likeness(row: TruthRow, task: PlanTask): number {
  const wanted = pairsOf(plain(row.title));
  const there = new Set(pairsOf(plain(`${task.chapters.at(-1) ?? ''}${task.title}`)));
  const text = new Set(pairsOf(plain(task.title + task.text)));
  const share = (set: ReadonlySet<string>): number => wanted.filter((pair) => set.has(pair)).length / Math.max(wanted.length, 1);
  return Math.max(share(there), share(text) * 0.9);
}

function pairsOf(words: string): string[] {
  return Array.from({ length: Math.max(words.length - 1, 0) }, (_, i) => words.slice(i, i + 2));
}

/** Needleman–Wunsch: the order-keeping pairing with the greatest likeness; a side left over stands alone. */
export function pairUp(rows: readonly TruthRow[], tasks: readonly PlanTask[]): (readonly [TruthRow | undefined, PlanTask | undefined])[] {
  const best = Array.from({ length: rows.length + 1 }, () => Array.from({ length: tasks.length + 1 }, () => 0));
  const like = rows.map((row) => tasks.map((task) => likeness(row, task) - 0.2));
  const at = (i: number, j: number): number => best[i]?.[j] ?? 0;
  for (let i = rows.length - 1; i >= 0; i--) {
    for (let j = tasks.length - 1; j >= 0; j--) {
      (best[i] ?? [])[j] = Math.max(at(i + 1, j), at(i, j + 1), at(i + 1, j + 1) + (like[i]?.[j] ?? 0));
    }
  }
  const pairs: (readonly [TruthRow | undefined, PlanTask | undefined])[] = [];
  let [i, j] = [0, 0];
  while (i < rows.length || j < tasks.length) {
    const together = i < rows.length && j < tasks.length && at(i, j) === at(i + 1, j + 1) + (like[i]?.[j] ?? 0) && (like[i]?.[j] ?? 0) > 0;
    const dropRow = !together && i < rows.length && (j >= tasks.length || at(i, j) === at(i + 1, j));
    pairs.push([together || dropRow ? rows[i] : undefined, dropRow ? undefined : tasks[j]]);
    if (together || dropRow) i++;
    if (!dropRow) j++;
  }
  return pairs;
}
