import type { Field } from '#kernel/schema/fields.ts';
import { attributes, html, type Html } from '../html.ts';
import { idOf, type FormContext, type Typed } from './kind.ts';
import { kindOf } from './kinds.ts';

/** Where a value that nobody typed comes from, in words, with the time the registry last checked it. */
export type Source = { readonly from: string; readonly at?: string };

/** A field as it is asked: what stands in it, what is wrong with it, where it was taken from. */
export type Question = { readonly field: Field; readonly typed: Typed; readonly fault?: string | undefined; readonly source?: Source | undefined };

/**
 * One question: label (or legend), hint, fault, control — in the order a screen reader should hear them.
 * `asHeading` makes the title the h1 of a page that asks nothing else.
 */
export function askField({ field, typed, fault, source }: Question, context: FormContext, { asHeading = false }: { asHeading?: boolean } = {}): Html {
  const kind = kindOf(field);
  const id = idOf(field.name);
  const described = [field.hint && `${id}-hint`, fault && `${id}-fault`, source && `${id}-source`].filter(Boolean).join(' ') || undefined;
  const control = kind.ask(field, typed, { id, required: field.required, describedBy: described, invalid: fault !== undefined }, context);
  const title = html`${field.title}${!field.required && html` <span class="optional">${context.say('form.optional')}</span>`}`;
  const around = html`${field.hint && html`<p class="hint" id="${`${id}-hint`}">${field.hint}</p>`}${fault !== undefined && html`<p class="fault" id="${`${id}-fault`}"><span class="unseen">${context.say('form.fault')}</span>${fault}</p>`}`;
  const origin = source && html`<p class="source" id="${`${id}-source`}">${sourceWords(source, context)}</p>`;
  const wrong = fault === undefined ? '' : ' wrong';
  if (!kind.group) {
    const label = html`<label for="${id}">${title}</label>`;
    return html`<div class="field${wrong}">${asHeading ? html`<h1 class="asked">${label}</h1>` : label}${around}${control}${origin}</div>`;
  }
  // A radio group may be called invalid as a whole; other groups say it on each of their boxes.
  const role = field.kind === 'choice' || field.kind === 'yesNo' || field.kind === 'rating' ? { role: 'radiogroup', 'aria-required': field.required ? 'true' : undefined, 'aria-invalid': fault === undefined ? undefined : 'true' } : {};
  return html`<fieldset class="field${wrong}"${attributes({ ...role, 'aria-describedby': described })}><legend>${asHeading ? html`<h1 class="asked">${title}</h1>` : title}</legend>${around}${control}${origin}</fieldset>`;
}

/** A field as it is shown. What was not given says so. */
export function showField(field: Field, value: unknown, context: FormContext): Html {
  const empty = value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return html`<div class="fact"><dt>${field.title}</dt><dd>${empty ? html`<span class="quiet">${context.say('form.notGiven')}</span>` : kindOf(field).show(value, field, context)}</dd></div>`;
}

/** What stands in the boxes for stored values. */
export const typedFrom = (fields: readonly Field[], values: Readonly<Record<string, unknown>>): Typed =>
  Object.assign({}, ...fields.filter((field) => values[field.name] !== undefined).map((field) => kindOf(field).write(field.name, values[field.name])));

const sourceWords = ({ from, at }: Source, { say }: FormContext) => (at ? say('form.source', { source: from, time: at }) : say('form.sourceOnly', { source: from }));
