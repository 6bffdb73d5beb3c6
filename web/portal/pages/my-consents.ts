import { fieldsOf } from '#kernel/schema/fields.ts';
import { addDays } from '#kernel/time/day.ts';
import { fullDay } from '#kernel/time/friendly.ts';
import { toWhomName } from '#domain/subject/personal/consent-terms.ts';
import { isInForce, type Consent } from '#domain/subject/personal/consents.ts';
import { form } from '../account/box.ts';
import { askField, typedFrom } from '../form/ask.ts';
import { faultSummary, noFaults, type Faults } from '../form/faults.ts';
import type { Typed } from '../form/kind.ts';
import { moment } from '../friendly.ts';
import { attributes, html, type Html } from '../html.ts';
import type { Visit } from '../visit.ts';
import { childrenWithout, soleSubject, type Consenting } from './consenting.ts';

/** What was sent and what is wrong with it; null where nothing was sent. */
export type SentConsent = { readonly typed: Typed; readonly faults: Faults } | null;

/** How long a consent is offered to last; the reader may choose another day. */
const offeredDays = 90;

/** What is wrong with the form, for the top of the page. */
export const consentFaults = (consenting: Consenting | null, sent: SentConsent): Html | null => consenting && faultSummary(sent?.faults ?? noFaults, fieldsOf(consenting.asks), consenting.context);

/** Consents with the way to take each back, as easy as giving it, and the form that gives another. */
export function consentSection(visit: Visit, consenting: Consenting | null, sent: SentConsent): Html {
  const { say } = visit;
  const none = html`<p class="empty">${say('data.consentsNone')}</p>`;
  if (consenting === null) return none;
  const { given } = consenting;
  const waiting = childrenWithout(visit, consenting);
  return html`${waiting.map(({ name }) => html`<p class="note">${say('data.childAsk', { name })}</p>`)}${given.length === 0 ? none : html`<ul class="rows">${given.map((consent) => row(visit, consenting, consent))}</ul>`}${soleSubject(consenting) !== undefined && consentForm(visit, consenting, sent, waiting.length > 0)}`;
}

/** The form, folded until it is wanted: for a child nobody has agreed for it stands open. */
function consentForm(visit: Visit, { asks, context }: Consenting, sent: SentConsent, wanted: boolean): Html {
  const { say, today } = visit;
  const fields = fieldsOf(asks);
  const { typed, faults } = sent ?? { typed: typedFrom(fields, { untilDay: addDays(today, offeredDays) }), faults: noFaults };
  return html`<details class="gap-s"${attributes({ open: wanted || sent !== null })}><summary>${say('data.consentNew')}</summary>${form(visit, '/my-data/consents', html`<p class="quiet gap-s">${say('data.consentLead')}</p><div class="gap-s">${fields.map((field) => askField({ field, typed, fault: faults.get(field.name) }, context))}</div><div class="actions"><button class="primary">${say('data.consentGive')}</button></div>`)}</details>`;
}

function row(visit: Visit, { spoken }: Consenting, consent: Consent): Html {
  const { house, say, locale, today } = visit;
  const { id, subjectId, purpose, toWhom, asGuardian } = consent;
  const name = spoken.find((each) => each.id === subjectId)?.name ?? '';
  return html`<li class="row-with-act"><div><b>${purpose}</b>${asGuardian && html` <span class="quiet">${say('data.asGuardian', { name })}</span>`}<p>${toWhomName(house, toWhom, locale)}</p><p class="quiet small">${lasting(visit, consent)}</p></div>${isInForce(consent, today) && form(visit, `/my-data/consents/${id}/withdraw`, html`<button class="bare" aria-label="${`${say('data.withdraw')} ${purpose}`}">${say('data.withdraw')}</button>`)}</li>`;
}

/** Since when and until when it holds, or held. */
function lasting({ say, now, locale, today }: Visit, consent: Consent): Html {
  const { untilDay, givenAt, withdrawnAt } = consent;
  const end = withdrawnAt ? html`${say('data.withdrawn')} ${moment(withdrawnAt, now, locale)}` : isInForce(consent, today) ? null : say('data.consentOver');
  return html`${untilDay && html`${say('proxy.untilDay', { day: fullDay(untilDay, locale) })} · `}${say('data.consentedAt')}${moment(givenAt, now, locale)}${end && html` · ${end}`}`;
}
