import { cleanText, garbledStretches } from './clean-text.ts';
import type { CleanText } from './clean-text.ts';
import { doubt } from './doubts.ts';
import type { Doubt } from './doubts.ts';
import { readFrontMatter } from './front-matter.ts';
import type { FrontMatter } from './front-matter.ts';
import { outlineOf } from './outline.ts';
import type { Outline, Section } from './outline.ts';
import { readDocument } from './read-document.ts';
import type { Arrival, ReadDocument } from './read-document.ts';
import { refusePlan } from './refusal.ts';
import { saysFirstLeads } from './responsibility.ts';
import { lostCharacter } from './slipped-bytes.ts';
import { tasksOf } from './tasks.ts';
import type { PlanTask } from './tasks.ts';
import { placeOf } from './traced-text.ts';
import type { Span, TracedText } from './traced-text.ts';
import { joinWrappedLines } from './wrapped-lines.ts';

/** A chapter or section heading, `level` from 1. */
export type Chapter = { readonly label: string; readonly title: string; readonly level: number; readonly place: Span };

/** A plan document as structure. `source` is the text as it was read; every place points into it (UTF-16 units). */
export type Plan = FrontMatter & {
  readonly source: string;
  readonly format: ReadDocument['format'];
  readonly encoding: string;
  readonly script: CleanText['script'];
  readonly chapters: readonly Chapter[];
  readonly tasks: readonly PlanTask[];
  readonly doubts: readonly Doubt[];
};

/** How far the reading of a document has come: opening the file, putting its characters right, finding its outline, finding the tasks. */
export const readingSteps = ['open', 'clean', 'divide', 'tasks'] as const;
export type ReadingStep = (typeof readingSteps)[number];

/**
 * Turns a city's plan document (plain text, docx or web page; simplified or traditional; UTF-8, UTF-16, GB18030 or Big5) into its tasks.
 * Refuses with a PLAN_… code what is empty, too large, of another format, damaged, not Chinese text, or without tasks.
 * `told` hears each step as it begins.
 */
export async function importPlan(bytes: Uint8Array, arrival: Arrival = {}, told: (step: ReadingStep) => void = () => undefined): Promise<Plan> {
  told('open');
  const document = await readDocument(bytes, arrival);
  const { source } = document;
  told('clean');
  const clean = cleanText(source);
  told('divide');
  const { traced, hints } = document.format === 'text' ? joinWrappedLines(clean.traced, document.hints) : { traced: clean.traced, hints: document.hints };
  const outline = outlineOf(traced.text, hints);
  const headed = traced.text.split('\n').find((_, i) => hints[i]?.heading === 1);
  const front = readFrontMatter(traced.text, outline.front, headed);
  const rules = { firstLeads: saysFirstLeads(traced.text), place: front.place, written: front.day ?? yearOf(front.title ?? '') };
  told('tasks');
  const { tasks, unread } = tasksOf(traced.text, outline, rules);
  if (tasks.length === 0) throw refusePlan('PLAN_NO_TASKS');
  const placed = tasks.map((task) => inSource(task, traced));
  // A plan that names units nowhere is not at fault for each task that lacks them.
  const named = placed.filter((task) => task.lead.length + task.responsible.length > 0).length > placed.length / 2;
  return {
    ...front, source, format: document.format, encoding: document.encoding, script: clean.script,
    chapters: chaptersOf(outline.root, traced),
    tasks: placed,
    doubts: [
      ...(document.misread ? [doubt('misreading-undone')] : []),
      ...cleaningDoubts(clean),
      ...garbledStretches(traced.text).map((span) => doubt('garbled-left', { words: traced.text.slice(span.start, span.end) }, { place: placeOf(traced, span.start, span.end) })),
      ...frontDoubts(front), ...gapDoubts(outline, traced),
      ...unread.map((span) => doubt('table-unread', {}, { place: placeOf(traced, span.start, span.end) })),
      ...placed.flatMap((task) => taskDoubts(task, named)),
    ],
  };
}

/** A list without a date says its year in its name: 2026年重点任务清单. A span of years (2024—2026年) tells none of its tasks'. */
function yearOf(title: string): string | undefined {
  if (/20\d{2}年?\s*[—–\-~～至到]/.test(title)) return undefined;
  const years = new Set([...title.matchAll(/20\d{2}(?=年)/g)].map(([year]) => year));
  const [year] = years;
  return years.size === 1 ? `${year}-01-01` : undefined;
}

function chaptersOf(root: Section, traced: TracedText): Chapter[] {
  const chapters: Chapter[] = [];
  const visit = (section: Section, level: number): void => {
    for (const part of section.parts) {
      if (part.parts.length > 0 || level === 1) chapters.push({ label: part.label, title: part.title, level, place: placeOf(traced, part.span.start, part.span.end) });
      visit(part, level + 1);
    }
  };
  visit(root, 1);
  return chapters;
}

/** The same task with all its places moved from the cleaned text to the source. */
function inSource(task: PlanTask, traced: TracedText): PlanTask {
  const moved = <T extends { readonly place: Span }>(thing: T): T => ({ ...thing, place: placeOf(traced, thing.place.start, thing.place.end) });
  return moved({ ...task, lead: task.lead.map(moved), responsible: task.responsible.map(moved), deadlines: task.deadlines.map(moved), figures: task.figures.map(moved) });
}

function cleaningDoubts(clean: CleanText): Doubt[] {
  const words = [...clean.restoredWords.keys()];
  const count = [...clean.restoredWords.values()].reduce((sum, times) => sum + times, 0);
  return [
    ...(clean.script === 'traditional' ? [doubt('script-converted')] : []),
    ...(clean.pronunciations > 0 ? [doubt('pronunciations-removed', { count: clean.pronunciations })] : []),
    ...(count > 0 ? [doubt('words-restored', { count, words: words.join('、') })] : []),
    ...clean.slipped.map((repair) => doubt('repaired-bytes', { was: repair.was, now: repair.now }, { place: repair.place })),
    ...(clean.lost > 0 ? [doubt('lost-characters', { count: clean.lost })] : []),
  ];
}

function frontDoubts(front: FrontMatter): Doubt[] {
  return [...(front.title ? [] : [doubt('title-unknown')]), ...(front.issuer ? [] : [doubt('issuer-unknown')]), ...(front.day ? [] : [doubt('day-unknown')])];
}

function gapDoubts(outline: Outline, traced: TracedText): Doubt[] {
  return outline.gaps.map((gap) => doubt('number-gap', { label: gap.label, expected: gap.expected }, { place: placeOf(traced, gap.at, gap.at + gap.label.length) }));
}

function taskDoubts(task: PlanTask, unitsUsual: boolean): Doubt[] {
  const units = [...task.lead, ...task.responsible];
  const at = { task: task.ordinal, place: task.place };
  const lost = task.text.split(lostCharacter).length - 1;
  return [
    ...units.filter((unit) => !unit.recognised).map((unit) => doubt('unit-unrecognised', { name: unit.name }, { ...at, place: unit.place })),
    ...(units.length === 0 && unitsUsual && task.kind === 'task' ? [doubt('units-missing', {}, at)] : []),
    ...(task.rolesUnstated ? [doubt('role-unstated', {}, at)] : []),
    ...(task.titleOwn ? [] : [doubt('title-from-text', {}, at)]),
    ...(lost > 0 ? [doubt('lost-characters', { count: lost }, at)] : []),
    ...task.deadlines.filter((deadline) => deadline.kind === 'by' && deadline.yearInferred).map((deadline) => deadline.day
      ? doubt('year-inferred', { words: deadline.words, day: deadline.day }, { ...at, place: deadline.place })
      : doubt('year-unknown', { words: deadline.words }, { ...at, place: deadline.place })),
  ];
}
