import { matterFor } from '#domain/matter/act.ts';
import { matterTypes, type MatterType } from '#domain/matter/define.ts';
import { formFor, materialsFor } from '#domain/matter/define-guide.ts';
import type { Matter } from '#domain/matter/matter.ts';
import { ratedAmong, ratingOf } from '#domain/matter/rate.ts';
import { tagsOf } from '#domain/matter/rating-tags.ts';
import { timelineOf, type TimelineEntry } from '#domain/matter/read.ts';
import { actsOpenTo, shownForm, type OpenAct } from '#domain/matter/view.ts';
import type { Proof } from '#domain/proof/proof.ts';
import { proofsOfMatter } from '#domain/proof/read.ts';
import { organName } from '#domain/subject/organs.ts';
import { markRead } from '#domain/subject/notices.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { showField } from '../form/ask.ts';
import { contextFor } from '../form/context.ts';
import { localised } from '../form/read.ts';
import { moment } from '../friendly.ts';
import { html, nothing, type Content, type Html } from '../html.ts';
import { csrf, type Page } from '../page.ts';
import { stateMark } from '../pages/matter-row.ts';
import { asked, type Visit } from '../visit.ts';
import { waitsForApplicant } from '../waiting.ts';
import { mayRate } from './list.ts';
import { thread } from './thread.ts';

/** `/mine/:id`: one matter as its applicant sees it. */
export async function matterPage(visit: Visit, id: string): Promise<Page> {
  const { house, reader, say, declared, locale } = visit;
  const matter = await matterFor(house.db, house, reader, id);
  const type = house.declared.get(matterTypes, matter.type);
  const [entries, acts, proofs, rated] = await Promise.all([timelineOf(house.db, matter.id), actsOpenTo(house, reader, matter, locale), proofsOfMatter(house.db, house, matter.id), ratedAmong(house.db, [matter.id])]);
  if (reader.accountId !== null) await markRead(house.db, reader.accountId, matter.id);
  const isYours = waitsForApplicant(house, matter);
  return {
    title: declared(matter.title), section: 'mine',
    body: html`<p class="crumb"><a href="/mine">${say('mine.title')}</a></p><div class="beside"><div>${news(visit, type, matter)}
<h1>${declared(matter.title)}</h1><p>${stateMark(visit, matter)} <span class="quiet">· <span class="number">${matter.number}</span></span></p>
${isYours && yourTurn(visit, matter, entries, acts)}${result(visit, matter, proofs)}${mayRate(visit, matter, rated) && rateInvitation(visit, matter)}${rated.has(matter.id) && (await yourRating(visit, matter))}
<section><h2>${say('mine.steps')}</h2>${thread(visit, type, matter, entries)}</section>
${await sentForm(visit, type, matter)}
${!isYours && acts.length > 0 && html`<section><h2>${say('mine.otherActs')}</h2><div class="actions">${acts.map((act) => actControl(visit, matter, act))}</div></section>`}</div>
<aside>${summary(visit, matter)}</aside></div>`,
  };
}

/** What has just happened, said first. */
function news(visit: Visit, type: MatterType, matter: Matter): Content {
  const { say, request } = visit;
  if (asked(request, 'sent') !== '') return html`<div class="done-box" role="status"><h2>${say(type.guide ? 'mine.sent' : 'mine.sentReport')}</h2><p>${say('mine.number')}<span class="big-number">${matter.number}</span></p><p class="gap-s">${say('mine.sentNext')}</p></div>`;
  if (asked(request, 'rated') !== '') return html`<p class="done-box" role="status">${say(asked(request, 'rated') === 'bad' ? 'mine.ratedBad' : 'mine.rated')}</p>`;
  const done = Object.values(type.lifecycle).flatMap(({ acts }) => Object.entries(acts)).find(([key]) => key === asked(request, 'done'))?.[1];
  return done && html`<p class="done-box" role="status">${say('mine.doneNow', { act: visit.declared(done.title) })}</p>`;
}

/** The one vermilion box of the page: what is asked, by when, and the way to do it. */
function yourTurn(visit: Visit, matter: Matter, entries: readonly TimelineEntry[], acts: readonly OpenAct[]): Html {
  const { say, now, locale } = visit;
  const said = entries.findLast(({ reason, organ }) => reason !== null && organ !== null)?.reason;
  return html`<section class="yours-box"><h2>${say('mine.yourTurn')}</h2>${said && html`<p><span class="quiet">${say('mine.said')}</span>${said}</p>`}${matter.dueAt && html`<p>${say('mine.yourTurnUntil')} <b>${moment(matter.dueAt, now, locale)}</b></p>`}<div class="actions">${acts.map((act) => actControl(visit, matter, act))}</div></section>`;
}

/** A button where one press is enough; where something is asked or the matter would end, the way to a page of its own. */
function actControl(visit: Visit, matter: Matter, act: OpenAct): Html {
  const path = `/mine/${matter.id}/acts/${act.key}`;
  const atOnce = act.primary && !act.asks && !act.corrects && act.reason === null && act.needs.length === 0;
  if (!atOnce) return html`<a class="button${act.primary ? ' primary' : ''}" href="${path}">${act.title}</a>`;
  return html`<form method="post" action="${path}">${csrf(visit)}<input type="hidden" name="version" value="${matter.version}"><button class="primary">${act.title}</button></form>`;
}

function result(visit: Visit, matter: Matter, proofs: readonly Proof[]): Content {
  const { say } = visit;
  if (matter.outcome === 'refused') return html`<p class="note">${say('mine.refusedHelp')}</p>`;
  return proofs.length > 0 && html`<section><h2>${say('mine.results')}</h2><ul class="rows">${proofs.map((proof) => html`<li><a href="${`/licences/${proof.identifier}`}">${say('mine.seeLicence')}</a><p class="quiet small">${proof.number}</p></li>`)}</ul></section>`;
}

function rateInvitation({ say }: Visit, matter: Matter): Html {
  return html`<section class="asked-box" id="rate"><h2>${say('mine.rate')}</h2><p class="quiet">${say('mine.rateLead')}</p><ul class="levels">${([5, 4, 3, 2, 1] as const).map((level) => html`<li><a class="button" href="${`/mine/${matter.id}/rating?level=${level}`}">${say(`rating.${level}`)}</a></li>`)}</ul></section>`;
}

async function yourRating({ house, say, locale, now }: Visit, matter: Matter): Promise<Html> {
  const rating = await ratingOf(house.db, matter.id);
  if (!rating) return nothing;
  const tags = tagsOf(rating.level).filter(({ code }) => rating.tags.includes(code)).map((tag) => tag[locale]);
  return html`<section><h2>${say('mine.yourRating')}</h2><p><b>${say(`rating.${rating.level}`)}</b> <span class="quiet">· ${moment(rating.at, now, locale)}</span></p>${tags.length > 0 && html`<p>${tags.join(say('words.comma'))}</p>`}${rating.words && html`<p>${rating.words}</p>`}</section>`;
}

function summary({ say, house, now, locale }: Visit, matter: Matter): Html {
  const stopped = matter.stops.some(({ until }) => until === null);
  const facts: (readonly [string, Content])[] = [
    [say('mine.number'), html`<span class="number">${matter.number}</span>`],
    [say('mine.organ'), organName(house, matter.organ)],
    [say('mine.opened'), moment(matter.openedAt, now, locale)],
  ];
  if (matter.endedAt) facts.push([say('mine.endedAt'), moment(matter.endedAt, now, locale)]);
  else if (stopped) facts.push([say('mine.promised'), say('mine.paused')]);
  else if (matter.promiseDueAt) facts.push([say('mine.promised'), moment(matter.promiseDueAt, now, locale)]);
  return html`<dl class="facts">${facts.map(([term, value]) => html`<div class="fact"><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** What was sent, as far as this reader may see it. */
async function sentForm(visit: Visit, type: MatterType, matter: Matter): Promise<Html> {
  const { say, declared, reader } = visit;
  const form = localised(formFor(type.form, matter.answers), declared);
  const { form: values } = shownForm(type, matter, reader);
  const ids = [...Object.values(values).flat().map(String), ...Object.values(matter.materials).flatMap(({ files }) => files ?? [])];
  const context = await contextFor(visit, [form], ids);
  const materials = materialsFor(type, matter.answers);
  return html`<section><details><summary>${say('mine.sentForm')}</summary><dl class="facts">${type.questions.map(({ key, title, options }) => html`<div class="fact"><dt>${declared(title)}</dt><dd>${declared(options[matter.answers[key] ?? ''] ?? '')}</dd></div>`)}${fieldsOf(form).map((field) => showField(field, values[field.name], context))}${materials.map((material) => {
    const given = matter.materials[material.key];
    const names = (given?.files ?? []).map((file) => context.files.get(file)?.name ?? file);
    return html`<div class="fact"><dt>${declared(material.title)}</dt><dd>${given?.licence ? html`<a href="${`/licences/${given.licence}`}">${declared(material.from?.title ?? '')}</a>` : names.length > 0 ? names.join(say('words.comma')) : given?.later ? say('apply.laterSaid') : say('form.notGiven')}</dd></div>`;
  })}</dl></details></section>`;
}
