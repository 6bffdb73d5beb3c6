import { Type } from 'typebox';
import { fieldsOf, text } from '#kernel/schema/fields.ts';
import { stateWords } from '#domain/proof/licence/state.ts';
import { verifyProof, type Verification } from '#domain/proof/verify.ts';
import { askField } from '../form/ask.ts';
import { bareContext } from '../form/context.ts';
import { faultSummary, noFaults, type Faults } from '../form/faults.ts';
import { plain } from '../form/kind.ts';
import { moment } from '../friendly.ts';
import { html } from '../html.ts';
import type { Page } from '../page.ts';
import type { Shown } from '../routes.ts';
import { asked, type Visit } from '../visit.ts';
import { licenceCard } from './card.ts';

/** `/verify`: a box for the identifier; with one in the address, on to what it says. */
export function verifyForm(visit: Visit): Shown {
  const identifier = plain(asked(visit.request, 'identifier')).replace(/\s/g, '');
  return identifier === '' ? form(visit, '', asked(visit.request, 'ready') === '' ? noFaults : new Map([['identifier', visit.say('verify.identifierHint')]])) : { to: `/verify/${encodeURIComponent(identifier)}` };
}

/** `/verify/:identifier`: whether a licence holds, for anybody, looked up and checked at this moment. */
export async function verifyPage(visit: Visit, identifier: string): Promise<Page> {
  const { house, say } = visit;
  const verification = await verifyProof(house.db, house, identifier);
  if (!verification) {
    const words = new Map([['identifier', say('verify.noneNext', { identifier: identifier.slice(0, 120) })]]);
    return { ...form(visit, identifier.slice(0, 160), words, say('verify.none')), status: 404 };
  }
  return result(visit, verification);
}

function result(visit: Visit, { facts, state, stateWhy, stateSince, signatureHolds }: Verification): Page {
  const { say, now, locale } = visit;
  const valid = state === 'valid' && signatureHolds;
  const verdict = !signatureHolds ? say('verify.forged') : valid ? say('verify.valid') : say('verify.invalid', { state: stateWords[state][locale] });
  return {
    title: verdict,
    body: html`<div class="reading"><div class="${valid ? 'done-box' : 'yours-box'}"><h1>${verdict}</h1>${!valid && stateWhy && html`<p>${say('licence.why', { why: stateWhy })}</p>`}${state !== 'valid' && html`<p>${stateWords[state][locale]} · ${say('licence.stateSince')} ${moment(stateSince, now, locale)}</p>`}<p class="gap-s">${say('verify.compare')}</p></div>
${licenceCard(visit, facts, state, { holds: signatureHolds, level: 'h2' })}
<dl class="facts gap-s"><div class="fact"><dt>${say('verify.signature')}</dt><dd>${say(signatureHolds ? 'verify.signatureHolds' : 'verify.signatureFails')}</dd></div><div class="fact"><dt>${say('verify.checkedAt')}</dt><dd>${moment(now, now, locale)}</dd></div></dl>
<p class="actions"><a class="button" href="/verify">${say('verify.again')}</a></p></div>`,
  };
}

function form(visit: Visit, typed: string, faults: Faults, title?: string): Page {
  const { say } = visit;
  const context = bareContext(visit);
  const fields = fieldsOf(Type.Object({ identifier: text(say('verify.identifier'), { hint: say('verify.identifierHint'), maxLength: 160 }) }));
  return {
    title: title ?? say('verify.title'), faulty: faults.size > 0,
    body: html`<div class="reading">${faultSummary(faults, fields, context)}<h1>${title ?? say('verify.title')}</h1><p class="page-head">${say('verify.lead')}</p><form action="/verify" novalidate>${fields.map((field) => askField({ field, typed: { identifier: [typed] }, fault: faults.get(field.name) }, context))}<div class="actions"><button class="primary" name="ready" value="1">${say('verify.button')}</button></div></form></div>`,
  };
}
