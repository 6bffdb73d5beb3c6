import { countHan } from './han.ts';
import { clauseEnd } from './outline.ts';
import type { Section } from './outline.ts';
import { findResponsibilities } from './responsibility.ts';
import type { ListRules, Responsibility } from './responsibility.ts';
import type { Span } from './traced-text.ts';

/** One task's words within a section: its heading, its text, and the clauses that say who answers for it. `words` is heading and text without the number. */
export type Piece = { readonly title: string; readonly titleOwn: boolean; readonly text: Span; readonly clauses: readonly Responsibility[]; readonly whole: Span; readonly words: Span };

/** Chinese characters a stretch between two clauses needs to be a task of its own. */
const enough = 6;

/**
 * The tasks in a section's own words. One section is one task, unless several responsibility clauses divide its text
 * ("…（省A厅牵头）…（省B厅牵头）"), or every paragraph opens with a short heading sentence.
 */
export function piecesOf(text: string, section: Section, rules: ListRules, mayDivide: boolean): Piece[] {
  const body = bodySpan(text, section);
  const headed = findResponsibilities(text, titleStart(text, section), body.start, rules);
  const title = tidyTitle(headed.reduce((words, clause) => words.replace(text.slice(clause.start, clause.end), ''), section.title));
  const clauses = findResponsibilities(text, body.start, body.end, rules);
  const groups = divide(text, body, clauses);
  // The heading stands over all of them; each is called by its own first words.
  if (groups.length > 1) return groups.map((group) => ownTitle(text, group));
  const paragraphs = mayDivide && clauses.length === 0 ? headedParagraphs(text, section) : [];
  if (paragraphs.length > 1) return paragraphs.map((span) => ownTitle(text, { start: span.start, end: span.end, clauses: [] }));
  const only = groups[0] ?? { ...body, clauses: [] };
  return [piece(text, only, title === '' ? undefined : title, headed, section.span.start, titleStart(text, section))];
}

type Group = { readonly start: number; readonly end: number; readonly clauses: readonly Responsibility[] };

/** Text up to each clause, clauses that follow one another directly taken together; words after the last clause join it. */
function divide(text: string, body: Span, clauses: readonly Responsibility[]): Group[] {
  const groups: { start: number; end: number; clauses: Responsibility[] }[] = [];
  let from = body.start;
  for (const clause of clauses) {
    const last = groups.at(-1);
    const between = text.slice(from, clause.start);
    if (last && countHan(between) < enough) {
      last.clauses.push(clause);
      last.end = clause.end;
    } else groups.push({ start: from, end: clause.end, clauses: [clause] });
    from = clause.end;
  }
  const last = groups.at(-1);
  if (last && countHan(text.slice(from, body.end)) >= enough) last.end = body.end;
  return groups;
}

function piece(text: string, group: Group, title: string | undefined, headed: readonly Responsibility[], start: number, titled: number): Piece {
  const clauses = [...headed, ...group.clauses];
  if (title === undefined) return ownTitle(text, group);
  return { title, titleOwn: true, text: { start: group.start, end: group.end }, clauses, whole: { start, end: Math.max(group.end, start) }, words: { start: titled, end: Math.max(group.end, titled) } };
}

/** A task without a heading: its first sentence names it when short, its first clause otherwise. */
function ownTitle(text: string, group: Group): Piece {
  const raw = text.slice(group.start, group.end);
  const start = group.start + (/^[\s。；，、·•\-—]*/.exec(raw)?.[0].length ?? 0);
  const words = text.slice(start, group.end);
  const sentence = words.search(/[。！？]/);
  const headed = sentence > 3 && sentence <= 30 && !words.slice(0, sentence).includes('，');
  const end = headed ? sentence : clauseEnd(words);
  const span = { start: headed ? start + sentence + 1 : start, end: group.end };
  return { title: tidyTitle(words.slice(0, Math.min(end, 60))), titleOwn: headed, text: span, clauses: group.clauses, whole: { start, end: group.end }, words: { start, end: group.end } };
}

/** Paragraphs that each open with a short sentence and go on: tasks whose numbers were lost. */
function headedParagraphs(text: string, section: Section): Span[] {
  const lines = section.body.filter((line) => !isClosingLine(text.slice(line.start, line.end)));
  const all = lines.every((line) => {
    const words = text.slice(line.start, line.end);
    const stop = words.indexOf('。');
    return stop >= 4 && stop <= 30 && !/^(——|—|[一二三四五六]是|首先|其次|到20)/.test(words) && !/，.*，/.test(words.slice(0, stop)) && words.length > stop + 20;
  });
  return all && lines.length > 1 ? [...lines] : [];
}

function titleStart(text: string, section: Section): number {
  const at = text.indexOf(section.title, section.span.start);
  return section.title === '' || at === -1 ? section.span.start : at;
}

/** A section's own text: its lines up to its first part, without signature, date and list of annexes at the end. */
export function bodySpan(text: string, section: Section): Span {
  const lines = [...section.body];
  const cut = lines.findIndex((line) => /^附[件表录注]\s*\d{0,2}\s*[：:]|^抄送|^(上一篇|下一篇|相关(文章|链接|阅读)|参考资料|责任编辑|编辑：|扫一扫|打印本页|关闭窗口|分享到)/.test(text.slice(line.start, line.end)));
  if (cut !== -1) lines.length = cut;
  while (lines.length > 0 && isClosingLine(text.slice(lines.at(-1)?.start, lines.at(-1)?.end))) lines.pop();
  const [first] = lines;
  const end = lines.at(-1)?.end;
  const start = first?.start ?? section.body[0]?.start ?? section.span.start;
  return { start: first ? start : section.body[0]?.start ?? section.span.end, end: first && end !== undefined ? end : section.body[0]?.start ?? section.span.end };
}

function isClosingLine(line: string): boolean {
  return /^20\d{2}年\d{1,2}月\d{1,2}日(印发)?$/.test(line) || /^[（(]?(此件|公开方式|信息公开)/.test(line) || /^[\p{Script=Han}\s]{2,24}(人民政府|办公[厅室]|委员会|领导小组|大数据局)(\s+20\d{2}年.*)?$/u.test(line) || /^[（(][^（）]{0,20}代章[)）]$/.test(line);
}

export function tidyTitle(words: string): string {
  return words.replaceAll(/\*\*|__/g, '').replace(/[\s。；：，、:;]+$/, '').replace(/^[\s。；：，、]+/, '').trim();
}
