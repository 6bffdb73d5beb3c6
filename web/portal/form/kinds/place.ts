import { isWithin } from '#domain/place/region.ts';
import { attributes, html } from '../../html.ts';
import { idOf, plain, typedText, Unreadable, type Kind } from '../kind.ts';
import { dropDown } from './choice.ts';

const towns = dropDown((_field, { regions }) => regions);
/** A town or street. A village, as registries keep it, stands for the town it lies in. */
export const region: Kind = {
  ...towns,
  ask: (field, typed, ties, context) => {
    const code = typedText(typed, field.name);
    const town = /^\d{12}$/.test(code) ? context.regions.flatMap(({ options }) => options).find((option) => isWithin(code, option.code))?.code : undefined;
    return towns.ask(field, { ...typed, [field.name]: [town ?? code] }, ties, context);
  },
};
export const organ = dropDown((_field, { organs }) => organs);

/** A place as longitude and latitude. The script offers the position of the device; both boxes can be typed as well. */
export const point: Kind = {
  group: true,
  anchor: (name) => `${idOf(name)}-lon`,
  ask: (field, typed, ties, { say }) => html`<div class="boxes" data-position>${(['lon', 'lat'] as const).map((part) => html`<div class="box"><label for="${`${idOf(field.name)}-${part}`}">${say(part === 'lon' ? 'form.longitude' : 'form.latitude')}</label><input${attributes({
    id: `${idOf(field.name)}-${part}`, name: `${field.name}-${part}`, type: 'text', inputmode: 'decimal', autocomplete: 'off', class: 'w-10', value: typed[`${field.name}-${part}`]?.[0] ?? '', 'aria-invalid': ties.invalid ? 'true' : undefined,
  })}></div>`)}</div>`,
  read: (field, typed, { say }) => {
    const [lon, lat] = [plain(typedText(typed, `${field.name}-lon`)), plain(typedText(typed, `${field.name}-lat`))];
    if (lon === '' && lat === '') return undefined;
    const position = [Number(lon || NaN), Number(lat || NaN)] as const;
    return position.every(Number.isFinite) && Math.abs(position[0]) <= 180 && Math.abs(position[1]) <= 90 ? [...position] : new Unreadable(say('form.pointNone', { title: field.title }), [lon, lat]);
  },
  write: (name, value) => (Array.isArray(value) ? { [`${name}-lon`]: [String(value[0])], [`${name}-lat`]: [String(value[1])] } : {}),
  show: (value) => (Array.isArray(value) ? value.map((degrees) => Number(degrees).toFixed(5)).join(', ') : String(value)),
};
