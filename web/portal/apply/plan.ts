import type { TObject } from 'typebox';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { materialsFor, formFor, type Answers, type Material } from '#domain/matter/define-guide.ts';
import { localised, partOf } from '../form/read.ts';
import type { Item } from '../catalogue.ts';
import type { Visit } from '../visit.ts';

/** One page of an application: a handful of questions that belong together, or the materials. */
export type Step = { readonly key: string; readonly title: string; readonly form: TObject | null };

/** An application laid out for its answers: its steps, the whole form in the reader's language, the materials that apply. */
export type Plan = { readonly item: Item; readonly answers: Answers; readonly form: TObject; readonly steps: readonly Step[]; readonly materials: readonly Material[] };

/** As many questions as fit a phone without losing the thread. */
const mostAtOnce = 6;

export const materialsStep = 'materials';
export const checkStep = 'check';

/** Lays an application out: first what the city knows of the applicant, then the rest in small groups, then materials. */
export function planFor(visit: Visit, item: Item, answers: Answers): Plan {
  const form = localised(formFor(item.form, answers), visit.declared);
  const fields = fieldsOf(form);
  const isKnown = (prefill: string | undefined) => prefill !== undefined && /^(person|enterprise)\./.test(prefill);
  const known = fields.filter(({ prefill }) => isKnown(prefill)).map(({ name }) => name);
  const rest = fields.filter(({ prefill }) => !isKnown(prefill)).map(({ name }) => name);
  const groups = [...(known.length > 0 ? [{ names: known, title: visit.say('apply.applicant') }] : []), ...chunks(rest).map((names, index, all) => ({ names, title: all.length === 1 ? visit.say('apply.content') : visit.say('apply.contentPart', { part: index + 1 }) }))];
  const materials = materialsFor(item, answers);
  const steps: Step[] = groups.map(({ names, title }, index) => ({ key: String(index + 1), title, form: partOf(form, new Set(names)) }));
  if (materials.length > 0) steps.push({ key: materialsStep, title: visit.say('apply.materials'), form: null });
  return { item, answers, form, steps, materials };
}

/** Even groups rather than a full page and a rest of one. */
function chunks(names: readonly string[]): string[][] {
  const count = Math.ceil(names.length / mostAtOnce);
  const size = Math.ceil(names.length / Math.max(1, count));
  return Array.from({ length: count }, (_, index) => names.slice(index * size, (index + 1) * size));
}

/** The step after one; the check page after the last. */
export const stepAfter = ({ steps }: Plan, key: string): string => steps[steps.findIndex((step) => step.key === key) + 1]?.key ?? checkStep;
export const stepBefore = ({ steps }: Plan, key: string): string | null => (key === checkStep ? steps.at(-1) : steps[steps.findIndex((step) => step.key === key) - 1])?.key ?? null;

/** The step that asks a field or a material. */
export const stepAsking = ({ steps }: Plan, name: string): string => steps.find(({ form }) => form !== null && name in form.properties)?.key ?? materialsStep;

/** Whether the answers are those the item asks today: each question answered with one of its options. */
export const isAnswered = (item: Item, answers: Answers): boolean => item.questions.every(({ key, options }) => (answers[key] ?? '') in options);
