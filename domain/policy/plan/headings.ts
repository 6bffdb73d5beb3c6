import { countHan } from './han.ts';
import type { Line } from './lines.ts';
import { readMark } from './numbering.ts';

/** Headings nearly every plan has; alone on a line they are headings even without a number. */
const topicWords = /^(总体要求|总体目标|工作目标|主要目标|发展目标|指导思想|总体思路|基本原则|工作原则|主要任务|重点任务|重点工作|工作任务|工作内容|工作措施|主要措施|主要内容|重点项目|重点工程|实施步骤|工作步骤|进度安排|时间安排|阶段安排|实施计划|保障措施|组织保障|组织领导|工作要求|组织实施|监督考核|附则)$/;

/** Is this line one of the headings plans share? */
export function isTopicWord(line: string): boolean {
  return topicWords.test(line.replaceAll(/[\s：:]/g, ''));
}

/**
 * A line that lists the headings to come ("总体要求，主要任务，实施步骤，" on encyclopaedia pages) and numbered tables of contents.
 * Such lines are no part of the plan; the names they list are headings where they stand alone later.
 */
export function listedHeadings(text: string, lines: readonly Line[]): { names: ReadonlySet<string>; contents: ReadonlySet<number> } {
  const contents = new Set<number>();
  const names = new Set<string>();
  for (const [i, line] of lines.entries()) {
    const words = line.text.split(/[，,、\s]+/).filter((word) => word !== '');
    if (words.length < 3 || line.text.length > 200 || words.some((word) => word.length > 20 || word.length < 2)) continue;
    // On a line of their own, or run together with the text that follows.
    const later = lines.slice(i + 1);
    if (words.filter((word) => later.some((other) => other.text.startsWith(word))).length < words.length * 0.75) continue;
    contents.add(line.start);
    for (const word of words) names.add(word);
  }
  for (const start of contentsPage(text, lines)) contents.add(start);
  return { names, contents };
}

/** Lines of a numbered table of contents: they end in a page number after dots, or stand under 目录 and come again later. */
function contentsPage(text: string, lines: readonly Line[]): number[] {
  const pages: number[] = [];
  let within = false;
  for (const [i, line] of lines.entries()) {
    if (/^目\s*[录次]$/.test(line.text)) {
      within = true;
      pages.push(line.start);
    } else if (/(…|\.{3,}|·{3,}|_{3,}|\s{3,})\s*-?\d{1,3}-?$/.test(line.text)) pages.push(line.start);
    else if (within) {
      const again = lines.slice(i + 1).some((later) => later.text.startsWith(line.text.replace(/\s+\d{1,3}$/, '')));
      if (again && readMark(line.text) && countHan(text.slice(line.start, line.end)) < 40) pages.push(line.start);
      else within = false;
    }
  }
  return pages;
}

/**
 * Short lines without punctuation right before a part numbered one: headings whose own number was lost with the page's markup.
 * Lines of signatures, dates and addressees are none.
 */
export function innerHeadings(lines: readonly Line[]): ReadonlySet<number> {
  const found = new Set<number>();
  let started = false;
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1];
    if (readMark(line.text)) started = true;
    else if (started && next && readMark(next.text)?.value === 1 && isHeadingLike(line.text)) found.add(line.start);
  }
  return found;
}

function isHeadingLike(words: string): boolean {
  return words.length <= 20 && countHan(words) >= 4 && !/[。；，：！？,;:、]/.test(words) && !/\d{4}年|人民政府$|办公[室厅]$|委员会$|^附/.test(words);
}
