import type { FastifyReply } from 'fastify';
import { Refusal } from '#kernel/errors/refusal.ts';
import { answerByPhone, askByPhone, signInByPhone, type PhoneHolder } from '#domain/subject/sign-in/by-phone.ts';
import { fromOf } from '#domain/subject/sign-in/from.ts';
import { demoNumber, mobile } from '#domain/subject/sign-in/second/phone.ts';
import type { Sent } from '../form/body.ts';
import { typedText } from '../form/kind.ts';
import { html, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import { entered } from '../pages/sign-in.ts';
import { localPath, type Shown } from '../routes.ts';
import { asked, type Visit } from '../visit.ts';
import { formsTo, waitBehind } from './authorize.ts';
import { askBox, askCode, refusalLine } from './box.ts';
import { shownMessage } from './prove.ts';

/** `/sign-in/phone`: the number, then the code sent to it, then, where a family shares it, whose account. */
export const phoneSignInPage = (visit: Visit): Promise<Page> => numberPage(visit, localPath(asked(visit.request, 'back', 500)), '');

export async function takeNumber(visit: Visit, { typed }: Sent): Promise<Shown> {
  const [back, number] = [localPath(typedText(typed, 'back')), typedText(typed, 'phone')];
  return orRefused(async () => codePage(visit, back, number, await askByPhone(visit.house, mobile(number), fromOf(visit.request))), (refusal) => numberPage(visit, back, number, refusal));
}

export async function takeSentCode(visit: Visit, { typed }: Sent, reply: FastifyReply): Promise<Shown> {
  const { house, request } = visit;
  const [back, number, challenge] = [localPath(typedText(typed, 'back')), typedText(typed, 'phone'), typedText(typed, 'challenge')];
  return orRefused(async () => {
    const [only, ...others] = await answerByPhone(house, challenge, typedText(typed, 'code'), fromOf(request));
    return only && others.length === 0 ? entering(visit, back, only.ticket, undefined, reply) : holdersPage(visit, back, only ? [only, ...others] : []);
  }, (refusal) => codePage(visit, back, number, challenge, refusal));
}

export async function takeHolder(visit: Visit, { typed }: Sent, reply: FastifyReply): Promise<Shown> {
  const [back, ticket, code] = [localPath(typedText(typed, 'back')), typedText(typed, 'ticket'), typedText(typed, 'code')];
  return entering(visit, back, ticket, code === '' ? undefined : code, reply);
}

/** In, or to the code of the authenticator app; a ticket that no longer holds begins anew. */
const entering = (visit: Visit, back: string, ticket: string, code: string | undefined, reply: FastifyReply): Promise<Shown> =>
  orRefused(async () => entered(visit, await signInByPhone(visit.house, { ticket, code }, fromOf(visit.request)), back, reply), (refusal) =>
    refusal.code === 'SECOND_FACTOR_NEEDED' ? factorPage(visit, back, ticket) : code === undefined ? numberPage(visit, back, '', refusal) : factorPage(visit, back, ticket, refusal));

async function orRefused(act: () => Promise<Shown>, refused: (refusal: Refusal) => Promise<Page>): Promise<Shown> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const page = await refused(error);
    return error.code === 'SECOND_FACTOR_NEEDED' ? page : { ...page, status: error.entry.status, faulty: true };
  }
}

async function page(visit: Visit, back: string, body: Html): Promise<Page> {
  const { say } = visit;
  return { title: say('signPhone.title'), formsTo: formsTo(await waitBehind(visit, back)), body: html`<div class="reading"><h1>${say('signPhone.title')}</h1>${body}<p class="gap"><a href="/sign-in?back=${encodeURIComponent(back)}">${say('signPhone.other')}</a></p></div>` };
}

const step = (action: string, back: string, body: Html): Html => html`<form method="post" action="${action}" novalidate><input type="hidden" name="back" value="${back}">${body}</form>`;
const faultOf = (visit: Visit, refusal: Refusal | undefined): string | undefined => (refusal ? refusalLine(visit, refusal) : undefined);

const numberPage = (visit: Visit, back: string, number: string, refusal?: Refusal): Promise<Page> => page(visit, back, html`<p class="page-head">${visit.say('signPhone.why')}</p>${visit.house.config.demo && html`<p class="quiet page-head">${visit.say('signPhone.demo', { number: demoNumber })}</p>`}${
  step('/sign-in/phone', back, html`${askBox(visit, { name: 'phone', label: visit.say('phone.label'), value: number, autocomplete: 'tel-national', digits: true, width: 'w-12', longest: 20, fault: faultOf(visit, refusal) })}<div class="actions"><button class="primary">${visit.say('phone.send')}</button></div>`)}`);

/** Says the same whether the number is anybody's here or not. */
async function codePage(visit: Visit, back: string, number: string, challenge: string, refusal?: Refusal): Promise<Page> {
  const { say } = visit;
  return page(visit, back, html`<p class="page-head" role="status">${say('signPhone.sent', { number })}</p>${await shownMessage(visit, { to: mobile(number) })}${
    step('/sign-in/phone/code', back, html`<input type="hidden" name="phone" value="${number}"><input type="hidden" name="challenge" value="${challenge}">${askCode(visit, { fault: faultOf(visit, refusal) })}<div class="actions"><button class="primary">${say('site.signIn')}</button></div>`)}${
    step('/sign-in/phone', back, html`<input type="hidden" name="phone" value="${number}"><div class="actions"><button class="bare">${say('signPhone.again')}</button></div>`)}`);
}

const holdersPage = (visit: Visit, back: string, holders: readonly PhoneHolder[]): Promise<Page> => page(visit, back, html`<p class="page-head">${visit.say('signPhone.whose')}</p><ul class="rows">${
  holders.map(({ name, username, ticket }) => html`<li>${step('/sign-in/phone/holder', back, html`<input type="hidden" name="ticket" value="${ticket}"><button class="bare">${visit.say('signIn.demoAs', { name })}</button><p class="quiet small">${username}</p>`)}</li>`)}</ul>`);

const factorPage = (visit: Visit, back: string, ticket: string, refusal?: Refusal): Promise<Page> => page(visit, back, html`<p class="page-head">${visit.say('signCode.why')}</p>${
  step('/sign-in/phone/holder', back, html`<input type="hidden" name="ticket" value="${ticket}">${askCode(visit, { fault: faultOf(visit, refusal), hint: visit.say('signCode.hint') })}<div class="actions"><button class="primary">${visit.say('signCode.on')}</button></div>`)}`);
