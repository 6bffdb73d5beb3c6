import { fieldsOf, type Field } from '#kernel/schema/fields.ts';
import { Refusal } from '#kernel/errors/refusal.ts';
import { deleteDraft } from '#domain/matter/drafts.ts';
import { submit } from '#domain/matter/submit.ts';
import { showField } from '../form/ask.ts';
import { faultsByName, type Faults } from '../form/faults.ts';
import { idOf, type FormContext } from '../form/kind.ts';
import { kindOf } from '../form/kinds.ts';
import { html, nothing, type Html } from '../html.ts';
import { csrf, type Page } from '../page.ts';
import type { Shown } from '../routes.ts';
import type { Visit } from '../visit.ts';
import { faultsIn, valuesOf, type Work } from './draft.ts';
import { replaced } from './materials.ts';
import { materialsStep, stepAsking, stepBefore, checkStep, type Step } from './plan.ts';
import { onDraft } from './steps.ts';

/** `/drafts/:id/check`: everything once more before it is sent, each part with its way back. */
export const checkPage = (visit: Visit, id: string): Promise<Shown> => onDraft(visit, id, async (work) => {
  const { faults, context } = await faultsIn(visit, work);
  return render(visit, work, faults, context);
});

/** Sends the application. The draft is taken first, so that pressing twice opens one case; a refusal gives it back. */
export const takeSubmit = (visit: Visit, id: string): Promise<Shown> => onDraft(visit, id, async (work) => {
  const { house, reader, request, locale } = visit;
  const found = await faultsIn(visit, work);
  if (found.faults.size > 0) return { ...render(visit, work, found.faults, found.context), status: 422 };
  try {
    const opened = await house.db.begin(async (tx) => {
      await deleteDraft(tx, reader.accountId ?? '', id);
      return submit(tx, house, reader, { type: work.draft.type, answers: work.draft.answers, form: valuesOf(work), materials: work.draft.materials, ...(visit.actingFor ? { for: visit.actingFor.id } : {}) }, { source: 'portal', traceId: request.traceId, address: request.ip });
    });
    return { to: `/mine/${opened.id}?sent=1` };
  } catch (error) {
    if (!(error instanceof Refusal) || error.faults.length === 0) throw error;
    return { ...render(visit, work, faultsByName(error.faults, locale), found.context), status: 422 };
  }
});

function render(visit: Visit, work: Work, faults: Faults, context: FormContext): Page {
  const { say, declared } = visit;
  const { plan, draft } = work;
  return {
    title: say('site.title', { title: say('apply.check'), site: declared(plan.item.title) }), section: 'mine', faulty: faults.size > 0,
    body: html`<div class="reading"><p class="crumb"><a href="${`/drafts/${draft.id}/${stepBefore(plan, checkStep) ?? ''}`}">${say('site.back')}</a></p>${summary(visit, work, faults)}
<p class="step">${declared(plan.item.title)} · ${say('apply.step', { at: plan.steps.length + 1, of: plan.steps.length + 1 })}</p><h1>${say('apply.check')}</h1><p class="page-head">${say('apply.checkLead')}</p>
${situation(visit, work)}${plan.steps.map((step) => part(visit, work, step, context))}
<form method="post" action="${`/drafts/${draft.id}/submit`}">${csrf(visit)}<p class="note">${say('apply.declare')}</p><div class="actions"><button class="primary">${say('apply.submit')}</button></div></form></div>`,
  };
}

/** What is still missing, each line leading to the very box on its own page. */
function summary({ say }: Visit, { plan, draft }: Work, faults: Faults): Html {
  if (faults.size === 0) return nothing;
  const byName = new Map(fieldsOf(plan.form).map((field) => [field.name, field]));
  const anchor = (name: string) => {
    const field: Field | undefined = byName.get(name);
    return field ? kindOf(field).anchor(name) : idOf(name);
  };
  return html`<div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="summary-title"><h2 id="summary-title">${say('apply.notComplete', { count: faults.size })}</h2><ul>${[...faults].map(([name, words]) => html`<li><a href="${`/drafts/${draft.id}/${stepAsking(plan, name)}#${anchor(name)}`}">${words}</a></li>`)}</ul></div>`;
}

function situation({ say, declared }: Visit, { plan, draft }: Work): Html {
  if (plan.item.questions.length === 0) return nothing;
  return html`<section>${heading(say('apply.yourSituation'), `/apply/${plan.item.key}?draft=${draft.id}`, say)}<dl class="facts">${plan.item.questions.map(({ key, title, options }) => html`<div class="fact"><dt>${declared(title)}</dt><dd>${declared(options[plan.answers[key] ?? ''] ?? '')}</dd></div>`)}</dl></section>`;
}

function part(visit: Visit, work: Work, step: Step, context: FormContext): Html {
  const values = valuesOf(work);
  const facts = step.key === materialsStep || !step.form ? materials(visit, work, context) : html`<dl class="facts">${fieldsOf(step.form).map((field) => showField(field, values[field.name], context))}</dl>`;
  return html`<section>${heading(step.title, `/drafts/${work.draft.id}/${step.key}`, visit.say)}${facts}</section>`;
}

function materials(visit: Visit, { plan, held, draft }: Work, context: FormContext): Html {
  const { say, declared } = visit;
  return html`<ul class="rows">${plan.materials.map((material) => {
    const proof = held.get(material.key);
    const given = draft.materials[material.key];
    const names = (given?.files ?? []).map((id) => context.files.get(id)?.name ?? id);
    return html`<li><b>${declared(material.title)}</b>${proof ? replaced(visit, material, proof) : html`<p class="small">${names.length > 0 ? names.join(say('words.comma')) : given?.later ? say('apply.laterSaid') : html`<span class="quiet">${say('form.notGiven')}</span>`}</p>`}</li>`;
  })}</ul>`;
}

const heading = (title: string, path: string, say: Visit['say']): Html => html`<div class="headed"><h2>${title}</h2><a href="${path}" aria-label="${say('apply.changeWhat', { what: title })}">${say('apply.change')}</a></div>`;
