import type { Field, FieldClass, FieldKind } from '#kernel/schema/fields.ts';

/** A form as the API gives it: JSON Schema with the notes every field carries. */
export type FormSchema = { readonly properties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>; readonly required?: readonly string[] };
export type FormValue = Readonly<Record<string, unknown>>;

/** The fields of a form in their order; the browser's reading of kernel/schema/fields.ts. */
export function fieldsIn(schema: FormSchema | null | undefined): Field[] {
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    kind: (property['x-kind'] as FieldKind | undefined) ?? guessedKind(property),
    title: String(property['title'] ?? name),
    required: schema?.required?.includes(name) ?? false,
    labels: (property['x-labels'] as Record<string, string> | undefined) ?? {},
    schema: property as Field['schema'],
    ...(property['description'] ? { hint: String(property['description']) } : {}),
    ...(property['x-class'] ? { class: property['x-class'] as FieldClass } : {}),
    ...(property['x-unit'] ? { unit: String(property['x-unit']) } : {}),
  }));
}

/** Schemas written without our builders still get a fitting control. */
function guessedKind(property: Readonly<Record<string, unknown>>): FieldKind {
  switch (property['type']) {
    case 'boolean': return 'yesNo';
    case 'integer': return 'integer';
    case 'number': return 'number';
    default: return 'text';
  }
}

/** The id of a field's control; faults of the API point to `/data/premises` or `/premises`, both end in the field's name. */
export const controlId = (form: string, name: string): string => `${form}-${name}`;
export const nameIn = (pointer: string): string => pointer.split('/').at(-1)?.replaceAll('~1', '/').replaceAll('~0', '~') ?? '';

/** What is missing before it is worth asking the server, by field name. */
export const missing = (fields: readonly Field[], value: FormValue): Field[] => fields.filter(({ name, required }) => required && isBlank(value[name]));

const isBlank = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** A form's value without the fields left blank: the API tells an absent value from an empty one. */
export const filled = (value: FormValue): Record<string, unknown> => Object.fromEntries(Object.entries(value).filter(([, each]) => !isBlank(each)));
