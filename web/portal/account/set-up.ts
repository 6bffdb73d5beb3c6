import { Refusal } from '#kernel/errors/refusal.ts';
import { fromOf } from '#domain/subject/sign-in/from.ts';
import { holderOf, mayChangeMethods, noteChange } from '#domain/subject/sign-in/second/methods.ts';
import { beginPhone, confirmPhone, mobile } from '#domain/subject/sign-in/second/phone.ts';
import { markProven } from '#domain/subject/sign-in/second/proof.ts';
import { makeRecoveryCodes } from '#domain/subject/sign-in/second/recovery.ts';
import { beginTotp, confirmTotp, shownTotp } from '#domain/subject/sign-in/second/totp.ts';
import { ownSession } from '#domain/subject/sign-in/step-up.ts';
import type { Sent } from '../form/body.ts';
import { typedText } from '../form/kind.ts';
import { html, type Content } from '../html.ts';
import type { Page } from '../page.ts';
import type { Shown } from '../routes.ts';
import type { Visit } from '../visit.ts';
import { askBox, askCode, form, refusalLine, refusalNote } from './box.ts';
import { shownMessage } from './prove.ts';

const who = async ({ house, request }: Visit) => {
  const session = await ownSession(house, request);
  return { session, holder: await holderOf(house.db, session.accountId) };
};
const issuer = ({ house }: Visit) => new URL(house.config.publicUrl).hostname;
const plainPage = (title: string, body: Content, refusal: Refusal | null = null): Page => ({ title, body: html`<div class="reading">${body}</div>`, ...(refusal ? { status: refusal.entry.status, faulty: true } : {}) });

/** Does a step of a set-up; a step-up leads to its page and back, any other refusal is shown on the page of the step. */
async function step(path: string, work: () => Promise<Shown>, again: (refusal: Refusal) => Promise<Page> | Page): Promise<Shown> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code === 'STEP_UP_NEEDED' ? { to: `/prove?back=${encodeURIComponent(path)}` } : again(error);
  }
}

/** `/account/totp`: begins by a press, shows the secret as picture and text, and counts once a code is right. */
export async function totpPage(visit: Visit, refusal: Refusal | null = null): Promise<Page> {
  const { say, house } = visit;
  const { holder } = await who(visit);
  const begun = await shownTotp(house.db, house, holder, issuer(visit));
  if (!begun) return plainPage(say('totp.title'), html`${refusalNote(visit, refusal)}<h1>${say('totp.title')}</h1><p class="page-head">${say('account.methodsNote')}</p>${form(visit, '/account/totp', html`<div class="actions"><button class="primary">${say('totp.begin')}</button></div>`)}`, refusal);
  const picture = `data:image/svg+xml;base64,${Buffer.from(begun.picture).toString('base64')}`;
  return plainPage(say('totp.title'), html`<h1>${say('totp.title')}</h1><p>${say('totp.one')}</p><p><img class="totp-picture" src="${picture}" width="200" height="200" alt="${say('totp.picture')}"></p><details><summary>${say('totp.manual')}</summary><p class="digits small">${begun.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</p></details>
<p class="gap">${say('totp.two')}</p>${form(visit, '/account/totp/confirm', html`<input type="hidden" name="id" value="${begun.id}">${askCode(visit, { fault: refusal ? refusalLine(visit, refusal) : undefined })}<div class="actions"><button class="primary">${say('prove.on')}</button></div>`)}`, refusal);
}

export const takeTotpBegin = (visit: Visit): Promise<Shown> => step('/account/totp', async () => {
  const { session, holder } = await who(visit);
  await mayChangeMethods(visit.house, session);
  await visit.house.db.begin((tx) => beginTotp(tx, visit.house, holder, issuer(visit)));
  return { to: '/account/totp' };
}, (refusal) => totpPage(visit, refusal));

export const takeTotpConfirm = (visit: Visit, { typed }: Sent): Promise<Shown> => step('/account/totp', async () => {
  const { session } = await who(visit);
  await mayChangeMethods(visit.house, session);
  const codes = await visit.house.db.begin(async (tx) => {
    await confirmTotp(tx, visit.house, session.accountId, typedText(typed, 'id'), typedText(typed, 'code'));
    await noteChange(tx, session.accountId, 'totp.added', fromOf(visit.request));
    return makeRecoveryCodes(tx, visit.house, session.accountId);
  });
  await markProven(visit.house, session, 'totp', fromOf(visit.request));
  return codesPage(visit, codes);
}, (refusal) => totpPage(visit, refusal));

/** `/account/recovery`: new codes, by a press. */
export const recoveryPage = (visit: Visit, refusal: Refusal | null = null): Page =>
  plainPage(visit.say('account.recoveryNew'), html`${refusalNote(visit, refusal)}<h1>${visit.say('account.recoveryNew')}</h1><p class="page-head">${visit.say('totp.codes')}</p>${form(visit, '/account/recovery', html`<div class="actions"><button class="primary">${visit.say('account.recoveryNew')}</button></div>`)}`, refusal);

export const takeRecovery = (visit: Visit): Promise<Shown> => step('/account/recovery', async () => {
  const { session } = await who(visit);
  await mayChangeMethods(visit.house, session);
  return codesPage(visit, await visit.house.db.begin(async (tx) => {
    await noteChange(tx, session.accountId, 'recovery.made', fromOf(visit.request));
    return makeRecoveryCodes(tx, visit.house, session.accountId);
  }));
}, (refusal) => recoveryPage(visit, refusal));

const codesPage = ({ say }: Visit, codes: readonly string[]): Page =>
  plainPage(say('totp.done'), html`<h1>${say('totp.done')}</h1><p class="page-head">${say('totp.codes')}</p><ol class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ol><div class="actions"><a class="button primary" href="/account">${say('totp.back')}</a><button type="button" data-print hidden>${say('totp.print')}</button></div>`);

/** `/account/phone`: the number, then the code sent to it. */
export function phonePage(visit: Visit, typed = '', refusal: Refusal | null = null): Page {
  const { say } = visit;
  return plainPage(say('phone.title'), html`<h1>${say('phone.title')}</h1>${form(visit, '/account/phone', html`${askBox(visit, { name: 'phone', label: say('phone.label'), value: typed, autocomplete: 'tel-national', digits: true, width: 'w-12', longest: 20, fault: refusal ? refusalLine(visit, refusal) : undefined })}<div class="actions"><button class="primary">${say('phone.send')}</button></div>`)}`, refusal);
}

export const takePhone = (visit: Visit, { typed }: Sent): Promise<Shown> => step('/account/phone', async () => {
  const { house, request } = visit;
  const { session, holder } = await who(visit);
  await mayChangeMethods(house, session);
  const number = mobile(typedText(typed, 'phone'));
  return phoneCodePage(visit, await house.db.begin((tx) => beginPhone(tx, house, holder, number, fromOf(request))));
}, (refusal) => phonePage(visit, typedText(typed, 'phone'), refusal));

export const takePhoneConfirm = (visit: Visit, { typed }: Sent): Promise<Shown> => step('/account/phone', async () => {
  const { house, request } = visit;
  const { session } = await who(visit);
  await mayChangeMethods(house, session);
  await confirmPhone(house, session.accountId, typedText(typed, 'challenge'), typedText(typed, 'code'));
  await house.db.begin((tx) => noteChange(tx, session.accountId, 'phone.added', fromOf(request)));
  await markProven(house, session, 'phone', fromOf(request));
  return { to: '/account' };
}, (refusal) => phoneCodePage(visit, typedText(typed, 'challenge'), refusal));

async function phoneCodePage(visit: Visit, challenge: string, refusal: Refusal | null = null): Promise<Page> {
  const { say, reader } = visit;
  return plainPage(say('phone.title'), html`<h1>${say('phone.title')}</h1><p role="status">${say('prove.phoneSent')}</p>${await shownMessage(visit, { accountId: reader.accountId ?? '' })}${form(visit, '/account/phone/confirm', html`<input type="hidden" name="challenge" value="${challenge}">${askCode(visit, { fault: refusal ? refusalLine(visit, refusal) : undefined })}<div class="actions"><button class="primary">${say('phone.confirm')}</button></div>`)}`, refusal);
}
