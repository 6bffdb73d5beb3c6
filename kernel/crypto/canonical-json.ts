/** What can be written as canonical JSON. Properties with the value undefined are left out. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue | undefined };

/**
 * JSON in its one canonical form: names sorted, no spaces, numbers as ECMAScript writes them. Equal data gives equal bytes,
 * so it can be signed and hashed. Throws a RangeError for what has no such form (NaN, half a character). Source: RFC 8785.
 */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => canonicalJson(item)).join(',')}]`;
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} cannot be written as JSON.`);
  if (typeof value === 'string') return written(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter((member): member is [string, JsonValue] => member[1] !== undefined);
  members.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${written(name)}:${canonicalJson(member)}`).join(',')}}`;
}

function written(text: string): string {
  if (!text.isWellFormed()) throw new RangeError('The text holds half a character and cannot be written as JSON.');
  return JSON.stringify(text);
}
