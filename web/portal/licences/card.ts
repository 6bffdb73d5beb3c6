import { toString as drawQr } from 'qrcode';
import { fullDay } from '#kernel/time/friendly.ts';
import { stateWords, type LicenceState } from '#domain/proof/licence/state.ts';
import type { LicenceFacts } from '#domain/proof/licence/statement.ts';
import { html, Html, type Content } from '../html.ts';
import type { Visit } from '../visit.ts';

/** The face of a licence, drawn as one: name and number in the middle, what it says, its state, its code. */
export function licenceCard(visit: Visit, facts: LicenceFacts, state: LicenceState, { qr, holds = true, level = 'h1' }: { qr?: Html; holds?: boolean; level?: 'h1' | 'h2' } = {}): Html {
  const { say, declared, locale, house } = visit;
  const valid = state === 'valid' && holds;
  const lines: (readonly [string, Content])[] = [
    [say('licence.holder'), facts.holder.name],
    [say('licence.code'), html`<span class="number">${facts.holder.code}</span>`],
    ...facts.face.filter(({ value }) => value !== facts.holder.name && value !== facts.holder.code).map(({ title, value }) => [declared(title), declared(value)] as const),
    [say('licence.issuer'), facts.issuer.name],
    [say('licence.issuedOn'), fullDay(facts.issuedOn, locale)],
    [say('licence.validUntil'), facts.validUntil === null ? say('licence.noEnd') : fullDay(facts.validUntil, locale)],
    [say('licence.identifier'), html`<span class="identifier">${facts.identifier}</span>`],
  ];
  const name = declared(facts.name);
  return html`<article class="licence${valid ? '' : ' invalid'}"><div>${level === 'h1' ? html`<h1>${name}</h1>` : html`<h2>${name}</h2>`}<p class="numbered">${facts.number}</p>
<dl class="facts">${lines.map(([term, value]) => html`<div class="fact"><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
<div class="proof-foot"><p><span class="stamp ${valid ? 'valid' : 'void'}">${stateWords[state][locale]}</span></p>${qr}</div>${house.config.demo && html`<p class="quiet small gap-s">${say('licence.demo')}</p>`}</div></article>`;
}

/** The QR code of an address, as a drawing without style of its own. */
export async function qrOf(address: string, words: string): Promise<Html> {
  const drawing = await drawQr(address, { type: 'svg', margin: 1, errorCorrectionLevel: 'M' });
  return html`<span class="qr" role="img" aria-label="${words}">${new Html(drawing)}</span>`;
}
