import { isTopicWord } from './headings.ts';
import { readMark } from './numbering.ts';
import type { LineHint } from './lines.ts';
import { editsFor, rewrite } from './traced-text.ts';
import type { TracedText } from './traced-text.ts';

/**
 * Text copied from PDF breaks every line at the page's width, amid sentences. Where most lines end so, they are joined again into paragraphs:
 * a line goes on in the next one when it is nearly full, its sentence has not ended, and the next one does not begin with a number.
 * Page numbers between are dropped.
 */
export function joinWrappedLines(traced: TracedText, hints: readonly (LineHint | undefined)[]): { traced: TracedText; hints: readonly (LineHint | undefined)[] } {
  const lines = traced.text.split('\n').map((line) => line.trim());
  const full = lines.filter((line) => line.length >= 15);
  const width = Math.max(0, ...full.map((line) => line.length));
  const cut = full.filter((line) => !ends(line)).length;
  if (width > 70 || full.length < 8 || cut < full.length * 0.6) return { traced, hints };
  const kept: (LineHint | undefined)[] = [hints[0]];
  let at = 0;
  const edits = editsFor(traced.text, /\n(?:[ ]*(?:[—–-]?\s*\d{1,3}\s*[—–-]?)?[ ]*\n)*[ ]*/g, (match) => {
    const before = lines[at] ?? '';
    at += match[0].split('\n').length - 1;
    const after = lines[at] ?? '';
    if (before.length >= width * 0.8 && !ends(before) && !startsAnew(after)) return '';
    kept.push(hints[at]);
    return '\n';
  });
  return { traced: rewrite(traced, edits), hints: kept };
}

function ends(line: string): boolean {
  return /[。！？：；][”）]?$|^$/.test(line);
}

function startsAnew(line: string): boolean {
  return line === '' || readMark(line) !== undefined || isTopicWord(line) || /^(牵头|责任|配合|完成)\p{Script=Han}{2}[：:]|^附件/u.test(line);
}
