import { readUnits, looksLikeUnit } from './units.ts';
import type { PlaceName, UnitMention } from './units.ts';
import { clauseWords } from './unit-lists.ts';

/** Who answers for a task, as one clause says: `（市大数据局牵头，市财政局配合）` or `责任单位：…`. Offsets are of the cleaned text. */
export type Responsibility = {
  readonly start: number;
  readonly end: number;
  readonly lead: UnitMention[];
  readonly responsible: (UnitMention & { readonly cooperating?: true })[];
  /** 完成时限 named in the same clause. */
  readonly due?: { readonly start: number; readonly end: number };
  /** How the clause tells the roles; `bare` lists units without a word of role. */
  readonly form: 'labels' | 'verbs' | 'bare';
};

/** What the document itself says about how to read its lists. */
export type ListRules = { readonly firstLeads: boolean; readonly place: PlaceName };

/** Longest clause in characters; the longest of the real plans, with 22 units, has 190. */
const longestClause = 1200;

const opening = '（(【[〔';
const closingSigns = '）)】]〕';

type Role = 'lead' | 'responsible' | 'cooperating' | 'due' | 'other';

const labels: readonly (readonly [Role, string])[] = [
  ['lead', '牵头责任单位|牵头单位（?部门）?|牵头单位|牵头部门|主办单位|主责单位|主要责任单位|牵头领导单位|总牵头单位'],
  ['cooperating', '配合单位|配合部门|协办单位|协同单位|参与单位|参加单位|协助单位|支持单位|配合责任单位'],
  ['responsible', '责任单位|责任部门|落实单位|承办单位|实施单位|责任主体|实施主体|分工单位|负责单位|负责部门|牵头及责任单位'],
  ['due', '完成时限|完成时间|时限要求|完成期限|时间节点|工作时限|办结时限|时间安排|时限'],
  ['other', '责任领导|分管领导|责任人|联系人|牵头领导'],
];
const anyLabel = new RegExp(`(${labels.map(([, words]) => words).join('|')})(（[^（）]*）)?\\s*[：:]`, 'g');
const labelRole = new Map(labels.flatMap(([role, words]) => words.split('|').map((word) => [word, role] as const)));
const verb = /(?:按照?|依据|根据)?(?:各自)?(?:职责|职能|任务)?(?:分工)?(?:分别)?(?:共同)?(?:牵头(?:负责|落实|组织实施|推进)?|负责(?:落实|组织实施|推进)?|组织实施|落实|配合(?:落实|实施)?|参与|参加|协助|协办|协同)$/;

/** A note that the first unit of each list leads: 列第一为牵头单位, 排名第一的为牵头单位, 首位为牵头单位. */
const firstLeadsNote = /(列|排|第一|首)[^。；（）]{0,12}(第一|首位|首个|前)?[^。；（）]{0,8}(为|是)[^。；（）]{0,3}(牵头|主办)/;

/** Does the document say that the first unit named leads? */
export function saysFirstLeads(text: string): boolean {
  return firstLeadsNote.test(text);
}

/** Every responsibility clause in a stretch of text, in order. */
export function findResponsibilities(text: string, from: number, to: number, rules: ListRules): Responsibility[] {
  const found: Responsibility[] = [];
  for (let at = from; at < to; at++) {
    const sign = text[at];
    if (sign !== undefined && opening.includes(sign)) {
      const close = closing(text, at, to);
      const clause = close === undefined ? undefined : readBracket(text, at, close, rules);
      if (!clause) continue;
      found.push(clause);
      at = clause.end - 1;
    } else if (at === from || text[at - 1] === '\n' || /[。；）]/.test(text[at - 1] ?? '')) {
      const line = readLabelled(text, at, to, rules) ?? readSentence(text, at, to, rules);
      if (!line) continue;
      found.push(line);
      at = line.end - 1;
    }
  }
  return found;
}

/** The bracket that closes the one at `open`; brackets inside, as in 县（市、区）, are passed over. */
function closing(text: string, open: number, to: number): number | undefined {
  let deep = 0;
  const end = Math.min(to, open + longestClause);
  for (let at = open; at < end && text[at] !== '\n'; at++) {
    if (opening.includes(text[at] ?? ' ')) deep++;
    else if (closingSigns.includes(text[at] ?? ' ') && --deep === 0) return at;
  }
  return undefined;
}

function readBracket(text: string, open: number, close: number, rules: ListRules): Responsibility | undefined {
  const words = text.slice(open + 1, close);
  const labelled = new RegExp(anyLabel.source).test(words);
  if (words.length < 3 || words.length > longestClause || (!labelled && /[。！？]./.test(words))) return undefined;
  const clause = labelled ? byLabels(text, open + 1, close, rules) : byVerbs(text, open + 1, close, rules);
  if (!clause) return undefined;
  const units = [...clause.lead, ...clause.responsible];
  const known = units.filter((unit) => unit.recognised).length;
  if (!labelled && (units.length === 0 || known < units.length * 0.5)) return undefined;
  // Without any word of role only an unmistakable list of several units, or one at the end of its line, is taken.
  if (clause.form === 'bare' && (known < units.length || !/^[）。；\s]*(\n|$)/.test(text.slice(close + 1, close + 4)) || !units.every((unit) => unit.level !== 'unknown' || unit.kind !== 'organ'))) return undefined;
  return { ...clause, start: open, end: close + 1 };
}

function readLabelled(text: string, at: number, to: number, rules: ListRules): Responsibility | undefined {
  const label = new RegExp(`^\\s*(?:${anyLabel.source})`).exec(text.slice(at, at + 40));
  if (!label) return undefined;
  const lineEnd = text.indexOf('\n', at);
  const end = Math.min(to, lineEnd === -1 ? to : lineEnd);
  const clause = byLabels(text, at, end, rules);
  return clause ? { ...clause, start: at, end } : undefined;
}

/** "市大数据局牵头，市财政局配合。" as a sentence of its own: every word of it must be units and roles. */
function readSentence(text: string, at: number, to: number, rules: ListRules): Responsibility | undefined {
  const sentence = /^[\s—]*((?:由)?[省市县区州盟旗各有团][^。！？\n]{3,400}?(?:牵头|负责|配合|落实))(?:[。；]|$|(?=\n))/.exec(text.slice(at, Math.min(to, at + 420)));
  const words = sentence?.[1];
  if (!words) return undefined;
  const start = at + sentence[0].indexOf(words);
  const clause = byVerbs(text, start, start + words.length, rules);
  const units = clause ? [...clause.lead, ...clause.responsible] : [];
  if (!clause || units.length === 0 || !units.every((unit) => unit.recognised && unit.name.length <= 24)) return undefined;
  return { ...clause, start: at, end: at + sentence[0].length };
}

type Clause = Omit<Responsibility, 'start' | 'end'>;

function byLabels(text: string, start: number, end: number, rules: ListRules): Clause | undefined {
  const words = text.slice(start, end);
  const marks = [...words.matchAll(anyLabel)];
  if (marks.length === 0) return undefined;
  const clause: { lead: UnitMention[]; responsible: Responsibility['responsible']; due?: { start: number; end: number } } = { lead: [], responsible: [] };
  const hasLead = marks.some((mark) => labelRole.get(mark[1] ?? '') === 'lead');
  for (const [i, mark] of marks.entries()) {
    const from = mark.index + mark[0].length;
    const next = marks[i + 1]?.index ?? words.length;
    // A remark may follow the list as a sentence of its own: 以下任务均需各区落实.
    const stop = words.slice(from, next).search(/[。！？]/);
    const till = stop === -1 ? next : from + stop;
    const role = labelRole.get(mark[1] ?? '') ?? 'other';
    if (role === 'other') continue;
    if (role === 'due') clause.due = { start: start + from, end: start + till };
    else {
      const list = withoutNote(words.slice(from, till));
      const marked = leadMarks(list);
      const units = readUnits(list.replaceAll(leadMark, (note) => ' '.repeat(note.length)), start + from, rules.place);
      const first = role === 'responsible' && !hasLead && marked.size === 0 && (rules.firstLeads || firstLeadsNote.test(mark[2] ?? '')) ? 1 : 0;
      const leads = (unit: UnitMention, i: number): boolean => role === 'lead' || i < first || marked.has(unit.name);
      clause.lead.push(...units.filter(leads));
      clause.responsible.push(...units.filter((unit, i) => !leads(unit, i)).map((unit) => (role === 'cooperating' ? { ...unit, cooperating: true as const } : unit)));
    }
  }
  return { ...clause, form: 'labels' };
}

const leadMark = /（(?:牵头|牵头单位|主办)）/g;

/** Units marked in the list itself: 市大数据局（牵头）、市财政局. */
function leadMarks(list: string): ReadonlySet<string> {
  return new Set([...list.matchAll(/([^、，；\s（）：]+)（(?:牵头|牵头单位|主办)）/g)].map((match) => match[1] ?? ''));
}

/** A remark in brackets at the end, as （列第一为牵头单位，下同）, is no unit. It is blanked so that places stay true. */
function withoutNote(words: string): string {
  return words.replace(/（(?:[^（）]|（[^（）]*）)*(?:牵头单位；|为牵头|下同|不再列出|均为|是牵头)(?:[^（）]|（[^（）]*）)*）/g, (note) => ' '.repeat(note.length));
}

/** "省A厅牵头，省B局、省C局配合，各有关部门按职责分工负责": each verb closes the list before it. */
function byVerbs(text: string, start: number, end: number, rules: ListRules): Clause | undefined {
  const groups: { role: Role | 'owner'; start: number; end: number }[] = [];
  let from = start;
  let verbs = 0;
  let due: Clause['due'];
  for (const chunk of chunks(text, start, end)) {
    const words = text.slice(from, chunk.end);
    const lead = /^\s*由(.+?)牵头[，,]?会同/.exec(words);
    if (lead) continue;
    if (/^[^、]{0,12}(?:\d月|年底|季度|上半年|下半年|年内)[^、]{0,6}(?:完成|上线|前)$/.test(words)) {
      due = { start: from, end: chunk.end };
      from = chunk.end + 1;
      continue;
    }
    const match = verb.exec(words.replace(/[。；\s]+$/, ''));
    if (!match || match[0] === '') continue;
    verbs++;
    groups.push({ role: roleOf(match[0]), start: from, end: from + match.index });
    from = chunk.end + 1;
  }
  if (from < end) groups.push({ role: verbs === 0 ? 'other' : 'owner', start: from, end });
  const hasLead = groups.some((group) => group.role === 'lead');
  const clause: Pick<Clause, 'lead' | 'responsible'> = { lead: [], responsible: [] };
  for (const group of groups) {
    const units = readUnits(text.slice(group.start, group.end).replace(/(单位|部门)?(?:等)?$/, (tail) => tail), group.start, rules.place);
    if (group.role === 'lead' || (group.role === 'owner' && !hasLead && verbs > 0)) clause.lead.push(...units);
    else clause.responsible.push(...units.map((unit) => (group.role === 'cooperating' ? { ...unit, cooperating: true as const } : unit)));
  }
  if (clause.lead.length + clause.responsible.length === 0) return undefined;
  return { ...clause, ...(due ? { due } : {}), form: verbs === 0 ? 'bare' : 'verbs' };
}

function roleOf(words: string): Role | 'owner' {
  if (words.includes('牵头')) return 'lead';
  return /配合|参与|参加|协助|协办|协同/.test(words) ? 'cooperating' : 'owner';
}

function chunks(text: string, start: number, end: number): { end: number }[] {
  const found: { end: number }[] = [];
  let deep = 0;
  for (let at = start; at < end; at++) {
    if (/[（(]/.test(text[at] ?? '')) deep++;
    else if (/[）)]/.test(text[at] ?? '')) deep--;
    else if (deep === 0 && /[，,；;]/.test(text[at] ?? '')) found.push({ end: at });
  }
  return [...found, { end }];
}

/** "由市X局牵头，会同市Y局…" in running text: the unit right before 牵头, if it is one. */
export function findLeadInSentence(text: string, from: number, to: number, rules: ListRules): UnitMention[] {
  const units: UnitMention[] = [];
  for (const match of text.slice(from, to).matchAll(/(?<=^|[，。；：\n])(?:由|以)?((?:[^，。；：、\n（）]{2,18}、){0,5}[^，。；：、\n（）]{2,18}?)(?:负责)?牵头(?!人|部门|单位|负责部门)/g)) {
    const list = match[1] ?? '';
    const at = from + match.index + match[0].indexOf(list);
    if (!clauseWords(list).every(({ words }) => looksLikeUnit(words) && /^(省|市|县|区|旗|州|盟|国家|团)/.test(words))) continue;
    units.push(...readUnits(list, at, rules.place));
  }
  return units;
}
