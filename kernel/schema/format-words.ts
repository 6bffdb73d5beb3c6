/** Words for a value that fails a named format; floors add theirs (identity numbers, credit codes) at start. */
export type FormatWords = { readonly zh: string; readonly en: string };
export const formatWords = new Map<string, FormatWords>();
