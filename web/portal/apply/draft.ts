import { fieldsOf, type Field } from '#kernel/schema/fields.ts';
import { deleteDraft, getDraft, saveDraft, type Draft } from '#domain/matter/drafts.ts';
import type { MaterialGiven } from '#domain/matter/matter.ts';
import { prefillFor, type Prefilled } from '#domain/subject/prefill.ts';
import type { Item } from '../catalogue.ts';
import { contextFor, withOwnFiles } from '../form/context.ts';
import { withRefused } from '../form/faults.ts';
import { Unreadable, type FormContext, type Typed } from '../form/kind.ts';
import { kindOf } from '../form/kinds.ts';
import { readForm } from '../form/read.ts';
import { mustFindItem } from '../pages/guide.ts';
import type { Visit } from '../visit.ts';
import { fieldOf, heldFor, readMaterials, type Held } from './materials.ts';
import { isAnswered, planFor, type Plan, type Step } from './plan.ts';

/** A draft as its reader works on it: laid out for today's form, with what the registries know and the licences held. */
export type Work = { readonly draft: Draft; readonly plan: Plan; readonly known: Readonly<Record<string, Prefilled>>; readonly held: Held };

/** Opens a draft of this reader; null when its answers no longer fit the item, so that the questions must be asked again. */
export async function openDraft(visit: Visit, id: string): Promise<Work | { readonly outdated: Item; readonly draft: Draft }> {
  const { house, reader } = visit;
  const draft = await getDraft(house.db, house, reader.accountId ?? '', id);
  const item = mustFindItem(visit, draft.type);
  if (!isAnswered(item, draft.answers)) return { outdated: item, draft };
  const plan = planFor(visit, item, draft.answers);
  const [known, held] = await Promise.all([prefillFor(house.db, house, plan.form, visit.actingFor?.id ?? reader.subjectId), heldFor(visit, plan.materials)]);
  return { draft, plan, known, held };
}

/**
 * The values of a draft, with what the registries know, or what the situation questions have already asked, where the reader
 * has not written anything else. Fields of an older form are left out.
 */
export function valuesOf({ draft, plan, known }: Work): Record<string, unknown> {
  const answered = ({ name, kind, labels }: Field) => (kind === 'choice' && (plan.answers[name] ?? '') in labels ? plan.answers[name] : undefined);
  return Object.fromEntries(fieldsOf(plan.form).map((field) => [field.name, field.name in draft.form ? draft.form[field.name] : (known[field.name]?.value ?? answered(field))] as const).filter(([, value]) => value !== undefined && value !== null));
}

/** What one step read from what was sent. */
export type StepRead = { readonly form: Record<string, unknown>; readonly materials: Record<string, MaterialGiven>; readonly faults: ReadonlyMap<string, string>; readonly typed: Typed; readonly context: FormContext };

/** Reads a step. Files that are not this reader's own are passed over. */
export async function readStep(visit: Visit, work: Work, step: Step, sent: Typed, refused: ReadonlyMap<string, string>): Promise<StepRead> {
  const { plan, draft } = work;
  const names = step.form ? fieldsOf(step.form).map(({ name }) => name) : [];
  if (step.form) {
    const { typed, context } = await withOwnFiles(visit, [step.form], fieldsOf(step.form), sent);
    const { values, faults } = readForm(step.form, typed, context);
    const untouched = Object.fromEntries(Object.entries(draft.form).filter(([name]) => !names.includes(name)));
    // An answer taken away must stay away: null keeps the registry from filling it in again.
    const emptied = Object.fromEntries(names.filter((name) => !(name in values)).map((name) => [name, null]));
    return { form: { ...untouched, ...emptied, ...values }, materials: draft.materials, faults: withRefused(faults, refused, fieldsOf(step.form)), typed, context };
  }
  const asked = plan.materials.filter(({ key }) => !work.held.has(key));
  const fields = asked.map((material) => fieldOf(visit, material));
  const { typed, context } = await withOwnFiles(visit, [], fields, sent);
  const faults = new Map<string, string>();
  const materials = readMaterials(asked, typed, (material) => {
    const field = fieldOf(visit, material);
    const value = kindOf(field).read(field, typed, context);
    if (!(value instanceof Unreadable)) return value;
    faults.set(field.name, value.words);
    return value.kept;
  });
  for (const material of asked) {
    const name = fieldOf(visit, material).name;
    if (material.needed && !materials[material.key] && !faults.has(name)) faults.set(name, visit.say(material.later ? 'apply.materialMissingLater' : 'apply.materialMissing', { title: visit.declared(material.title) }));
  }
  return { form: draft.form, materials, faults: withRefused(faults, refused, fields), typed, context };
}

/** Keeps what a step read. */
export const keep = ({ house, reader }: Visit, { draft }: Work, { form, materials }: Pick<StepRead, 'form' | 'materials'>): Promise<Draft> =>
  saveDraft(house.db, house, reader.accountId ?? '', { type: draft.type, answers: draft.answers, form, materials }, draft.id);

export const drop = ({ house, reader }: Visit, id: string): Promise<void> => deleteDraft(house.db, reader.accountId ?? '', id);

/** Every place that is not right yet, by field or material, with the words for it. */
export async function faultsIn(visit: Visit, work: Work): Promise<{ faults: Map<string, string>; context: FormContext }> {
  const { plan, draft, held } = work;
  const values = valuesOf(work);
  const fileIds = [...fieldsOf(plan.form).filter(({ kind }) => kind === 'files').flatMap(({ name }) => (Array.isArray(values[name]) ? values[name].map(String) : [])), ...Object.values(draft.materials).flatMap(({ files }) => files ?? [])];
  const context = await contextFor(visit, [plan.form], fileIds);
  const typed = Object.assign({}, ...fieldsOf(plan.form).map((field) => kindOf(field).write(field.name, values[field.name])));
  const { faults } = readForm(plan.form, typed, context);
  const all = new Map(faults);
  for (const material of plan.materials) {
    const given = draft.materials[material.key];
    if (!material.needed || held.has(material.key) || (given?.files ?? []).length > 0 || (material.later && given?.later)) continue;
    all.set(`m-${material.key}`, visit.say(material.later ? 'apply.materialMissingLater' : 'apply.materialMissing', { title: visit.declared(material.title) }));
  }
  return { faults: all, context };
}
