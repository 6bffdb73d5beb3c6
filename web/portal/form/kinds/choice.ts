import type { Field } from '#kernel/schema/fields.ts';
import { attributes, html, type Html } from '../../html.ts';
import { idOf, one, typedText, type Kind, type Option, type OptionGroup, type Typed, type Ties } from '../kind.ts';
import { controlOf } from './text.ts';

/** The most options shown side by side; longer lists become a drop-down. */
const fewOptions = 8;
const optionsOf = (field: Field): Option[] => Object.entries(field.labels).map(([code, label]) => ({ code, label }));

/** Radio buttons: one of a few, all to be seen at once. */
export function radios(name: string, options: readonly Option[], chosen: string, ties: Ties): Html {
  return html`<div class="options">${options.map(({ code, label }, index) => html`<div class="option"><input${attributes({
    type: 'radio', id: `${idOf(name)}-${index}`, name, value: code, checked: code === chosen, required: ties.required,
  })}><label for="${`${idOf(name)}-${index}`}">${label}</label></div>`)}</div>`;
}

const firstOption = (name: string) => `${idOf(name)}-0`;

/** One of a few, as radio buttons. */
const oneOf = (options: (field: Field, say: Parameters<Kind['ask']>[3]['say']) => readonly Option[], toValue: (code: string) => unknown): Kind => ({
  group: true,
  anchor: firstOption,
  ask: (field, typed, ties, { say }) => radios(field.name, options(field, say), typedText(typed, field.name), ties),
  read: (field, typed) => {
    const code = typedText(typed, field.name);
    return code === '' ? undefined : toValue(code);
  },
  write: one,
  show: (value, field, { say }) => options(field, say).find(({ code }) => code === String(value))?.label ?? String(value),
});

export const choice = oneOf(optionsOf, (code) => code);
export const yesNo = oneOf((_field, say) => [{ code: 'true', label: say('form.yes') }, { code: 'false', label: say('form.no') }], (code) => (code === 'true' ? true : code === 'false' ? false : code));
export const rating = oneOf((_field, say) => [5, 4, 3, 2, 1].map((level) => ({ code: String(level), label: say(`rating.${level as 5 | 4 | 3 | 2 | 1}`) })), Number);

/** A drop-down, in groups where there are any. */
export const dropDown = (groups: (field: Field, context: Parameters<Kind['ask']>[3]) => readonly OptionGroup[]): Kind => ({
  group: false,
  anchor: idOf,
  ask: (field, typed, ties, context) => {
    const chosen = typedText(typed, field.name);
    const optionHtml = ({ code, label }: Option) => html`<option${attributes({ value: code, selected: code === chosen })}>${label}</option>`;
    return html`<select${attributes(controlOf(field, ties))}><option value="">${context.say('form.choose')}</option>${groups(field, context).map(({ label, options }) =>
      (label ? html`<optgroup label="${label}">${options.map(optionHtml)}</optgroup>` : options.map(optionHtml)))}</select>`;
  },
  read: (field, typed) => typedText(typed, field.name) || undefined,
  write: one,
  show: (value, field, context) => groups(field, context).flatMap(({ options }) => options).find(({ code }) => code === String(value))?.label ?? String(value),
});

/** A choice among many. */
export const longChoice = dropDown((field) => [{ label: '', options: optionsOf(field) }]);
export const isLong = (field: Field): boolean => optionsOf(field).length > fewOptions;

/** Several of a few. */
export const choices: Kind = {
  group: true,
  anchor: firstOption,
  ask: (field, typed, ties, { say }) => html`<p class="hint">${say('form.severalAllowed')}</p><div class="options">${optionsOf(field).map(({ code, label }, index) => html`<div class="option"><input${attributes({
    type: 'checkbox', id: `${idOf(field.name)}-${index}`, name: field.name, value: code, checked: typed[field.name]?.includes(code) ?? false, 'aria-invalid': ties.invalid ? 'true' : undefined,
  })}><label for="${`${idOf(field.name)}-${index}`}">${label}</label></div>`)}</div>`,
  read: (field, typed: Typed) => {
    const codes = [...new Set((typed[field.name] ?? []).filter((code) => code !== ''))];
    return codes.length > 0 || !field.required ? codes : undefined;
  },
  write: (name, value) => ({ [name]: Array.isArray(value) ? value.map(String) : [] }),
  show: (value, field) => (Array.isArray(value) ? value : []).map((code) => field.labels[String(code)] ?? String(code)).join('、'),
};
