import type { TSchema } from 'typebox';
import { fieldsOf } from '../schema/fields.ts';
import type { Declared, Fault } from './declared.ts';

/** One fault naming every text people read that has no English; none when all have it. */
export function checkEnglish(pack: string, spot: string, texts: readonly string[], declared: Declared): Fault[] {
  const missing = [...new Set(texts)].filter((text) => text !== '' && !declared.hasEnglish(text));
  return missing.length === 0 ? [] : [{ pack, spot, said: `has no English for: ${missing.join(' | ')}. Add them to the pack's english.` }];
}

/** The texts of a form or a face: labels, hints, units and choices. */
export const fieldTexts = (schema: TSchema): string[] => fieldsOf(schema).flatMap((field) => [field.title, field.hint ?? '', field.unit ?? '', ...Object.values(field.labels)]);
