import { checked } from '#kernel/schema/check.ts';
import { Refusal } from '#kernel/errors/refusal.ts';
import { dayOf } from '#kernel/time/day.ts';
import { fullDay } from '#kernel/time/friendly.ts';
import { proofsOf } from '#domain/proof/read.ts';
import { draftsOf } from '#domain/matter/drafts.ts';
import { matterTypes } from '#domain/matter/define.ts';
import { mattersOf } from '#domain/matter/read.ts';
import { submit } from '#domain/matter/submit.ts';
import { findEnterprise } from '#domain/subject/enterprises.ts';
import { maskAddress, maskCitizenId, maskPhone } from '#domain/subject/identifiers/mask.ts';
import { certificatesOf } from '#domain/subject/personal/erase.ts';
import { isErasing } from '#domain/subject/personal/erase-person.ts';
import { changesOf, findPerson } from '#domain/subject/persons.ts';
import { isFresh, ownSession } from '#domain/subject/sign-in/step-up.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { form, refusalNote } from '../account/box.ts';
import type { Sent } from '../form/body.ts';
import { typedText } from '../form/kind.ts';
import { html, nothing, type Content, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import type { Shown } from '../routes.ts';
import { asked, type Visit } from '../visit.ts';
import { consentingOf } from './consenting.ts';
import { consentFaults, consentSection, type SentConsent } from './my-consents.ts';
import { latestSeen } from './seen.ts';

/** The kinds of request people may make about their data, as the pack declares them. */
const requests = ['personal-access', 'personal-correction', 'personal-deletion'] as const;
type RequestKey = (typeof requests)[number];

/** `/my-data`: who looked at what, when and why; what is on record; what was agreed to; what may be asked. */
export async function myDataPage(visit: Visit, { refusal = null, sent = null }: { refusal?: Refusal | null; sent?: SentConsent } = {}): Promise<Page> {
  const { say } = visit;
  const number = asked(visit.request, 'asked', 30);
  const consenting = await consentingOf(visit);
  const fresh = isFresh(await ownSession(visit.house, visit.request));
  return {
    title: say('data.title'), section: 'data', faulty: refusal !== null || sent !== null, ...(refusal ? { status: refusal.entry.status } : {}),
    body: html`${refusalNote(visit, refusal)}${consentFaults(consenting, sent)}<h1>${say('data.title')}</h1>${number !== '' && html`<p class="note" role="status">${say('data.askedNow', { number })} <a href="${`/mine/${encodeURIComponent(number)}`}">${say('data.askedSee')}</a></p>`}<p class="page-head reading">${say('data.lead')}</p>
<section><h2>${say('data.seen')}</h2>${await latestSeen(visit)}</section>
<section class="reading gap"><h2>${say('data.known')}</h2>${await known(visit, fresh)}${await counts(visit)}<div class="actions">${fresh ? html`<a class="button" href="/api/v1/me/data-copy" download>${say('data.copy')}</a>` : html`<a class="button" href="/prove?back=/my-data">${say('data.proveFirst')}</a>`}<a href="/proxy">${say('proxy.title')}</a></div></section>
<section class="reading gap" id="consents"><h2>${say('data.consents')}</h2>${consentSection(visit, consenting, sent)}</section>
<section class="reading gap" id="ask"><h2>${say('data.wrong')}</h2><p>${say('data.wrongText')}</p>${requests.map((key) => askForm(visit, key))}</section>
${await certificates(visit)}`,
  };
}

/** The registries' own entries: in full to the reader who has just shown a second factor, else masked, for a phone may be left lying about. */
async function known({ house, reader, say, locale }: Visit, fresh: boolean): Promise<Html> {
  if (reader.subjectId === null) return html`<p>${say('data.knownNone')}</p>`;
  const enterprise = await findEnterprise(house.db, reader.subjectId);
  const person = await findPerson(house.db, house, enterprise?.legalPerson ?? reader.subjectId);
  const facts = (title: string, asOf: Date, pairs: readonly (readonly [string, Content])[]) => html`<h3>${title} <span class="quiet small">${say('data.asOf', { time: fullDay(dayOf(asOf), locale) })}</span></h3><dl class="facts gap-s">${pairs.map(([term, value]) => html`<div class="fact"><dt>${term}</dt><dd>${value || '—'}</dd></div>`)}</dl>`;
  if (!enterprise && !person) return html`<p>${say('data.knownNone')}</p>`;
  const changes = person ? await changesOf(house.db, house, person.id) : [];
  return html`${enterprise && facts(say('data.enterprise'), enterprise.updatedAt, [[say('data.enterpriseName'), enterprise.name], [say('data.uscc'), enterprise.uscc], [say('data.kind'), enterprise.kind], [say('data.address'), enterprise.address], [say('data.founded'), fullDay(enterprise.founded, locale)]])}${person && facts(say('data.person'), person.updatedAt, [[say('data.name'), person.name], [say('data.idNumber'), fresh ? person.idNumber : maskCitizenId(person.idNumber, 'staff')], [say('data.born'), fullDay(person.born, locale)], [say('data.phone'), fresh ? person.phone : maskPhone(person.phone ?? '')], [say('data.address'), fresh ? person.address : maskAddress(person.address ?? '')]])}${changes.length > 0 && html`<p class="quiet small">${say('data.corrected', { count: changes.length })}</p>`}`;
}

/** What else the city holds: how many, and where to see them. */
async function counts({ house, reader, say }: Visit): Promise<Html> {
  if (reader.accountId === null) return nothing;
  const [matters, drafts, proofs] = await Promise.all([mattersOf(house.db, house, reader.accountId, reader.subjectId, 1000), draftsOf(house.db, house, reader.accountId), reader.subjectId === null ? [] : proofsOf(house.db, house, reader.subjectId, 1000)]);
  const line = (title: string, count: number, path: string) => html`<div class="fact"><dt>${title}</dt><dd><a href="${path}">${say('data.count', { count })}</a></dd></div>`;
  return html`<h3>${say('data.elsewhere')}</h3><dl class="facts gap-s">${line(say('data.matters'), matters.length, '/mine')}${line(say('data.drafts'), drafts.length, '/mine')}${line(say('data.licences'), proofs.length, '/licences')}</dl>`;
}

/** One request, folded until it is wanted: its few questions, its deadline, its button. */
function askForm(visit: Visit, key: RequestKey): Html {
  const { house, say, declared } = visit;
  const type = house.declared.find(matterTypes, key);
  if (!type) return nothing;
  const fields = fieldsOf(type.form).filter(({ kind }) => kind !== 'files');
  const control = (name: string, kind: string, labels: Readonly<Record<string, string>>) => {
    const id = `${key}-${name}`;
    if (kind === 'choice') return html`<select id="${id}" name="${name}" required>${Object.entries(labels).map(([value, title]) => html`<option value="${value}">${declared(title)}</option>`)}</select>`;
    return kind === 'longText' ? html`<textarea id="${id}" name="${name}" rows="3" maxlength="1000" required></textarea>` : html`<input type="text" id="${id}" name="${name}" maxlength="200" autocomplete="off" required>`;
  };
  return html`<details class="gap-s"><summary>${declared(type.title)}</summary>${form(visit, `/my-data/ask/${key}`, html`<p class="quiet gap-s">${say(`data.promise.${key}`)}</p><div class="gap-s">${fields.map(({ name, kind, title, labels }) => html`<div class="field"><label for="${`${key}-${name}`}">${declared(title)}</label>${control(name, kind, labels)}</div>`)}</div><div class="actions"><button class="primary">${say('data.ask')}</button></div>`)}</details>`;
}

type Place = { readonly place: string; readonly erased: number; readonly kept: number; readonly why: string | null; readonly files?: readonly { readonly before: string; readonly after: string | null }[] };

/** Certificates of deletion, each with the places it lists and the digests of the files it emptied or removed. */
async function certificates({ house, reader, say }: Visit): Promise<Html> {
  if (reader.subjectId === null) return nothing;
  const [all, searching] = await Promise.all([certificatesOf(house.db, reader.subjectId), isErasing(house.db, reader.subjectId)]);
  if (all.length === 0) return nothing;
  return html`<section class="gap"><h2>${say('data.certificates')}</h2>${searching && html`<p class="quiet">${say('data.searching')}</p>`}${all.map(({ id, statement }) => {
    const { at, request, cause, places } = JSON.parse(statement) as { at: string; request: string | null; cause: string; places: Place[] };
    const touched = places.flatMap(({ files = [] }) => files);
    const found = places.filter(({ erased, kept }) => erased + kept > 0);
    return html`<h3 class="gap-s">${request ?? id} · ${say(cause === 'copies' ? 'data.causeCopies' : 'data.causeTables')} <span class="quiet small">${at.slice(0, 10)}</span></h3>${found.length === 0 ? html`<p>${say('data.nothingFound')}</p>` : html`<table class="table stacks"><thead><tr><th scope="col">${say('data.place')}</th><th scope="col" class="num">${say('data.erased')}</th><th scope="col" class="num">${say('data.kept')}</th><th scope="col">${say('data.keptWhy')}</th></tr></thead><tbody>${found.map(({ place, erased, kept, why }) => html`<tr><th scope="row">${place}</th><td class="num" data-label="${say('data.erased')}">${erased}</td><td class="num" data-label="${say('data.kept')}">${kept}</td><td>${why ?? '—'}</td></tr>`)}</tbody></table>`}${touched.length > 0 && html`<details class="gap-s"><summary>${say('data.digests', { count: touched.length })}</summary><ul class="small">${touched.map(({ before, after }) => html`<li class="identifier">${before} → ${after ?? say('data.removed')}</li>`)}</ul></details>`}<p class="quiet small">${say('data.signed', { id })}</p>`;
  })}</section>`;
}

/** Opens a request about one's data; back on the page, its number is told. */
export async function takeDataRequest(visit: Visit, { typed }: Sent, key: string): Promise<Shown> {
  const { house, reader, request } = visit;
  const type = requests.includes(key as RequestKey) ? house.declared.find(matterTypes, key) : undefined;
  if (!type) return { to: '/my-data' };
  try {
    const given = Object.fromEntries(fieldsOf(type.form).map(({ name }) => [name, typedText(typed, name)]).filter(([, value]) => value !== ''));
    const opened = await house.db.begin(async (tx) => submit(tx, house, reader, { type: key, form: checked<Record<string, unknown>>(type.form, given, '/form') }, { source: 'portal', traceId: request.traceId, address: request.ip }));
    return { to: `/my-data?asked=${encodeURIComponent(opened.number)}` };
  } catch (error) {
    if (error instanceof Refusal) return myDataPage(visit, { refusal: error });
    throw error;
  }
}
