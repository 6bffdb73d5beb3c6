import type { Field } from '#kernel/schema/fields.ts';
import type { Day } from '#kernel/time/day.ts';
import type { Locale } from '#web/words/dictionary.ts';
import type { PortalSay } from '#web/words/portal.ts';
import type { Html } from '../html.ts';

/** What a browser sent or a page shows: input name → values, exactly as typed. */
export type Typed = Readonly<Record<string, readonly string[]>>;

export type Option = { readonly code: string; readonly label: string };
export type OptionGroup = { readonly label: string; readonly options: readonly Option[] };
export type FileNote = { readonly id: string; readonly name: string; readonly size: number; readonly type: string };

/** What the fields of a form need to know beside their schema. */
export type FormContext = {
  readonly say: PortalSay;
  readonly locale: Locale;
  readonly today: Day;
  /** Where a region or an organ may be chosen. */
  readonly regions: readonly OptionGroup[];
  readonly organs: readonly OptionGroup[];
  /** Files named in the answers, by id. */
  readonly files: ReadonlyMap<string, FileNote>;
};

/** The attributes that tie a control to its label, hint and fault. */
export type Ties = { readonly id: string; readonly required: boolean; readonly describedBy: string | undefined; readonly invalid: boolean };

/** What was typed but cannot be read: `words` say why, `kept` is what a draft keeps so that the same stands in the boxes again. */
export class Unreadable {
  readonly words: string;
  readonly kept: unknown;

  constructor(words: string, kept: unknown) {
    this.words = words;
    this.kept = kept;
  }
}

/**
 * Everything the portal knows about one kind of field. `read` and `write` are each other's inverse:
 * what was typed becomes the value of the schema, and a stored value becomes what stands in the boxes.
 */
export type Kind = {
  /** Several controls under one legend instead of one control with a label. */
  readonly group: boolean;
  /** Id of the first control, where the error summary leads. */
  readonly anchor: (name: string) => string;
  readonly ask: (field: Field, typed: Typed, ties: Ties, context: FormContext) => Html;
  /** The typed value: undefined when nothing was given, Unreadable when it makes no sense. */
  readonly read: (field: Field, typed: Typed, context: FormContext) => unknown;
  readonly write: (name: string, value: unknown) => Typed;
  readonly show: (value: unknown, field: Field, context: FormContext) => Html | string;
};

export const idOf = (name: string): string => `f-${name}`;
/** The first value typed under a name, trimmed; '' when none was. */
export const typedText = (typed: Typed, name: string): string => (typed[name]?.[0] ?? '').trim();
/** Full-width digits and signs made plain: １２．５ is 12.5. */
export const plain = (text: string): string => text.normalize('NFKC').trim();
export const one = (name: string, value: unknown): Typed => ({ [name]: value === undefined || value === null ? [] : [String(value)] });
