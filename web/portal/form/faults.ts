import type { FieldFault } from '#kernel/errors/refusal.ts';
import type { Field } from '#kernel/schema/fields.ts';
import { html, nothing, type Html } from '../html.ts';
import { idOf, type FormContext } from './kind.ts';
import { kindOf } from './kinds.ts';

/** What is wrong, by field name, in the reader's language. */
export type Faults = ReadonlyMap<string, string>;
export const noFaults: Faults = new Map();

/** The summary that stands first on a page with faults and takes the focus; each line leads to the entry it speaks of. */
export function faultSummary(faults: Faults, fields: readonly Field[], { say }: Pick<FormContext, 'say'>): Html {
  if (faults.size === 0) return nothing;
  const byName = new Map(fields.map((field) => [field.name, field]));
  const anchorOf = (name: string) => {
    const field = byName.get(name);
    return field ? kindOf(field).anchor(name) : idOf(name);
  };
  return html`<div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="summary-title"><h2 id="summary-title">${say('form.faults', { count: faults.size })}</h2><p class="unseen">${say('form.faultsHint')}</p><ul>${
    [...faults].map(([name, words]) => html`<li><a href="#${anchorOf(name)}">${words}</a></li>`)}</ul></div>`;
}

/** Faults with files that could not be taken, as far as this form asks for files there. */
export const withRefused = (faults: Faults, refused: Faults, fields: readonly Field[]): Map<string, string> => new Map([...faults, ...[...refused].filter(([name]) => fields.some((field) => field.name === name))]);

/** Faults of a refusal (RFC 9457 pointers such as `/form/name`), by the name of the field they point at. */
export function faultsByName(faults: readonly FieldFault[], locale: 'zh' | 'en'): Map<string, string> {
  const byName = new Map<string, string>();
  for (const fault of faults) {
    const name = fault.pointer.split('/').findLast((step) => step !== '' && !/^\d+$/.test(step)) ?? '';
    if (!byName.has(name)) byName.set(name, fault[locale]);
  }
  return byName;
}
