import type { Field } from '#kernel/schema/fields.ts';
import { attributes, html } from '../../html.ts';
import { idOf, one, plain, typedText, type Kind, type Ties, type Typed } from '../kind.ts';

type Manner = { readonly inputmode?: string; readonly autocomplete?: string; readonly spellcheck?: boolean; readonly size?: string; readonly normalise?: (text: string) => string };

/** The browser may fill in what it knows of the reader (WCAG 1.3.5): by where the city itself would take the value from. */
const knownToBrowser: Readonly<Record<string, string>> = { 'person.name': 'name', 'person.phone': 'tel', 'person.address': 'street-address', 'enterprise.name': 'organization' };

const line = ({ normalise = (text) => text, ...manner }: Manner = {}): Kind => ({
  group: false,
  anchor: idOf,
  ask: (field, typed, ties) => html`<input${attributes({
    ...controlOf(field, ties), type: 'text', value: typed[field.name]?.[0] ?? '', class: manner.size, inputmode: manner.inputmode,
    autocomplete: manner.autocomplete ?? knownToBrowser[field.prefill ?? ''] ?? 'off', spellcheck: manner.spellcheck === false ? 'false' : undefined,
  })}>`,
  read: (field, typed) => normalise(typedText(typed, field.name)) || undefined,
  write: one,
  show: (value) => String(value),
});

export const text = line();
export const phone = line({ inputmode: 'tel', autocomplete: 'tel', size: 'w-12', normalise: (typed) => plain(typed).replace(/[\s-]/g, '') });
export const idNumber = line({ spellcheck: false, size: 'w-20', normalise: (typed) => plain(typed).replace(/\s/g, '').toUpperCase() });
export const uscc = idNumber;

export const longText: Kind = {
  ...text,
  ask: (field, typed, ties) => html`<textarea${attributes({ ...controlOf(field, ties), rows: 5 })}>
${typed[field.name]?.[0] ?? ''}</textarea>`,
  // Browsers send line ends as CRLF; the value has one form.
  read: (field, typed: Typed) => typedText(typed, field.name).replace(/\r\n?/g, '\n') || undefined,
};

/** What every single control carries: name, id, and its ties to label, hint and fault. */
export const controlOf = (field: Field, ties: Ties) => ({
  id: ties.id, name: field.name, required: ties.required, 'aria-describedby': ties.describedBy, 'aria-invalid': ties.invalid ? 'true' : undefined,
});
