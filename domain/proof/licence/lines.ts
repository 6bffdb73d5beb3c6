/** The width of a text in points. */
export type Measure = (text: string) => number;

/** Punctuation that must not open a line, and brackets that must not close one. */
const neverFirst = /^[、。，．；：？！）〕】》〉」』”’％…—·,.;:?!)\]]/u;
const neverLast = /[（〔【《〈「『“‘([]$/u;

/** Breaks a text into lines of at most `width`: between Han characters, else between words; paragraphs stay apart. */
export function breakLines(text: string, width: number, measure: Measure): string[] {
  return text.split('\n').flatMap((paragraph) => breakParagraph(paragraph.trim(), width, measure));
}

function breakParagraph(paragraph: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(paragraph, width, measure)) {
    if (line === '' || measure(line + piece.trimEnd()) <= width || neverFirst.test(piece)) {
      line += piece;
      continue;
    }
    const carried = neverLast.exec(line)?.[0] ?? '';
    lines.push(line.slice(0, line.length - carried.length).trimEnd());
    line = carried + piece;
  }
  return [...lines, line.trimEnd()];
}

/** What may not be torn: a Han character, or a run of others; a run too long for any line is cut. */
function piecesOf(paragraph: string, width: number, measure: Measure): string[] {
  const runs = paragraph.match(/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]|[^\s\p{Script=Han}\u3000-\u303f\uff00-\uffef]+\s*|\s+/gu) ?? [];
  return runs.flatMap((run) => (measure(run.trimEnd()) <= width ? [run] : [...run]));
}
