import type { PlanDoubt, PlanFull, Task } from './plans.ts';

/** A piece of the source, in UTF-16 units. */
export type Passage = { readonly from: number; readonly until: number };

/** The row one is at. `editing` counts the times one has come to fill in its lead, 0 when one only looks: the field takes the focus each time. */
export type At = { readonly ordinal: number; readonly editing: number };

export const isUnled = (task: Task): boolean => task.lead === null && !task.leftOut && task.releasedAt === null;

/** The ways a person goes through a long table of tasks. */
export const views = ['all', 'unled', 'doubted', 'undue', 'leftOut', 'released'] as const;
export type View = (typeof views)[number];

export function viewed({ tasks, doubts }: PlanFull, view: View): readonly Task[] {
  switch (view) {
    case 'all': return tasks;
    case 'unled': return tasks.filter(isUnled);
    case 'doubted': {
      const doubted = new Set(doubts.map(({ task }) => task));
      return tasks.filter((task) => doubted.has(task.ordinal) && !task.leftOut && !task.releasedAt);
    }
    case 'undue': return tasks.filter((task) => task.due === null && !task.leftOut && !task.releasedAt);
    case 'leftOut': return tasks.filter((task) => task.leftOut);
    case 'released': return tasks.filter((task) => task.releasedAt !== null);
    default: return view satisfies never;
  }
}

/** The next of some tasks after a place in the plan, beginning again from the top. */
export function nextAfter(tasks: readonly Task[], ordinal: number | null): Task | undefined {
  return tasks.find((task) => task.ordinal > (ordinal ?? -1)) ?? tasks[0];
}

/** The names of lead units nobody here is known by, with the tasks that wait for each, most first; null: the text names nobody. */
export function unknownNames(plan: PlanFull): { readonly named: string | null; readonly tasks: readonly Task[] }[] {
  const waiting = viewed(plan, 'unled');
  const names = new Set(waiting.flatMap((task): readonly (string | null)[] => (task.leadNamed.length > 0 ? task.leadNamed : [null])));
  return [...names].map((named) => ({ named, tasks: waiting.filter((task) => (named === null ? task.leadNamed.length === 0 : task.leadNamed.includes(named))) }))
    .toSorted((a, b) => Number(a.named === null) - Number(b.named === null) || b.tasks.length - a.tasks.length);
}

/** The other tasks that wait for the same unknown name. */
export const sameName = (plan: PlanFull, task: Task): readonly Task[] => (task.leadNamed[0] === undefined ? [] : viewed(plan, 'unled').filter((each) => each.ordinal !== task.ordinal && each.leadNamed.includes(task.leadNamed[0] ?? '')));

/** Where a doubt is in the source: its own place, else its task's. */
export function placeOf(doubt: PlanDoubt, tasks: readonly Task[]): Passage | null {
  if (doubt.place) return { from: doubt.place.start, until: doubt.place.end };
  const task = tasks.find(({ ordinal }) => ordinal === doubt.task);
  return task ? { from: task.from, until: task.until } : null;
}

/** The task a place of the source belongs to: the one with the shortest passage around it. */
export const taskAt = (tasks: readonly Task[], offset: number): Task | undefined => tasks.filter((task) => task.from <= offset && offset < task.until).toSorted((a, b) => (a.until - a.from) - (b.until - b.from))[0];

/** A task's own number without its parents', which stand above it as headings: 二、（一）3. is 3. */
export const ownNumber = (number: string): string => number.match(/第[^章节条部分]{1,5}(?:章|节|条|部分)|[一二三四五六七八九十百]+、|（[^）]{1,4}）|\(.{1,4}?\)|\d+(?:\.\d+)*[.．、)）]?[a-z]?|[①-⑳][a-z]?|[a-z]$/gu)?.at(-1) ?? number;

/** Neighbouring tasks of one chapter, in the order of the plan. */
export function byChapter(tasks: readonly Task[]): { readonly chapters: readonly string[]; readonly tasks: readonly Task[] }[] {
  const groups: { chapters: readonly string[]; tasks: Task[] }[] = [];
  for (const task of tasks) {
    const last = groups.at(-1);
    if (last && last.chapters.join('\n') === task.chapters.join('\n')) last.tasks.push(task);
    else groups.push({ chapters: task.chapters, tasks: [task] });
  }
  return groups;
}

/** How many different characters two names share, apart from those every organ has: what stands first when one looks for the right organ. */
export function likeness(name: string, other: string): number {
  const said = new Set(name.replace(/[市县区省局委办厅员会公室管理人民政府和与、]/gu, ''));
  return [...new Set(other)].filter((character) => said.has(character)).length;
}
