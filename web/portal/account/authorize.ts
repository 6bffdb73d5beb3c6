import type { FastifyReply } from 'fastify';
import { refusalOf } from '#domain/subject/access/conditions.ts';
import { organName } from '#domain/subject/organs.ts';
import { ownSession } from '#domain/subject/sign-in/step-up.ts';
import { answerConsent, answerNo, answers, answerSignIn, glimpse, waitOf, type Wait } from '#protocols/oidc/interaction.ts';
import { isOptional, scopes, type Scope } from '#protocols/oidc/scopes.ts';
import type { Sent } from '../form/body.ts';
import { typedText } from '../form/kind.ts';
import { html, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import type { Shown } from '../routes.ts';
import type { Visit } from '../visit.ts';
import { form } from './box.ts';

/** The address of a question an application waits with, or null when this is another address of ours. */
export const waitIdIn = (path: string): string | null => /^\/authorize\/([\w-]{1,64})$/.exec(path)?.[1] ?? null;

/** Where forms may lead besides this site while an application waits: to the address the person is sent back to. */
export const formsTo = (wait: Pick<Wait, 'returns'> | null): string[] => (wait?.returns && URL.canParse(wait.returns) ? [new URL(wait.returns).origin] : []);

/** The question open in this browser, if the way back leads to one that is still open. */
export async function waitBehind({ house }: Visit, back: string): Promise<Wait | null> {
  const uid = waitIdIn(back);
  return uid === null ? null : glimpse(house, uid);
}

/** An application wants somebody signed in: the session of this site answers, or the person signs in, proves more, or is asked for consent. */
export async function authorizePage(visit: Visit, uid: string, reply: FastifyReply): Promise<Shown> {
  const { house, request, reader } = visit;
  const wait = await waitOf(house, request, reply, uid);
  const back = `/authorize/${uid}`;
  if (reader.kind === 'guest') return { to: `/sign-in?back=${encodeURIComponent(back)}` };
  // Whom the city holds back it does not vouch for elsewhere.
  if (reader.heldBack) throw refusalOf(reader.heldBack);
  const session = await ownSession(house, request);
  if (!answers(wait, session)) return { to: session.level < wait.level ? `/prove?back=${encodeURIComponent(back)}` : `/sign-in?again=1&back=${encodeURIComponent(back)}` };
  if (wait.prompt === 'login') return { to: await answerSignIn(house, request, reply, session) };
  return consentPage(visit, wait);
}

/** The answer of the person to the consent page. */
export async function takeAuthorize(visit: Visit, { typed }: Sent, uid: string, reply: FastifyReply): Promise<Shown> {
  const { house, request, reader } = visit;
  const wait = await waitOf(house, request, reply, uid);
  const session = await ownSession(house, request);
  if (wait.prompt !== 'consent' || !answers(wait, session) || reader.accountId === null) return { to: `/authorize/${uid}` };
  if (typedText(typed, 'answer') !== 'yes') return { to: await answerNo(house, request, reply) };
  return { to: await answerConsent(house, request, reply, wait, reader.accountId, (typed['agree'] ?? []).filter(isOptional)) };
}

function consentPage(visit: Visit, wait: Wait): Page {
  const { say, locale, house, reader } = visit;
  const { name, organ, contact, purpose } = wait.application;
  const official = reader.kind === 'official';
  const asked = scopes.filter(({ key }) => wait.scopes.includes(key) && (key !== 'organ' || official));
  const line = (scope: (typeof asked)[number]) => html`${scope[locale].title} <span class="quiet small">${scope[locale].note}</span>`;
  const [told, open] = [asked.filter(({ optional }) => !optional), asked.filter(({ optional }) => optional)];
  const title = say('consent.title', { name });
  return {
    title, formsTo: formsTo(wait),
    body: html`<div class="reading"><h1>${title}</h1><div class="quiet page-head"><p>${say('consent.who', { organ: organName(house, organ), contact })}</p><p>${say('consent.as', { name: reader.name })}</p></div>
<section><h2>${say('consent.why')}</h2><p>${purpose}</p></section>
<section class="gap"><h2>${say('consent.what')}</h2><ul class="ticks">${told.map((scope) => html`<li>${line(scope)}</li>`)}</ul></section>
<div class="gap">${form(visit, `/authorize/${wait.uid}`, html`${open.length > 0 && chooseFrom(say('consent.choose'), open.map((scope) => ({ key: scope.key, line: line(scope) })))}<p class="quiet">${say('consent.not')}${say('consent.later')}</p><div class="actions"><button class="primary" name="answer" value="yes">${say('consent.yes')}</button><button name="answer" value="no">${say('consent.no')}</button></div>`)}</div></div>`,
  };
}

const chooseFrom = (legend: string, open: readonly { key: Scope; line: Html }[]): Html =>
  html`<fieldset class="field"><legend><h2>${legend}</h2></legend>${open.map(({ key, line }) => html`<div class="option"><input type="checkbox" id="agree-${key}" name="agree" value="${key}"><label for="agree-${key}">${line}</label></div>`)}</fieldset>`;
