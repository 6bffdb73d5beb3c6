/** A piece of markup known to be safe. Only `html` and `attributes` make one, so whatever else reaches a page is escaped. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }

  toString(): string {
    return this.markup;
  }
}

/** What may stand in a template: markup as it is, lists joined, nothing for what is absent, and all else escaped. */
export type Content = Html | string | number | null | undefined | false | readonly Content[];

/** ``html`<p>${name}</p>` ``: every value is escaped unless it is Html already. Attribute values must stand in double quotes. */
export function html(markup: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(markup.reduce((page, part, index) => page + markupOf(values[index - 1]) + part));
}

/** Attributes in their order: `true` alone by its name, what is false or absent not at all. */
export function attributes(given: Readonly<Record<string, string | number | boolean | null | undefined>>): Html {
  const written = Object.entries(given).filter(([, value]) => value !== false && value !== null && value !== undefined);
  return new Html(written.map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escaped(String(value))}"`)).join(''));
}

export const nothing = new Html('');

function markupOf(value: Content): string {
  if (value instanceof Html) return value.markup;
  if (Array.isArray(value)) return value.map(markupOf).join('');
  return value === null || value === undefined || value === false ? '' : escaped(String(value));
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
