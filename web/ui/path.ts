/** The names in a pattern: `/office/matters/:id` has `id`. */
export type Params<P extends string> = P extends `${string}:${infer Name}/${infer Rest}` ? { readonly [K in Name]: string } & Params<Rest> : P extends `${string}:${infer Name}` ? { readonly [K in Name]: string } : object;

/** The named parts of a path that fits a pattern, or null. A part that is no proper address text stays as it is written. */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const [asked, given] = [pattern.split('/'), path.split('/')];
  if (asked.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of asked.entries()) {
    const value = given[at] ?? '';
    if (part.startsWith(':')) params[part.slice(1)] = decoded(value);
    else if (part !== value) return null;
  }
  return params;
}

/** A query with some names changed: `?a=1` and { b: '2' } give `?a=1&b=2`; null takes a name away. */
export function searchWith(search: URLSearchParams, changes: Readonly<Record<string, string | null>>): string {
  for (const [name, value] of Object.entries(changes)) if (value === null || value === '') search.delete(name); else search.set(name, value);
  const text = search.toString();
  return text ? `?${text}` : '';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
