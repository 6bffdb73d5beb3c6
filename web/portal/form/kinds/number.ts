import type { Field } from '#kernel/schema/fields.ts';
import { groupedNumber, yuan } from '../../friendly.ts';
import { attributes, html } from '../../html.ts';
import { idOf, one, plain, typedText, Unreadable, type FormContext, type Kind } from '../kind.ts';
import { controlOf } from './text.ts';

type Fault = 'form.numberNone' | 'form.integerNone' | 'form.moneyNone';

/** A figure with its unit. Typed as people write it (１,２００), kept as a number. */
const figure = (written: RegExp, fault: Fault, toValue: (text: string) => number, toText: (value: number) => string, show: (value: number, locale: FormContext['locale']) => string): Kind => ({
  group: false,
  anchor: idOf,
  ask: (field, typed, ties) => html`<span class="with-unit"><input${attributes({ ...controlOf(field, ties), type: 'text', inputmode: written === wholeNumber ? 'numeric' : 'decimal', autocomplete: 'off', class: 'w-10', value: typed[field.name]?.[0] ?? '' })}>${field.unit && html` <span class="unit">${field.unit}</span>`}</span>`,
  read: (field, typed, { say }) => {
    const text = plain(typedText(typed, field.name)).replace(/(?<=\d)[,\s](?=\d{3}(\D|$))/g, '');
    if (text === '') return undefined;
    return written.test(text) ? toValue(text) : new Unreadable(say(fault, { title: field.title }), text);
  },
  write: (name, value) => one(name, typeof value === 'number' ? toText(value) : value),
  show: (value, field: Field, { locale }) => (typeof value === 'number' ? `${show(value, locale)}${field.unit ? ` ${field.unit}` : ''}` : String(value)),
});

const decimal = /^[+-]?\d{1,15}(\.\d{1,10})?$/;
const wholeNumber = /^[+-]?\d{1,15}$/;
const amount = /^\d{1,12}(\.\d{1,2})?$/;

export const number = figure(decimal, 'form.numberNone', Number, String, groupedNumber);
export const integer = figure(wholeNumber, 'form.integerNone', Number, String, groupedNumber);
/** Asked and shown in 元, kept in 分. */
export const money = figure(amount, 'form.moneyNone', (text) => Math.round(Number(text) * 100), (value) => (value / 100).toFixed(value % 100 === 0 ? 0 : 2), (value, locale) => yuan(value, locale));
