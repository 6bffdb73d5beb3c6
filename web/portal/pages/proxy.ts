import type { FastifyReply } from 'fastify';
import { audit } from '#kernel/audit/audit.ts';
import { Refusal } from '#kernel/errors/refusal.ts';
import { serviceItems } from '#domain/matter/search.ts';
import { matterTypes } from '#domain/matter/define.ts';
import { findEnterprise } from '#domain/subject/enterprises.ts';
import { maskName } from '#domain/subject/identifiers/mask.ts';
import { nameOf } from '#domain/subject/names.ts';
import { endMandate, giveMandate, mandatesOf, principalsOf, spokenFor, type Mandate } from '#domain/subject/personal/mandates.ts';
import { whoAsks } from '#domain/subject/reader.ts';
import { isFresh, mustBeFresh, ownSession } from '#domain/subject/sign-in/step-up.ts';
import { addDays } from '#kernel/time/day.ts';
import { askBox, form, refusalNote } from '../account/box.ts';
import type { Sent } from '../form/body.ts';
import { typedText } from '../form/kind.ts';
import { html, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import type { Shown } from '../routes.ts';
import { actingCookie, type Visit } from '../visit.ts';

type Typed = { readonly agentName: string; readonly agentIdNumber: string; readonly untilDay: string; readonly scope: string };
const blank: Typed = { agentName: '', agentIdNumber: '', untilDay: '', scope: '' };

/** `/proxy`: whom I act for, who acts for me, and the form that lets somebody act. Both sides may end it at any time. */
export async function proxyPage(visit: Visit, refusal: Refusal | null = null, typed: Typed = blank): Promise<Page> {
  const { house, reader, say, declared } = visit;
  const own = reader.subjectId;
  const all = own === null ? [] : await mandatesOf(house.db, own);
  const [given, received] = [all.filter(({ principalId }) => principalId === own), all.filter(({ agentId }) => agentId === own)];
  const fresh = isFresh(await ownSession(house, visit.request));
  const isEnterprise = own !== null && (await findEnterprise(house.db, own)) !== null;
  const items = serviceItems(house);
  const rows = async (list: readonly Mandate[], side: 'principalId' | 'agentId') => (list.length === 0 ? html`<p class="empty">${say(side === 'principalId' ? 'proxy.receivedNone' : 'proxy.givenNone')}</p>` : html`<ul class="rows">${await Promise.all(list.map((mandate) => row(visit, mandate, mandate[side])))}</ul>`);
  return {
    title: say('proxy.title'), section: 'data', ...(refusal ? { status: refusal.entry.status, faulty: true } : {}),
    body: html`<p class="crumb"><a href="/my-data">${say('data.title')}</a></p>${refusalNote(visit, refusal)}<h1>${say('proxy.title')}</h1><p class="page-head reading">${say('proxy.lead')}</p>
<section class="reading"><h2>${say('proxy.received')}</h2>${await rows(received, 'principalId')}</section>
<section class="reading gap"><h2>${say('proxy.given')}</h2>${await rows(given, 'agentId')}</section>
<section class="reading gap"><h2>${say(isEnterprise ? 'proxy.newStaff' : 'proxy.new')}</h2><p>${say('proxy.newLead')}</p>${own === null ? html`<p class="empty">${say('data.knownNone')}</p>` : !fresh ? html`<div class="actions"><a class="button primary" href="/prove?back=/proxy">${say('proxy.proveFirst')}</a></div>` : form(visit, '/proxy', html`<div class="gap-s">${askBox(visit, { name: 'agentName', label: say('proxy.name'), value: typed.agentName, autocomplete: 'off', longest: 60 })}${askBox(visit, { name: 'agentIdNumber', label: say('proxy.idNumber'), hint: say('proxy.idHint'), value: typed.agentIdNumber, autocomplete: 'off', width: 'w-20', longest: 18 })}<div class="field"><label for="f-scope">${say('proxy.scope')}</label><select id="f-scope" name="scope"><option value="">${say('proxy.everything')}</option>${items.map(({ key, title }) => html`<option value="${key}"${key === typed.scope ? html` selected` : ''}>${declared(title)}</option>`)}</select></div><div class="field"><label for="f-untilDay">${say('proxy.until')}</label><input type="date" class="w-20" id="f-untilDay" name="untilDay" required value="${typed.untilDay || addDays(visit.today, 90)}"></div></div><div class="actions"><button class="primary">${say('proxy.give')}</button></div>`)}<p class="quiet gap-s">${say('proxy.window')}</p></section>`,
  };
}

async function row(visit: Visit, { id, kind, matterTypes: types, untilDay, endedAt, endWhy, principalId }: Mandate, other: string): Promise<Html> {
  const { house, say, declared, reader } = visit;
  const name = (await nameOf(house.db, house, other)) ?? '—';
  const shown = principalId === reader.subjectId || (await findEnterprise(house.db, other)) ? name : maskName(name);
  const mayActNow = !endedAt && principalId !== reader.subjectId && (untilDay === null || untilDay >= visit.today);
  const scope = types === null ? say('proxy.everything') : types.map((key) => declared(house.declared.find(matterTypes, key)?.title ?? key)).join(say('words.comma'));
  return html`<li class="row-with-act"><div><b>${shown}</b> <span class="quiet">${say(`proxy.kind.${kind}`)}</span>${endedAt && html` <span class="stamp void">${say('proxy.ended')}</span>`}<p>${scope}</p><p class="quiet small">${untilDay ? say('proxy.untilDay', { day: untilDay }) : say('proxy.noEnd')}${endWhy && html` · ${endWhy}`}</p></div>${mayActNow && form(visit, '/proxy/act', html`<button name="for" value="${principalId}" aria-label="${`${say('proxy.actFor')} ${shown}`}">${say('proxy.actFor')}</button>`)}${!endedAt && form(visit, `/proxy/${id}/end`, html`<button class="bare" aria-label="${`${say('proxy.end')} ${shown}`}">${say('proxy.end')}</button>`)}</li>`;
}

export async function takeMandate(visit: Visit, { typed }: Sent): Promise<Shown> {
  const { house, reader, request } = visit;
  const { subjectId, accountId } = reader;
  if (subjectId === null || accountId === null) return { to: '/proxy' };
  const given: Typed = { agentName: typedText(typed, 'agentName'), agentIdNumber: typedText(typed, 'agentIdNumber').toUpperCase(), untilDay: typedText(typed, 'untilDay'), scope: typedText(typed, 'scope') };
  try {
    await mustBeFresh(house, request);
    const kind = (await findEnterprise(house.db, subjectId)) ? 'staff' as const : 'agent' as const;
    const until = /^\d{4}-\d{2}-\d{2}$/.test(given.untilDay) && !Number.isNaN(Date.parse(given.untilDay)) ? given.untilDay : null;
    await house.db.begin((tx) => giveMandate(tx, house, { kind, principalId: subjectId, agentName: given.agentName, agentIdNumber: given.agentIdNumber, untilDay: until, matterTypes: given.scope === '' ? null : [given.scope], channel: 'portal' }, { ...whoAsks(request), accountId }));
    return { to: '/proxy' };
  } catch (error) {
    if (error instanceof Refusal) return proxyPage(visit, error, given);
    throw error;
  }
}

/** From now on the reader applies for somebody else, until they leave it or the mandate ends. */
export async function takeActing({ house, reader, request }: Visit, { typed }: Sent, _parameters: unknown, reply: FastifyReply): Promise<Shown> {
  const chosen = typedText(typed, 'for');
  const found = reader.subjectId === null ? undefined : (await principalsOf(house.db, house, reader.subjectId)).find(({ id }) => id === chosen);
  if (!found) return { to: '/proxy' };
  await audit(house.db, { ...whoAsks(request), act: 'mandate.act', object: 'person', objectId: found.id, subjects: [found.id] });
  reply.setCookie(actingCookie, found.id, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 3600 });
  return { to: '/items' };
}

export function takeLeaving(_visit: Visit, _sent: Sent, _parameters: unknown, reply: FastifyReply): Shown {
  reply.clearCookie(actingCookie, { path: '/' });
  return { to: '/proxy' };
}

export async function takeMandateEnd({ house, reader, request, say }: Visit, id: string): Promise<Shown> {
  const { subjectId, accountId } = reader;
  if (subjectId !== null && accountId !== null) await house.db.begin(async (tx) => endMandate(tx, id, { subjects: await spokenFor(tx, house, subjectId) }, say('proxy.endWhy'), { ...whoAsks(request), accountId }));
  return { to: '/proxy' };
}
