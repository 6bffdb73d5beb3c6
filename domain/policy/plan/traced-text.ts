/**
 * Text that remembers where each of its characters came from, so that a task can be shown in the document as it was read
 * even after characters were repaired and the script was converted. Offsets are UTF-16 units of the source.
 */
export interface TracedText {
  readonly text: string;
  /** `from[i]` is where `text[i]` begins in the source; one more entry marks the end. */
  readonly from: Int32Array;
}

/** A place in the source: half-open, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Replace `start`–`end` of a text by `words`. */
export interface Edit extends Span {
  readonly words: string;
}

/** The source itself, before any change. */
export function trace(source: string): TracedText {
  return { text: source, from: Int32Array.from({ length: source.length + 1 }, (_, i) => i) };
}

/** The text with all edits made at once. Edits must be in order and must not overlap. */
export function rewrite(traced: TracedText, edits: readonly Edit[]): TracedText {
  if (edits.length === 0) return traced;
  const growth = edits.reduce((sum, edit) => sum + edit.words.length - (edit.end - edit.start), 0);
  const from = new Int32Array(traced.from.length + growth);
  const parts: string[] = [];
  let read = 0;
  let written = 0;
  const copyTo = (end: number): void => {
    parts.push(traced.text.slice(read, end));
    from.set(traced.from.subarray(read, end), written);
    written += end - read;
    read = end;
  }
  for (const edit of edits) {
    copyTo(edit.start);
    const width = edit.end - edit.start;
    for (let i = 0; i < edit.words.length; i++) {
      from[written++] = traced.from[edit.start + Math.min(i, Math.max(width - 1, 0))] ?? 0;
    }
    parts.push(edit.words);
    read = edit.end;
  }
  copyTo(traced.text.length);
  from[written] = traced.from[traced.text.length] ?? 0;
  return { text: parts.join(''), from };
}

/** Where a stretch of the changed text lies in the source. */
export function placeOf(traced: TracedText, start: number, end: number): Span {
  const first = traced.from[start] ?? 0;
  if (end <= start) return { start: first, end: first };
  return { start: first, end: Math.max(traced.from[end] ?? 0, (traced.from[end - 1] ?? 0) + 1) };
}

/** Every match of a global pattern turned into an edit; `words` returns undefined to leave a match alone. */
export function editsFor(text: string, pattern: RegExp, words: (match: RegExpExecArray) => string | undefined): Edit[] {
  const edits: Edit[] = [];
  for (const match of text.matchAll(pattern)) {
    const replacement = words(match);
    if (replacement !== undefined) edits.push({ start: match.index, end: match.index + match[0].length, words: replacement });
  }
  return edits;
}
