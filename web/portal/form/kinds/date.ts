import type { Field } from '#kernel/schema/fields.ts';
import { dayOf, isDay, partsOf, type Day } from '#kernel/time/day.ts';
import { fullDay } from '#kernel/time/friendly.ts';
import { moment } from '../../friendly.ts';
import { attributes, html, type Html } from '../../html.ts';
import { idOf, plain, typedText, Unreadable, type FormContext, type Kind, type Ties, type Typed } from '../kind.ts';

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute';
const dayParts: readonly Part[] = ['year', 'month', 'day'];

/** 年/月/日 boxes: a native date picker speaks the language of the device, not of the page, and is hard on old hands. */
export const date: Kind = {
  group: true,
  anchor: (name) => `${idOf(name)}-year`,
  ask: (field, typed, ties, context) => boxes(dayParts, field, typed, ties, context),
  read: (field, typed, context) => readDay(field, typed, context),
  write: (name, value) => (typeof value !== 'string' ? {} : writeParts(name, dayParts, isDay(value) ? partsOf(value) : value.split('-'))),
  show: (value, _field, { locale }) => (isDay(String(value)) ? fullDay(String(value), locale) : String(value)),
};

/** A moment in the city's own time. */
export const time: Kind = {
  group: true,
  anchor: date.anchor,
  ask: (field, typed, ties, context) => boxes([...dayParts, 'hour', 'minute'], field, typed, ties, context),
  read: (field, typed, context) => {
    const [hour, minute] = [partTyped(typed, field, 'hour'), partTyped(typed, field, 'minute')];
    const day = readDay(field, typed, context, [['hour', hour], ['minute', minute]]);
    if (typeof day !== 'string') return day;
    if (!/^([01]?\d|2[0-3])$/.test(hour) || !/^[0-5]?\d$/.test(minute)) return new Unreadable(context.say('form.timeNone', { title: field.title }), `${day}-${hour}-${minute}`);
    return `${day}T${hour.padStart(2, '0')}:${minute.padStart(2, '0')}:00+08:00`;
  },
  write: (name, value) => {
    const at = new Date(String(value ?? ''));
    if (Number.isNaN(at.getTime()) || !String(value).includes('T')) return writeParts(name, [...dayParts, 'hour', 'minute'], String(value ?? '').split('-'));
    const local = new Date(at.getTime() + 8 * 3_600_000);
    return { ...writeParts(name, dayParts, partsOf(dayOf(at))), ...writeParts(name, ['hour', 'minute'], [local.getUTCHours(), local.getUTCMinutes()]) };
  },
  show: (value, _field, { locale }) => {
    const at = new Date(String(value));
    return Number.isNaN(at.getTime()) ? String(value) : moment(at, new Date(), locale);
  },
};

function boxes(parts: readonly Part[], field: Field, typed: Typed, ties: Ties, { say }: FormContext): Html {
  return html`<div class="boxes">${parts.map((part) => html`<div class="box"><label for="${`${idOf(field.name)}-${part}`}">${say(`form.${part}`)}</label><input${attributes({
    id: `${idOf(field.name)}-${part}`, name: `${field.name}-${part}`, type: 'text', inputmode: 'numeric', autocomplete: 'off', maxlength: part === 'year' ? 5 : 3,
    class: part === 'year' ? 'w-5' : 'w-3', value: typed[`${field.name}-${part}`]?.[0] ?? '', 'aria-invalid': ties.invalid ? 'true' : undefined,
  })}></div>`)}</div>`;
}

/** Digits only: 2026年, ３月 and “ 12” are all meant well. */
const partTyped = (typed: Typed, field: Field, part: Part) => plain(typedText(typed, `${field.name}-${part}`)).replace(/[年月日时分\s]/g, '');

function readDay(field: Field, typed: Typed, { say, today, locale }: FormContext, more: readonly (readonly [Part, string])[] = []): Day | Unreadable | undefined {
  const parts = [...dayParts.map((part) => [part, partTyped(typed, field, part)] as const), ...more];
  if (parts.every(([, text]) => text === '')) return undefined;
  const kept = parts.map(([, text]) => text).join('-');
  const missing = parts.filter(([, text]) => text === '').map(([part]) => (locale === 'en' ? say(`form.${part}`).toLowerCase() : say(`form.${part}`)));
  if (missing.length > 0) return new Unreadable(say('form.datePart', { title: field.title, parts: missing.join(locale === 'en' ? ' and ' : '、') }), kept);
  const [year, month, date] = parts.map(([, text]) => text) as [string, string, string];
  if (!/^\d{4}$/.test(year)) return new Unreadable(say('form.dateYear', { title: field.title }), kept);
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  if (!isDay(day)) return new Unreadable(say('form.dateNone', { title: field.title, day: locale === 'en' ? day : `${year}年${month}月${date}日` }), kept);
  if (field.schema['x-past'] && day > today) return new Unreadable(say('form.datePast', { title: field.title }), kept);
  if (field.schema['x-future'] && day < today) return new Unreadable(say('form.dateFuture', { title: field.title }), kept);
  return day;
}

const writeParts = (name: string, parts: readonly Part[], values: readonly (number | string)[]): Typed => Object.fromEntries(parts.map((part, index) => [`${name}-${part}`, [String(values[index] ?? '')]]));
