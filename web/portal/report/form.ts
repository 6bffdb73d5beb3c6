import { refuse } from '#kernel/errors/common.ts';
import { Refusal } from '#kernel/errors/refusal.ts';
import { fieldsOf, type Field } from '#kernel/schema/fields.ts';
import type { TObject } from 'typebox';
import { matterTypes, type MatterType } from '#domain/matter/define.ts';
import { joinMatter, neighboursOf, type Neighbour } from '#domain/matter/duplicates.ts';
import { stateTitle } from '#domain/matter/lifecycle.ts';
import { mayOpen, submit } from '#domain/matter/submit.ts';
import { placeOf } from '#domain/place/locate.ts';
import { assetPaths } from '../assets.ts';
import { askField } from '../form/ask.ts';
import type { Sent } from '../form/body.ts';
import { withOwnFiles } from '../form/context.ts';
import { faultsByName, faultSummary, noFaults, withRefused, type Faults } from '../form/faults.ts';
import { typedText, type FormContext, type Typed } from '../form/kind.ts';
import { localised, readForm } from '../form/read.ts';
import { moment } from '../friendly.ts';
import { html, type Html } from '../html.ts';
import { csrf, withCsrf, type Page } from '../page.ts';
import type { Shown } from '../routes.ts';
import type { Visit } from '../visit.ts';
import { askPlace, chosenPoint, follow, type Choosing } from './place.ts';

/** What citizens may report here: public matters that are no service items and that anybody, or anybody signed in, may open. */
export const reportTypes = ({ house }: Visit): MatterType[] => house.declared.all(matterTypes).filter((type) => type.public && !type.guide && (type.openedBy === 'anybody' || type.openedBy === 'signed-in'));

/** `/report`: straight to the form where there is one kind of report, else a choice. */
export function reportPage(visit: Visit): Shown {
  const { say, declared } = visit;
  const types = reportTypes(visit);
  if (types.length === 1 && types[0]) return { to: `/report/${types[0].key}` };
  return { title: say('report.title'), section: 'report', body: html`<div class="reading"><h1>${say('report.title')}</h1><p class="page-head">${say('report.lead')}</p>${types.length === 0 ? html`<p class="empty">${say('report.none')}</p>` : html`<h2>${say('report.kinds')}</h2><ul class="rows gap-s">${types.map((type) => html`<li><a href="${`/report/${type.key}`}">${declared(type.title)}</a></li>`)}</ul>`}</div>` };
}

type Report = { readonly type: MatterType; readonly form: TObject; readonly fields: readonly Field[]; readonly spot: Field | null; readonly path: string };

export async function reportFormPage(visit: Visit, key: string): Promise<Shown> {
  const report = mustFind(visit, key);
  if (!mayOpen(visit.reader, report.type)) return { to: `/sign-in?back=${encodeURIComponent(report.path)}` };
  const choosing = report.spot ? await follow(visit, report.spot, {}) : null;
  const { context } = await withOwnFiles(visit, [report.form], report.fields, {});
  return render(visit, report, {}, choosing, noFaults, context);
}

/** Takes a report: helps to find the place, shows what is known nearby, then opens it. */
export async function takeReport(visit: Visit, { typed: sent, refused }: Sent, key: string): Promise<Shown> {
  const { house, reader, request, locale, say } = visit;
  const report = mustFind(visit, key);
  if (!mayOpen(reader, report.type)) return { to: `/sign-in?back=${encodeURIComponent(report.path)}` };
  const own = await withOwnFiles(visit, [report.form], report.fields, sent);
  const choosing = report.spot ? await follow(visit, report.spot, keptFiles(report, own.typed)) : null;
  const typed = choosing?.typed ?? keptFiles(report, own.typed);
  if (choosing?.choosing) return render(visit, report, typed, choosing, withRefused(noFaults, refused, report.fields), own.context);
  const { values, faults: found } = readForm(report.form, typed, own.context);
  const faults = withRefused(found, refused, report.fields);
  const point = report.spot ? chosenPoint(report.spot, typed) : null;
  if (report.spot && point && !faults.has(report.spot.name) && !(await placeOf(house, point))) faults.set(report.spot.name, say('report.outside'));
  if (faults.size > 0) return { ...(await render(visit, report, typed, choosing, faults, own.context)), status: 422 };
  if (point && typedText(typed, 'seen') === '') {
    const near = (await neighboursOf(house.db, house, { type: report.type.key, point, words: wordsIn(report, values) })).filter(({ alike, metres }) => alike || metres <= 50);
    if (near.length > 0) return samePage(visit, report, typed, near);
  }
  try {
    const opened = await house.db.begin((tx) => submit(tx, house, reader, { type: report.type.key, form: values, point, address: addressIn(report, values) }, { source: 'portal', traceId: request.traceId, address: request.ip }));
    return { to: reader.accountId === null ? `/reports/${opened.number}?sent=1` : `/mine/${opened.id}?sent=1` };
  } catch (error) {
    if (!(error instanceof Refusal) || error.faults.length === 0) throw error;
    return { ...(await render(visit, report, typed, choosing, faultsByName(error.faults, locale), own.context)), status: 422 };
  }
}

/** "This is the same": joins a report that is open already. */
export async function takeJoin({ house, reader }: Visit, { typed }: Sent): Promise<Shown> {
  const note = typedText(typed, 'note').slice(0, 1000) || null;
  const matter = await house.db.begin((tx) => joinMatter(tx, house, reader, typedText(typed, 'matter'), note));
  return { to: `/reports/${matter.number}?joined=1` };
}

function mustFind(visit: Visit, key: string): Report {
  const type = reportTypes(visit).find((each) => each.key === key);
  if (!type) throw refuse('NOT_FOUND');
  const form = localised(type.form, visit.declared);
  const fields = fieldsOf(form);
  return { type, form, fields, spot: fields.find(({ kind }) => kind === 'point') ?? null, path: `/report/${key}` };
}

/** Files that have just arrived stand among the kept ones, so that a page in between does not lose them. */
const keptFiles = ({ fields }: Report, typed: Typed): Typed => ({ ...typed, ...Object.fromEntries(fields.filter(({ kind }) => kind === 'files').flatMap(({ name }) => {
  const dropped = typed[`${name}-drop`] ?? [];
  return [[`${name}-kept`, [...(typed[`${name}-kept`] ?? []), ...(typed[name] ?? [])].filter((id) => !dropped.includes(id))], [name, []], [`${name}-drop`, []]];
})) });

const textsIn = ({ fields }: Report, values: Readonly<Record<string, unknown>>, kind: 'text' | 'longText') => fields.filter((field) => field.kind === kind).map(({ name }) => values[name]).filter((value) => typeof value === 'string');
const wordsIn = (report: Report, values: Readonly<Record<string, unknown>>): string => [...textsIn(report, values, 'longText'), ...textsIn(report, values, 'text')].join(' ').slice(0, 500);
const addressIn = (report: Report, values: Readonly<Record<string, unknown>>): string | null => textsIn(report, values, 'text')[0] ?? null;

async function render(visit: Visit, report: Report, typed: Typed, choosing: Choosing | null, faults: Faults, context: FormContext): Promise<Page> {
  const { say, declared } = visit;
  const { type, fields, spot, path } = report;
  const asked = fields.filter((field) => field !== spot);
  return {
    title: declared(type.title), section: 'report', faulty: faults.size > 0, scripts: [assetPaths.report],
    body: html`<div class="reading">${faultSummary(faults, fields, context)}<h1>${declared(type.title)}</h1><p class="page-head">${say('report.lead')}</p>
<form method="post" action="${withCsrf(visit, path)}" enctype="multipart/form-data" novalidate data-shrink>${asked.map((field) => askField({ field, typed, fault: faults.get(field.name) }, context))}
${spot && choosing && (await askPlace(visit, spot, choosing, faults.get(spot.name), path))}<div class="actions"><button class="primary" name="then" value="send">${say('report.send')}</button></div></form></div>`,
  };
}

/** What is known nearby, before anything is opened twice. */
function samePage(visit: Visit, { path, fields }: Report, typed: Typed, near: readonly Neighbour[]): Page {
  const { say } = visit;
  const note = fields.filter(({ kind }) => kind === 'longText').map(({ name }) => typedText(typed, name)).join('\n');
  const carried = Object.entries(typed).filter(([name]) => !['_csrf', 'then', 'seen', 'pick', 'place', 'map.x', 'map.y'].includes(name)).flatMap(([name, values]) => values.map((value) => html`<input type="hidden" name="${name}" value="${value}">`));
  return {
    title: say('report.same'), section: 'report',
    body: html`<div class="reading"><h1>${say('report.same')}</h1><p class="page-head">${say('report.sameLead')}</p><ul class="rows">${near.map((each) => nearRow(visit, path, each, note))}</ul>
<form method="post" action="${withCsrf(visit, path)}" enctype="multipart/form-data">${carried}<input type="hidden" name="seen" value="1"><div class="actions"><button name="then" value="send">${say('report.notSame')}</button></div></form></div>`,
  };
}

function nearRow(visit: Visit, path: string, { id, number, type, title, state, openedAt, metres, reporters }: Neighbour, note: string): Html {
  const { say, house, declared, now, locale } = visit;
  const known = house.declared.find(matterTypes, type);
  return html`<li><a href="${`/reports/${number}`}" target="_blank" rel="noopener">${declared(title)}<span class="unseen">${say('site.opensNew')}</span></a><p class="small"><span class="state moving">${declared(known ? stateTitle(known, state) : state)}</span> <span class="quiet">· ${say('report.sameRow', { metres, count: reporters })} · ${moment(openedAt, now, locale)}</span></p><form method="post" action="${`${path}/join`}">${csrf(visit)}<input type="hidden" name="matter" value="${id}"><input type="hidden" name="note" value="${note}"><button>${say('report.isSame')}</button></form></li>`;
}
