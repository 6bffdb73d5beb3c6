import { Refusal } from '#kernel/errors/refusal.ts';
import { outbox } from '#domain/subject/messages.ts';
import { fromOf } from '#domain/subject/sign-in/from.ts';
import { holderOf, methodsOf, type MethodEntry } from '#domain/subject/sign-in/second/methods.ts';
import { sendCode } from '#domain/subject/sign-in/second/phone.ts';
import { isSecond, prove } from '#domain/subject/sign-in/second/proof.ts';
import { ownSession } from '#domain/subject/sign-in/step-up.ts';
import { assetPaths } from '../assets.ts';
import type { Sent } from '../form/body.ts';
import { typedText } from '../form/kind.ts';
import { html, nothing, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import { localPath, type Shown } from '../routes.ts';
import { asked, type Visit } from '../visit.ts';
import { formsTo, waitBehind } from './authorize.ts';
import { askBox, askCode, form, refusalLine, refusalNote } from './box.ts';
import { passkeyButton } from './passkey.ts';

type Doing = { readonly back: string; /** A code was sent under this challenge. */ readonly challenge?: string; readonly refusal?: Refusal | null };

/** `/prove?back=…`: a second factor, then on to where the person was. */
export const provePage = (visit: Visit): Promise<Page> => page(visit, { back: localPath(asked(visit.request, 'back', 500)) });

async function page(visit: Visit, { back, challenge, refusal = null }: Doing): Promise<Page> {
  const { say, house, request } = visit;
  const session = await ownSession(house, request);
  const holder = await holderOf(house.db, session.accountId);
  const { items, hasPassword } = await methodsOf(house.db, house, holder);
  const has = (kind: MethodEntry['kind']) => isSecond(session, kind) && items.some((item) => item.kind === kind);
  const number = has('phone') ? items.find(({ kind }) => kind === 'phone')?.label : undefined;
  const hidden = html`<input type="hidden" name="back" value="${back}">`;
  const wrong = refusal?.code === 'CODE_WRONG' ? refusalLine(visit, refusal) : undefined;
  const wrongPassword = refusal?.code === 'PASSWORD_NOT_RIGHT' ? refusalLine(visit, refusal) : undefined;
  const parts = [
    isSecond(session, 'password') && hasPassword && html`<section><h2>${say('prove.password')}</h2>${form(visit, '/prove', html`${hidden}${askBox(visit, { name: 'password', label: say('signIn.password'), type: 'password', autocomplete: 'current-password', fault: wrongPassword })}<div class="actions"><button class="primary">${say('prove.on')}</button></div>`)}</section>`,
    has('totp') && html`<section><h2>${say('prove.totp')}</h2>${form(visit, '/prove', html`${hidden}${askCode(visit, { hint: say('signCode.hint'), fault: challenge === undefined ? wrong : undefined })}<div class="actions"><button class="primary">${say('prove.on')}</button></div>`)}</section>`,
    has('passkey') && passkeyButton(visit, { act: 'prove', onward: back, words: say('prove.passkeyOn') }),
    number !== undefined && html`<section class="gap"><h2>${say('prove.phone')}</h2>${challenge === undefined
      ? form(visit, '/prove/message', html`${hidden}<div class="actions"><button>${say('prove.phoneSend', { number })}</button></div>`)
      : html`<p role="status">${say('prove.phoneSent')}</p>${await shownMessage(visit, { accountId: holder.id })}${form(visit, '/prove', html`${hidden}<input type="hidden" name="challenge" value="${challenge}">${has('totp') ? askCode(visit, { name: 'message-code', fault: wrong }) : askCode(visit, { fault: wrong })}<div class="actions"><button class="primary">${say('prove.on')}</button></div>`)}`}</section>`,
  ];
  const wait = await waitBehind(visit, back);
  const none = parts.every((part) => part === false);
  return {
    title: say('prove.title'), scripts: [assetPaths.passkey], formsTo: formsTo(wait), faulty: refusal !== null, ...(refusal ? { status: refusal.entry.status } : {}),
    body: html`<div class="reading">${wrong === undefined && wrongPassword === undefined && refusalNote(visit, refusal)}<h1>${say('prove.title')}</h1><p class="page-head">${say('prove.why')}</p>${none ? html`<p class="empty">${say('prove.none')}</p><p>${say('prove.noneNext')}</p><div class="actions"><a class="button primary" href="/account">${say('account.title')}</a></div>` : parts}</div>`,
  };
}

/** In the demonstration the message stands here instead of going to a phone. */
export async function shownMessage({ house, say }: Visit, whose: { readonly accountId: string } | { readonly to: string }): Promise<Html> {
  const [last] = house.config.demo ? await outbox(house, { ...whose, limit: 1 }) : [];
  return last?.text ? html`<div class="empty page-head"><p class="quiet small">${say('prove.demo')}</p><p>${last.text}</p></div>` : nothing;
}

export async function takeMessage(visit: Visit, { typed }: Sent): Promise<Shown> {
  const { house, request } = visit;
  const back = localPath(typedText(typed, 'back'));
  try {
    const holder = await holderOf(house.db, (await ownSession(house, request)).accountId);
    return await page(visit, { back, challenge: await house.db.begin((tx) => sendCode(tx, house, holder, fromOf(request))) });
  } catch (error) {
    if (error instanceof Refusal) return page(visit, { back, refusal: error });
    throw error;
  }
}

export async function takeProof(visit: Visit, { typed }: Sent): Promise<Shown> {
  const { house, request } = visit;
  const [back, challenge] = [localPath(typedText(typed, 'back')), typedText(typed, 'challenge') || undefined];
  try {
    const password = typed['password']?.[0];
    await prove(house, await ownSession(house, request), password === undefined ? { code: typedText(typed, 'message-code') || typedText(typed, 'code'), challenge } : { password }, fromOf(request));
    return { to: back };
  } catch (error) {
    if (error instanceof Refusal) return page(visit, { back, refusal: error, ...(challenge === undefined ? {} : { challenge }) });
    throw error;
  }
}
