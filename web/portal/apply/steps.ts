import { refuse } from '#kernel/errors/common.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { dayOf } from '#kernel/time/day.ts';
import { fullDay } from '#kernel/time/friendly.ts';
import type { Prefilled } from '#domain/subject/prefill.ts';
import { assetPaths } from '../assets.ts';
import { askField, typedFrom, type Source } from '../form/ask.ts';
import type { Sent } from '../form/body.ts';
import { contextFor } from '../form/context.ts';
import { faultSummary, noFaults, type Faults } from '../form/faults.ts';
import { typedText, type FormContext, type Typed } from '../form/kind.ts';
import { moment } from '../friendly.ts';
import { html, type Html } from '../html.ts';
import { csrf, withCsrf, type Page } from '../page.ts';
import type { Shown } from '../routes.ts';
import type { Visit } from '../visit.ts';
import { drop, faultsIn, keep, openDraft, readStep, valuesOf, type Work } from './draft.ts';
import { askMaterial, fieldOf, typedMaterials } from './materials.ts';
import { checkStep, materialsStep, stepAfter, stepAsking, stepBefore, type Step } from './plan.ts';

/** Opens a draft for one of its pages, or leads back to the questions when they have changed since. */
export async function onDraft(visit: Visit, id: string, show: (work: Work) => Shown | Promise<Shown>): Promise<Shown> {
  const work = await openDraft(visit, id);
  return 'outdated' in work ? { to: `/apply/${work.outdated.key}?draft=${work.draft.id}` } : show(work);
}

/** `/drafts/:id`: to the first step that still wants something. */
export const resumeDraft = (visit: Visit, id: string): Promise<Shown> => onDraft(visit, id, async (work) => {
  const { faults } = await faultsIn(visit, work);
  const [first] = faults.keys();
  const fresh = Object.keys(work.draft.form).length === 0 && Object.keys(work.draft.materials).length === 0;
  const step = fresh ? (work.plan.steps[0]?.key ?? checkStep) : first === undefined ? checkStep : stepAsking(work.plan, first);
  return { to: `/drafts/${work.draft.id}/${step}` };
});

export const stepPage = (visit: Visit, id: string, key: string): Promise<Shown> => onDraft(visit, id, async (work) => {
  const step = mustFindStep(work, key);
  const values = valuesOf(work);
  const materials = work.draft.materials;
  const typed = step.form ? typedFrom(fieldsOf(step.form), values) : typedMaterials(work.plan.materials, materials);
  const context = await contextFor(visit, step.form ? [step.form] : [], step.form ? Object.values(values).flat().map(String) : Object.values(materials).flatMap(({ files }) => files ?? []));
  return render(visit, work, step, typed, noFaults, context);
});

/** Takes a step. Whatever was typed is kept, right or wrong; only the way onward asks for it to be right. */
export const takeStep = (visit: Visit, { typed: sent, refused }: Sent, id: string, key: string): Promise<Shown> => onDraft(visit, id, async (work) => {
  const step = mustFindStep(work, key);
  const read = await readStep(visit, work, step, sent, refused);
  const draft = await keep(visit, work, read);
  switch (typedText(sent, 'then')) {
    case 'keep': return { to: `/drafts/${id}/${key}` };
    case 'later': return { to: '/mine?kept=1' };
    default: return read.faults.size > 0 ? { ...render(visit, { ...work, draft }, step, read.typed, read.faults, read.context), status: 422 } : { to: `/drafts/${id}/${stepAfter(work.plan, key)}` };
  }
});

export async function takeDrop(visit: Visit, id: string): Promise<Shown> {
  await drop(visit, id);
  return { to: '/mine' };
}

function mustFindStep({ plan }: Work, key: string): Step {
  const step = plan.steps.find((each) => each.key === key);
  if (!step) throw refuse('NOT_FOUND');
  return step;
}

function render(visit: Visit, work: Work, step: Step, typed: Typed, faults: Faults, context: FormContext): Page {
  const { say, declared, now, locale } = visit;
  const { plan, draft } = work;
  const fields = step.form ? fieldsOf(step.form) : plan.materials.map((material) => fieldOf(visit, material));
  const at = plan.steps.indexOf(step) + 1;
  const before = stepBefore(plan, step.key);
  return {
    title: say('site.title', { title: step.title, site: declared(plan.item.title) }), section: 'mine', faulty: faults.size > 0, scripts: [assetPaths.keep],
    body: html`<div class="reading"><p class="crumb"><a href="${before === null ? `/apply/${plan.item.key}?draft=${draft.id}` : `/drafts/${draft.id}/${before}`}">${say('site.back')}</a></p>
${faultSummary(faults, fields, context)}<p class="step">${declared(plan.item.title)} · ${say('apply.step', { at, of: plan.steps.length + 1 })}</p><h1 class="page-head">${step.title}</h1>
<form method="post" action="${withCsrf(visit, `/drafts/${draft.id}/${step.key}`)}" enctype="multipart/form-data" novalidate data-keep>
${step.key === materialsStep ? plan.materials.map((material) => askMaterial(visit, material, work.held.get(material.key), typed, faults, context)) : fields.map((field) => askField({ field, typed, fault: faults.get(field.name), source: sourceOf(visit, work, field.name) }, context))}
<div class="actions"><button class="primary" name="then" value="next">${say('apply.next')}</button><button name="then" value="later">${say('apply.leave')}</button></div>
<p class="saved" role="status" data-saved="${say('apply.saved')}" data-not-saved="${say('apply.notSaved')}">${say('apply.savedAt', { time: plainMoment(draft.savedAt, now, locale) })}</p></form>
${endings(visit, work)}</div>`,
  };
}

function endings(visit: Visit, { plan, draft }: Work): Html {
  return html`<form method="post" action="${`/drafts/${draft.id}/drop`}" class="gap">${csrf(visit)}${plan.item.questions.length > 0 && html`<a class="button bare" href="${`/apply/${plan.item.key}?draft=${draft.id}`}">${visit.say('apply.changeSituation')}</a><br>`}<button class="bare">${visit.say('apply.stopDraft')}</button></form>`;
}

const plainMoment = (at: Date, now: Date, locale: Visit['locale']) => moment(at, now, locale).markup.replace(/<[^>]*>/g, '');

/** Where a value in the box comes from, as long as it is still what the registry says. */
export function sourceOf({ locale, say }: Visit, { draft, known }: Work, name: string): Source | undefined {
  const found: Prefilled | undefined = known[name];
  if (!found || (name in draft.form && draft.form[name] !== found.value)) return undefined;
  return { from: say(found.source === '人口库' ? 'form.persons' : 'form.enterprises'), at: fullDay(dayOf(found.asOf), locale) };
}
