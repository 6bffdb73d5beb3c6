/** What a document's own markup says about a line; plain text says nothing. `heading` is 1–6, `item` the number in an automatic list. */
export type LineHint = { readonly heading?: number; readonly item?: { readonly depth: number; readonly number: number }; readonly cells?: true };

/** A document as lines of text: cells of a table row are joined by tabs. `hints[i]` belongs to line i. */
export type ReadLines = { readonly source: string; readonly hints: readonly (LineHint | undefined)[] };

/** One line of a cleaned text, without the blanks around it. */
export type Line = { readonly text: string; readonly start: number; readonly end: number; readonly hint: LineHint | undefined; readonly cells: boolean };
