import type { Refusal } from '#kernel/errors/refusal.ts';
import { assetPaths } from '../assets.ts';
import { attributes, html, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import type { Visit } from '../visit.ts';
import { askBox, refusalNote } from './box.ts';

/** What the script is told to do: sign in, prove, or make a new passkey, and where to go then. */
export type PasskeyAct = { readonly act: 'sign-in' | 'prove' | 'new'; readonly onward: string; readonly words: string; readonly note?: string };

/** A button only browsers with passkeys show: the script takes `hidden` away. What goes wrong is said in its status line. */
export const passkeyButton = ({ reader }: Visit, { act, onward, words, note }: PasskeyAct): Html =>
  html`<div class="passkey gap"${attributes({ hidden: true, 'data-passkey': act, 'data-onward': onward, 'data-csrf': reader.csrf })}>${note && html`<p class="quiet small">${note}</p>`}<p><button type="button">${words}</button></p><p class="fault" role="alert"></p></div>`;

/** `/account/passkey`: a name for it, then the browser asks for finger, face or PIN. */
export function passkeyPage(visit: Visit, refusal: Refusal | null = null): Page {
  const { say } = visit;
  return {
    title: say('passkey.title'), scripts: [assetPaths.passkey],
    body: html`<div class="reading">${refusalNote(visit, refusal)}<h1>${say('passkey.title')}</h1><p class="page-head">${say('passkey.lead')}</p><p class="empty" data-without-passkey>${say('passkey.none')}</p>${
      html`<div${attributes({ hidden: true, 'data-with-passkey': true })}>${askBox(visit, { name: 'label', label: say('passkey.label'), hint: say('passkey.labelHint'), autocomplete: 'off', longest: 60 })}</div>`}${passkeyButton(visit, { act: 'new', onward: '/account', words: say('passkey.make') })}<p class="actions"><a href="/account">${say('totp.back')}</a></p></div>`,
  };
}
