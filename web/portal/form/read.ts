import type { TObject, TSchema } from 'typebox';
import { errorsIn } from '#kernel/schema/check.ts';
import { faultsOf } from '#kernel/schema/faults.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { faultsByName, type Faults } from './faults.ts';
import { Unreadable, type FormContext, type Typed } from './kind.ts';
import { kindOf } from './kinds.ts';

/** A form as it was read: its values, and what is wrong with some of them. */
export type Reading = { readonly values: Record<string, unknown>; readonly faults: Faults };

/**
 * Reads what was typed as values of an object schema (already in the reader's language) and checks them.
 * Faults come in the order of the fields. What is wrong is still among the values as it was typed, so that a draft keeps it;
 * use the values for anything else only when there are no faults.
 */
export function readForm(schema: TObject, typed: Typed, context: FormContext): Reading {
  const fields = fieldsOf(schema);
  const values: Record<string, unknown> = {};
  const unreadable = new Map<string, string>();
  for (const field of fields) {
    const value = kindOf(field).read(field, typed, context);
    if (value instanceof Unreadable) {
      unreadable.set(field.name, value.words);
      values[field.name] = value.kept;
    } else if (value !== undefined) values[field.name] = value;
  }
  const checked = faultsByName(faultsOf(errorsIn(schema, values), schema as unknown as Record<string, unknown>, ''), context.locale);
  const faults = new Map<string, string>();
  for (const { name } of fields) {
    const words = unreadable.get(name) ?? checked.get(name);
    if (words !== undefined) faults.set(name, words);
  }
  return { values, faults };
}

/** A schema with its titles, hints, labels and units in the reader's language, so that questions and faults are. */
export function localised<T extends TObject>(schema: T, say: (chinese: string) => string): T {
  const properties = Object.fromEntries(Object.entries(schema.properties as Record<string, TSchema & Record<string, unknown>>).map(([name, field]) => [name, localisedField(field, say)]));
  return { ...schema, properties };
}

function localisedField(field: TSchema & Record<string, unknown>, say: (chinese: string) => string): TSchema {
  const said = Object.fromEntries(['title', 'description', 'x-unit'].filter((key) => typeof field[key] === 'string').map((key) => [key, say(String(field[key]))]));
  const labels = field['x-labels'] as Record<string, string> | undefined;
  return { ...field, ...said, ...(labels ? { 'x-labels': Object.fromEntries(Object.entries(labels).map(([code, label]) => [code, say(label)])) } : {}) } as TSchema;
}

/** The part of a form that asks these fields, in the form's own order. */
export function partOf(schema: TObject, names: ReadonlySet<string>): TObject {
  const properties = Object.fromEntries(Object.entries(schema.properties).filter(([name]) => names.has(name)));
  const required = ((schema as { required?: string[] }).required ?? []).filter((name) => names.has(name));
  return { ...schema, properties, required } as unknown as TObject;
}
