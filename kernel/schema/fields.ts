import { Type, type TSchema } from 'typebox';

/**
 * The kinds of field a form or dataset may have. Renderers (portal HTML, office) and checks are total over this list,
 * so a new kind does not compile until everybody knows it.
 */
export const fieldKinds = ['text', 'longText', 'number', 'integer', 'money', 'date', 'time', 'choice', 'choices', 'yesNo', 'point', 'files',
  'idNumber', 'uscc', 'phone', 'region', 'organ', 'rating'] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** Grade of a value by GB/T 43697 as used in government: public, internal, personal (masked), sensitive (masked, purpose asked). */
export type FieldClass = 'public' | 'internal' | 'personal' | 'sensitive';

/** What every field carries beside its JSON Schema. */
export type FieldNotes = {
  readonly title: string;
  /** A sentence of help shown under the label. */
  readonly hint?: string;
  readonly class?: FieldClass;
  /** Unit shown after a number, e.g. 平方米. */
  readonly unit?: string;
  /** Where the value can be taken from without asking: a key such as `person.name`. */
  readonly prefill?: string;
};

const noted = (kind: FieldKind, notes: FieldNotes) => ({
  title: notes.title,
  'x-kind': kind,
  ...(notes.hint ? { description: notes.hint } : {}),
  ...(notes.class ? { 'x-class': notes.class } : {}),
  ...(notes.unit ? { 'x-unit': notes.unit } : {}),
  ...(notes.prefill ? { 'x-prefill': notes.prefill } : {}),
});

type More<T> = Omit<FieldNotes, 'title'> & T;

export const text = (title: string, { maxLength = 200, minLength = 1, pattern, ...notes }: More<{ maxLength?: number; minLength?: number; pattern?: string }> = {}) =>
  Type.String({ minLength, maxLength, ...(pattern ? { pattern } : {}), ...noted('text', { title, ...notes }) });

export const longText = (title: string, { maxLength = 4000, minLength = 1, ...notes }: More<{ maxLength?: number; minLength?: number }> = {}) =>
  Type.String({ minLength, maxLength, ...noted('longText', { title, ...notes }) });

export const number = (title: string, { minimum, maximum, ...notes }: More<{ minimum?: number; maximum?: number }> = {}) =>
  Type.Number({ ...bounds(minimum, maximum), ...noted('number', { title, ...notes }) });

export const integer = (title: string, { minimum, maximum, ...notes }: More<{ minimum?: number; maximum?: number }> = {}) =>
  Type.Integer({ ...bounds(minimum, maximum), ...noted('integer', { title, ...notes }) });

/** An amount in 分 (1/100 yuan), shown and asked in yuan. */
export const money = (title: string, notes: More<object> = {}) => Type.Integer({ minimum: 0, maximum: 1e14, ...noted('money', { title, unit: '元', ...notes }) });

/** A calendar day, `2026-03-12`. */
export const date = (title: string, { past, future, ...notes }: More<{ past?: boolean; future?: boolean }> = {}) =>
  Type.String({ format: 'date', ...(past ? { 'x-past': true } : {}), ...(future ? { 'x-future': true } : {}), ...noted('date', { title, ...notes }) });

/** A moment with offset (RFC 3339). */
export const time = (title: string, notes: More<object> = {}) => Type.String({ format: 'date-time', ...noted('time', { title, ...notes }) });

/** One of a few. `options` maps the stored code to its label: `{ new: '新办', renew: '延续' }`. */
export const choice = <const K extends string>(title: string, options: Readonly<Record<K, string>>, notes: More<object> = {}) =>
  Type.Unsafe<K>({ type: 'string', enum: Object.keys(options), 'x-labels': options, ...noted('choice', { title, ...notes }) });

/** Several of a few. */
export const choices = <const K extends string>(title: string, options: Readonly<Record<K, string>>, notes: More<{ minItems?: number }> = {}) => {
  const { minItems = 0, ...rest } = notes;
  return Type.Unsafe<K[]>({ type: 'array', uniqueItems: true, minItems, items: { type: 'string', enum: Object.keys(options) }, 'x-labels': options, ...noted('choices', { title, ...rest }) });
};

export const yesNo = (title: string, notes: More<object> = {}) => Type.Boolean(noted('yesNo', { title, ...notes }));

/** A place on the map: `[longitude, latitude]`, CGCS2000 degrees. */
export const point = (title: string, notes: More<object> = {}) =>
  Type.Unsafe<[number, number]>({ type: 'array', items: { type: 'number', minimum: -180, maximum: 180 }, minItems: 2, maxItems: 2, ...noted('point', { title, ...notes }) });

/** Ids of uploaded files. */
export const files = (title: string, { accept = ['image/jpeg', 'image/png', 'application/pdf'], minItems = 0, maxItems = 9, ...notes }: More<{ accept?: string[]; minItems?: number; maxItems?: number }> = {}) =>
  Type.Array(Type.String({ format: 'uuid' }), { minItems, maxItems, 'x-accept': accept, ...noted('files', { title, ...notes }) });

/** Citizen identity number (GB 11643), checked digit by digit. */
export const idNumber = (title = '公民身份号码', notes: More<object> = {}) => Type.String({ format: 'id-number', maxLength: 18, ...noted('idNumber', { title, class: 'sensitive', ...notes }) });

/** Unified social credit code (GB 32100). */
export const uscc = (title = '统一社会信用代码', notes: More<object> = {}) => Type.String({ format: 'uscc', maxLength: 18, ...noted('uscc', { title, ...notes }) });

export const phone = (title = '手机号码', notes: More<object> = {}) => Type.String({ format: 'phone', maxLength: 20, ...noted('phone', { title, class: 'personal', ...notes }) });

/** A division code of 12 digits. */
export const region = (title: string, notes: More<object> = {}) => Type.String({ pattern: '^\\d{12}$', ...noted('region', { title, ...notes }) });

/** The key of an organ. */
export const organ = (title: string, notes: More<object> = {}) => Type.String({ minLength: 1, maxLength: 60, ...noted('organ', { title, ...notes }) });

/** 好差评: 5 非常满意 … 1 非常不满意 (GB/T 39734). */
export const rating = (title: string, notes: More<object> = {}) => Type.Integer({ minimum: 1, maximum: 5, ...noted('rating', { title, ...notes }) });

const bounds = (minimum: number | undefined, maximum: number | undefined) => ({ ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) });

/** One field of an object schema, as renderers and lists need it. */
export type Field = FieldNotes & { readonly name: string; readonly kind: FieldKind; readonly required: boolean; readonly labels: Readonly<Record<string, string>>; readonly schema: TSchema & Record<string, unknown> };

/** Kinds that hold a person's own words or papers: without a grade nobody knows what is in them. */
const speaksFreely: ReadonlySet<FieldKind> = new Set(['text', 'longText', 'files']);

/** The class a field is treated as: the declared one; without one, free words are sensitive until somebody has said otherwise. */
export const classOf = (field: Pick<Field, 'kind' | 'class'>): FieldClass => field.class ?? (speaksFreely.has(field.kind) ? 'sensitive' : 'internal');

/** Whether a field is sealed at rest and masked when shown. */
export const isMasked = (field: Pick<Field, 'kind' | 'class'>): boolean => ['personal', 'sensitive'].includes(classOf(field));

/** The fields of an object schema in their order. */
export function fieldsOf(schema: TSchema): Field[] {
  const object = schema as { properties?: Record<string, TSchema & Record<string, unknown>>; required?: readonly string[] };
  return Object.entries(object.properties ?? {}).map(([name, property]) => ({
    name,
    kind: (property['x-kind'] as FieldKind | undefined) ?? 'text',
    title: String(property['title'] ?? name),
    required: object.required?.includes(name) ?? false,
    labels: (property['x-labels'] as Record<string, string> | undefined) ?? {},
    schema: property,
    ...(property['description'] ? { hint: String(property['description']) } : {}),
    ...(property['x-class'] ? { class: property['x-class'] as FieldClass } : {}),
    ...(property['x-unit'] ? { unit: String(property['x-unit']) } : {}),
    ...(property['x-prefill'] ? { prefill: String(property['x-prefill']) } : {}),
  }));
}
