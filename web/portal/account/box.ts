import type { Refusal } from '#kernel/errors/refusal.ts';
import { wordsOf } from '#kernel/errors/refusal.ts';
import { attributes, html, nothing, type Content, type Html } from '../html.ts';
import { csrf } from '../page.ts';
import type { Visit } from '../visit.ts';

/** One box of a form that asks for a secret, a code or a name. */
export type Box = {
  readonly name: string; readonly label: string; readonly value?: string | undefined; readonly hint?: string | undefined; readonly fault?: string | undefined;
  readonly type?: 'text' | 'password'; readonly autocomplete: string; readonly digits?: boolean; readonly width?: string; readonly longest?: number;
};

/** Label, hint, fault, box, in the order a screen reader should hear them. What was typed into a password is not sent back. */
export function askBox({ say }: Visit, { name, label, value, hint, fault, type = 'text', autocomplete, digits = false, width, longest = 1000 }: Box): Html {
  const id = `f-${name}`;
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  return html`<div class="field${fault === undefined ? '' : ' wrong'}"><label for="${id}">${label}</label>${hint && html`<p class="hint" id="${`${id}-hint`}">${hint}</p>`}${fault !== undefined && html`<p class="fault" id="${`${id}-fault`}"><span class="unseen">${say('form.fault')}</span>${fault}</p>`}<input${attributes({
    type, id, name, value: type === 'password' ? undefined : value, autocomplete, required: true, maxlength: longest, class: width, inputmode: digits ? 'numeric' : undefined, autocapitalize: type === 'text' ? 'none' : undefined, spellcheck: 'false', 'aria-invalid': fault === undefined ? undefined : 'true', 'aria-describedby': described,
  })}></div>`;
}

/** A code of six digits, which phones offer to fill in by themselves. */
export const askCode = (visit: Visit, { name = 'code', fault, hint }: { name?: string; fault?: string | undefined; hint?: string | undefined } = {}): Html =>
  askBox(visit, { name, label: visit.say('signCode.label'), autocomplete: 'one-time-code', digits: hint === undefined, width: 'w-12', longest: 20, hint, fault });

/** A form that changes something, with its proof that it came from here. */
export const form = (visit: Visit, action: string, body: Content): Html => html`<form method="post" action="${action}" novalidate>${csrf(visit)}${body}</form>`;

/** What was refused, above the form, in the words of the refusal; takes the focus. */
export function refusalNote({ locale }: Visit, refusal: Refusal | null, at?: string): Html {
  if (!refusal) return nothing;
  const { title, detail, next } = wordsOf(refusal, locale);
  return html`<div class="summary" role="alert" tabindex="-1" autofocus><h2>${title}</h2>${at === undefined ? html`<p>${detail}</p>` : html`<p><a href="#${at}">${detail}</a></p>`}<p>${next}</p></div>`;
}

/** A refusal in one line, as the fault of a box. */
export function refusalLine({ locale }: Visit, refusal: Refusal): string {
  const { title, next } = wordsOf(refusal, locale);
  return `${title}${locale === 'zh' ? '。' : '. '}${next}`;
}
