import { refuse } from '#domain/proof/errors.ts';
import type { LicenceFacts } from '#domain/proof/licence/statement.ts';
import { stateWords } from '#domain/proof/licence/state.ts';
import { proofTypes } from '#domain/proof/define.ts';
import type { Proof } from '#domain/proof/proof.ts';
import { findProof, proofsOf } from '#domain/proof/read.ts';
import { fullDay } from '#kernel/time/friendly.ts';
import { moment } from '../friendly.ts';
import { html, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import type { Visit } from '../visit.ts';
import { licenceCard, qrOf } from './card.ts';

/** `/licences`: what the reader holds and held. */
export async function licencesPage(visit: Visit): Promise<Page> {
  const { house, reader, say } = visit;
  const proofs = reader.subjectId === null ? [] : await proofsOf(house.db, house, reader.subjectId);
  return {
    title: say('licence.title'), section: 'licences',
    body: html`<div class="reading"><h1>${say('licence.title')}</h1>${proofs.length === 0 ? html`<p class="empty gap-s">${say('licence.empty')}</p>` : html`<p class="page-head quiet">${say('licence.lead')}</p>`}<div class="actions"><a class="button" href="/code">${say('code.button')}</a></div>${proofs.length > 0 && html`<ul class="licences">${proofs.map((proof) => small(visit, proof))}</ul>`}</div>`,
  };
}

/** `/licences/:identifier`: one of one's own, to be shown and scanned. */
export async function licencePage(visit: Visit, identifier: string): Promise<Page> {
  const { house, reader, say, now, locale } = visit;
  const proof = await findProof(house.db, house, identifier);
  if (!proof || reader.subjectId === null || proof.holderId !== reader.subjectId) throw refuse('PROOF_NOT_FOUND');
  const facts = JSON.parse(proof.statement.toString('utf8')) as LicenceFacts;
  const qr = await qrOf(facts.verifyUrl, say('licence.qr'));
  return {
    title: visit.declared(facts.name), section: 'licences',
    body: html`<p class="crumb"><a href="/licences">${say('licence.title')}</a></p>${licenceCard(visit, facts, proof.state, { qr })}
<div class="reading">${proof.stateWhy && proof.state !== 'valid' && html`<p class="note">${say('licence.why', { why: proof.stateWhy })} <span class="quiet">（${say('licence.stateSince')} ${moment(proof.stateSince, now, locale)}）</span></p>`}<p class="quiet gap-s">${say('licence.qrNote')}</p>
<div class="actions"><a class="button" href="${`/api/v1/proofs/${proof.identifier}/file`}">${say('licence.download')}</a><button type="button" data-print hidden>${say('site.print')}</button>${proof.matterId && html`<a class="button" href="${`/mine/${proof.matterId}`}">${say('licence.origin')}</a>`}</div></div>`,
  };
}

function small({ say, declared, house, locale }: Visit, proof: Proof): Html {
  const title = house.declared.find(proofTypes, proof.type)?.title ?? proof.type;
  return html`<li class="licence${proof.state === 'valid' ? '' : ' invalid'}"><div><h2><a href="${`/licences/${proof.identifier}`}">${declared(title)}</a></h2><p class="numbered">${proof.number}</p><p><span class="stamp ${proof.state === 'valid' ? 'valid' : 'void'}">${stateWords[proof.state][locale]}</span> <span class="quiet">${say('licence.validUntil')} ${proof.validUntil === null ? say('licence.noEnd') : fullDay(proof.validUntil, locale)}</span></p></div></li>`;
}
