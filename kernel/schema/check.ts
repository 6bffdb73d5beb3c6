import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formatsPlugin from 'ajv-formats';
import type { TSchema } from 'typebox';
import { refuse } from '../errors/common.ts';
import { faultsOf } from './faults.ts';
import { formatWords, type FormatWords } from './format-words.ts';

const addFormats = formatsPlugin as unknown as (ajv: Ajv, formats: string[]) => void;
const options = { allErrors: true, strict: false, useDefaults: true, removeAdditional: false } as const;
const exact = new Ajv(options);
/** Query strings and paths arrive as text: numbers and yes/no are read from it. */
const fromText = new Ajv({ ...options, coerceTypes: 'array' });
for (const ajv of [exact, fromText]) addFormats(ajv, ['date', 'date-time', 'email', 'uri', 'uuid']);

/** RFC 3339 knows leap seconds and a year 0; neither this program nor its database can reckon with them. */
const written = exact.formats['date-time'] as { validate: (text: string) => boolean };
const earliest = Date.parse('0001-01-02T00:00:00Z');
for (const ajv of [exact, fromText]) ajv.addFormat('date-time', (text: string) => written.validate(text) && Date.parse(text) >= earliest);

/** Adds a format both to checking and to the words of its refusal. */
export function addFormat(name: string, valid: (text: string) => boolean, words: FormatWords): void {
  formatWords.set(name, words);
  for (const ajv of [exact, fromText]) ajv.addFormat(name, valid);
}
for (const name of ['id-number', 'uscc', 'phone']) for (const ajv of [exact, fromText]) if (!ajv.formats[name]) ajv.addFormat(name, true);

/**
 * Fastify's validator: bodies exactly as sent, everything from the URL read from text. Compiled when first asked: a city has
 * hundreds of routes and is started, above all by tests, far more often than all of them are called.
 */
export function compilerFor({ schema, httpPart }: { schema: unknown; httpPart?: string | undefined }): Validator {
  const ajv = httpPart === 'body' ? exact : fromText;
  let check: ValidateFunction | undefined;
  const validate: Validator = (value) => {
    check ??= ajv.compile(schema as object);
    const right = check(value);
    validate.errors = check.errors ?? null;
    return right;
  };
  return validate;
}
type Validator = { (value: unknown): boolean; errors?: ErrorObject[] | null };

const compiled = new WeakMap<object, ValidateFunction>();

/** Checks a value against a schema. Returns the errors, none when it is right. */
export function errorsIn(schema: TSchema, value: unknown): ErrorObject[] {
  let check = compiled.get(schema);
  if (!check) compiled.set(schema, (check = exact.compile(schema)));
  return check(value) ? [] : (check.errors ?? []);
}

/** Returns the value when it fits its schema; refuses with every wrong field named otherwise. `at` prefixes the pointers. */
export function checked<T>(schema: TSchema, value: unknown, at = ''): T {
  const errors = errorsIn(schema, value);
  if (errors.length > 0) {
    const faults = faultsOf(errors, schema as Record<string, unknown>, at);
    throw refuse('INPUT_INVALID', { count: faults.length }, faults);
  }
  return value as T;
}
