import { Type, type TObject } from 'typebox';
import { choice, fieldsOf } from '#kernel/schema/fields.ts';
import { materialsFor, type Answers } from '#domain/matter/define-guide.ts';
import { draftsOf, getDraft, saveDraft } from '#domain/matter/drafts.ts';
import { refuse as refuseMatter } from '#domain/matter/errors.ts';
import { mayOpen } from '#domain/matter/submit.ts';
import type { Item } from '../catalogue.ts';
import { askField } from '../form/ask.ts';
import { bareContext } from '../form/context.ts';
import { faultSummary, noFaults, type Faults } from '../form/faults.ts';
import type { Sent } from '../form/body.ts';
import { typedText, type Typed } from '../form/kind.ts';
import { localised, readForm } from '../form/read.ts';
import { moment } from '../friendly.ts';
import { html, nothing, type Html } from '../html.ts';
import { csrf, type Page } from '../page.ts';
import { promiseOf } from '../pages/item-row.ts';
import type { Shown } from '../routes.ts';
import { asked, type Visit } from '../visit.ts';
import { heldFor, needRow } from './materials.ts';

/** The situation questions of an item as a form; each is a choice. */
const questionsOf = (visit: Visit, item: Item): TObject =>
  localised(Type.Object(Object.fromEntries(item.questions.map(({ key, title, options, hint }) => [key, choice(title, options, hint ? { hint } : {})]))), visit.declared);

/** `/apply/:key`: the questions; once answered, what this reader has to prepare. Open to everybody, kept nowhere. */
export async function questionsPage(visit: Visit, item: Item): Promise<Shown> {
  const typed = Object.fromEntries(item.questions.map(({ key }) => [key, [asked(visit.request, key)]]));
  const draft = await draftNamed(visit, item);
  const isSent = asked(visit.request, 'ready') !== '' || item.questions.length === 0;
  const { values, faults } = readForm(questionsOf(visit, item), typed, bareContext(visit));
  if (!isSent) return askPage(visit, item, draft ? Object.fromEntries(Object.entries(draft.answers).map(([key, code]) => [key, [code]])) : typed, noFaults, draft?.id);
  return faults.size > 0 ? askPage(visit, item, typed, faults, draft?.id) : needsPage(visit, item, values as Answers, draft?.id);
}

/** Starts the application (or gives a draft other answers) and leads to its first step. */
export async function takeAnswers(visit: Visit, { typed }: Sent, item: Item): Promise<Shown> {
  const { reader, house } = visit;
  if (!mayOpen(reader, item)) throw refuseMatter('MATTER_NOT_OPEN_TO_YOU', { title: visit.declared(item.title) });
  const { values, faults } = readForm(questionsOf(visit, item), typed, bareContext(visit));
  if (faults.size > 0) return askPage(visit, item, typed, faults, typedText(typed, 'draft') || undefined);
  const account = reader.accountId ?? '';
  const before = typedText(typed, 'draft') ? await getDraft(house.db, house, account, typedText(typed, 'draft')) : null;
  const draft = await saveDraft(house.db, house, account, { type: item.key, answers: values as Record<string, string>, form: before?.form ?? {}, materials: before?.materials ?? {} }, before?.id ?? null);
  return { to: `/drafts/${draft.id}` };
}

function askPage(visit: Visit, item: Item, typed: Typed, faults: Faults, draftId: string | undefined): Page {
  const { say, declared } = visit;
  const fields = fieldsOf(questionsOf(visit, item));
  const context = bareContext(visit);
  const single = fields.length === 1;
  return {
    title: say('apply.questions', { title: declared(item.title) }), faulty: faults.size > 0, ...(faults.size > 0 ? { status: 422 } : {}),
    body: html`<div class="reading">${crumb(visit, item)}${faultSummary(faults, fields, context)}${!single && html`<h1 class="page-head">${say('apply.questionsTitle')}</h1>`}
<form action="${`/apply/${item.key}`}" novalidate>${draftId && html`<input type="hidden" name="draft" value="${draftId}">`}${fields.map((field) => askField({ field, typed, fault: faults.get(field.name) }, context, { asHeading: single }))}<div class="actions"><button class="primary" name="ready" value="1">${say('site.continue')}</button></div></form></div>`,
  };
}

async function needsPage(visit: Visit, item: Item, answers: Answers, draftId: string | undefined): Promise<Page> {
  const { say, declared, reader } = visit;
  const materials = materialsFor(item, answers);
  const held = await heldFor(visit, materials);
  return {
    title: say('apply.needs'),
    body: html`<div class="reading">${crumb(visit, item)}<div class="page-head"><h1>${say('apply.needs')}</h1><p>${say('apply.needsLead', { title: declared(item.title), time: promiseOf(visit, item) })}</p></div>
${answersList(visit, item, answers)}
<section><h2>${say('apply.materials')}</h2>${materials.length === 0 ? html`<p>${say('guide.noMaterials')}</p>` : html`<ul class="rows">${materials.map((material) => needRow(visit, material, held.get(material.key)))}</ul>`}</section>
${await earlierDrafts(visit, item, draftId)}
${reader.kind === 'guest' ? html`<div class="actions"><a class="button primary" href="${`/sign-in?back=${encodeURIComponent(visit.request.url)}`}">${say('apply.signInAndStart')}</a></div>`
    : html`<form method="post" action="${`/apply/${item.key}`}">${csrf(visit)}${draftId && html`<input type="hidden" name="draft" value="${draftId}">`}${Object.entries(answers).map(([key, code]) => html`<input type="hidden" name="${key}" value="${code}">`)}<div class="actions"><button class="primary">${say('apply.start')}</button></div></form>`}</div>`,
  };
}

/** What was answered, each with a way back to change it. */
function answersList({ say, declared }: Visit, item: Item, answers: Answers): Html {
  if (item.questions.length === 0) return nothing;
  return html`<section><h2>${say('apply.yourSituation')}</h2><dl class="facts">${item.questions.map(({ key, title, options }) => html`<div class="fact"><dt>${declared(title)}</dt><dd>${declared(options[answers[key] ?? ''] ?? '')}</dd></div>`)}</dl><p><a href="${`/apply/${item.key}?${new URLSearchParams({ ...answers })}`}">${say('apply.changeAnswers')}</a></p></section>`;
}

async function earlierDrafts({ house, reader, say, now, locale }: Visit, item: Item, except: string | undefined): Promise<Html> {
  const drafts = reader.accountId === null ? [] : (await draftsOf(house.db, house, reader.accountId)).filter(({ type, id }) => type === item.key && id !== except);
  const [last] = drafts;
  return last ? html`<p class="note">${say('apply.draftThere')} ${moment(last.savedAt, now, locale)} <a href="${`/drafts/${last.id}`}">${say('apply.draftContinue')}</a></p>` : nothing;
}

async function draftNamed({ request, reader, house }: Visit, item: Item) {
  const id = asked(request, 'draft');
  if (id === '' || reader.accountId === null) return null;
  const draft = await getDraft(house.db, house, reader.accountId, id);
  return draft.type === item.key ? draft : null;
}

const crumb = ({ declared }: Visit, item: Item): Html => html`<p class="crumb"><a href="${`/items/${item.key}`}">${declared(item.title)}</a></p>`;
