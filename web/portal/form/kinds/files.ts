import type { Field } from '#kernel/schema/fields.ts';
import { fileSize } from '../../friendly.ts';
import { attributes, html } from '../../html.ts';
import { idOf, Unreadable, type Kind, type Typed } from '../kind.ts';

/** The largest single file a citizen may send, in bytes. */
export const largestFile = 20 * 1024 * 1024;

const typeNames: Readonly<Record<string, string>> = { 'image/jpeg': 'JPG', 'image/png': 'PNG', 'image/webp': 'WebP', 'application/pdf': 'PDF', 'application/vnd.ofd': 'OFD', 'text/csv': 'CSV' };
export const acceptOf = (field: Pick<Field, 'schema'>): readonly string[] => (field.schema['x-accept'] as readonly string[] | undefined) ?? [];
export const typesInWords = (accept: readonly string[]): string => accept.map((type) => typeNames[type] ?? type).join('、');

/**
 * Files, sent with the form itself so that no script is needed. Those already kept are listed by name, each with a box to
 * drop it; new ones arrive in the control `<name>` and the form reader puts their ids there.
 */
export const files: Kind = {
  group: false,
  anchor: idOf,
  ask: (field, typed, ties, { say, locale, files: notes }) => {
    const kept = keptIds(typed, field.name);
    const accept = acceptOf(field);
    const most = (field.schema['maxItems'] as number | undefined) ?? 9;
    return html`${kept.length > 0 && html`<ul class="files" aria-label="${say('form.keptFiles')}">${kept.map((id, index) => {
      const note = notes.get(id);
      const name = note?.name ?? id;
      return html`<li><span class="file-name">${name}</span>${note && html` <span class="quiet">${fileSize(note.size, locale)}</span>`}<input type="hidden" name="${`${field.name}-kept`}" value="${id}"><span class="option"><input type="checkbox" id="${`${idOf(field.name)}-drop-${index}`}" name="${`${field.name}-drop`}" value="${id}"><label for="${`${idOf(field.name)}-drop-${index}`}">${say('form.dropFile', { name })}</label></span></li>`;
    })}</ul>`}<p class="hint" id="${`${ties.id}-limits`}">${say('form.files', { max: most, size: fileSize(largestFile, locale), types: typesInWords(accept) })}</p><input${attributes({
      id: ties.id, name: field.name, type: 'file', multiple: most > 1, accept: accept.join(',') || undefined, 'aria-invalid': ties.invalid ? 'true' : undefined,
      'aria-describedby': [ties.describedBy, `${ties.id}-limits`].filter(Boolean).join(' '),
    })}>`;
  },
  read: (field, typed, { files: notes, say }) => {
    const ids = [...new Set([...keptIds(typed, field.name), ...(typed[field.name] ?? [])])].filter((id) => id !== '');
    const accept = acceptOf(field);
    const strange = ids.map((id) => notes.get(id)).find((note) => note !== undefined && accept.length > 0 && !accept.includes(note.type));
    if (strange) return new Unreadable(say('form.fileType', { name: strange.name, types: typesInWords(accept) }), ids.filter((id) => id !== strange.id));
    return ids.length > 0 || !field.required ? ids : undefined;
  },
  write: (name, value) => ({ [`${name}-kept`]: Array.isArray(value) ? value.map(String) : [] }),
  show: (value, _field, { files: notes, locale }) => {
    const ids = (Array.isArray(value) ? value : []).map(String);
    return html`${ids.map((id) => html`<span class="file">${notes.get(id)?.name ?? id}${notes.has(id) && html` <span class="quiet">${fileSize(notes.get(id)?.size ?? 0, locale)}</span>`}</span>`)}`;
  },
};

/** Files kept from before, without those the reader wants to drop. */
const keptIds = (typed: Typed, name: string): string[] => (typed[`${name}-kept`] ?? []).filter((id) => !typed[`${name}-drop`]?.includes(id));
