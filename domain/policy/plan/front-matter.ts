import type { Span } from './traced-text.ts';
import type { PlaceName } from './units.ts';

/** What a document says of itself before its first part. Absent where it does not say. */
export type FrontMatter = {
  readonly title?: string;
  readonly issuer?: string;
  /** 海政发〔2024〕7号 */
  readonly documentNumber?: string;
  /** Day of signing, 2024-03-05. */
  readonly day?: string;
  /** The place that issued it, as 海澜市: tells whose 市财政局 is meant. */
  readonly place: PlaceName;
};

const planWord = /(方案|计划|规划|意见|纲要|要点|措施|办法|分工|清单|任务|细则|规定|安排|通知)$/;
const dayPattern = /(20\d{2})年(\d{1,2})月(\d{1,2})日/g;
const numberPattern = /[\p{Script=Han}]{1,12}[〔[（(【]\s*20\d{2}\s*[〕\]）)】]\s*(?:第)?\d{1,4}\s*号/gu;
const organ = /[\p{Script=Han}]{2,20}?(?:人民政府办公[厅室]|人民政府|委员会办公室|领导小组办公室|委员会|办公[厅室]|大数据[\p{Script=Han}]{0,6}局|管理局|局)/u;
const placePattern = /((?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区|[\p{Script=Han}]{2,3}省|[\p{Script=Han}]{2,6}?(?:自治州|地区|盟|市|自治县|自治旗|县|旗|区))(?=人民政府|数字|委员会|大数据|一体|智慧|关于|“|加快|推进|深化|全面|落实|政务|促进|\d|$)/u;

/** Reads title, issuer, number, day and place from the text before the first part, and from the lines after the last. `headed` is the markup's main heading. */
export function readFrontMatter(text: string, front: Span, headed?: string): FrontMatter {
  const head = text.slice(front.start, front.end);
  const tail = text.slice(Math.max(front.end, text.length - 400));
  const lines = head.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const title = findTitle(lines) ?? headed?.replace(/^#+\s*/, '').trim();
  const issuer = findIssuer(lines, title) ?? signedBy(tail);
  const documentNumber = findNumber(lines);
  const day = findDay(head) ?? findDay(tail.split('\n').filter((line) => /^\s*20\d{2}年\d{1,2}月\d{1,2}日(印发)?\s*$/.test(line)).join('\n'));
  return {
    ...(title ? { title } : {}), ...(issuer ? { issuer } : {}), ...(documentNumber ? { documentNumber } : {}), ...(day ? { day } : {}),
    place: findPlace([issuer, title, ...lines.filter((line) => line.length < 60)], title),
  };
}

/** The plan's own name: the last line that is one, else what the notice prints and distributes, else the page's title. */
function findTitle(lines: readonly string[]): string | undefined {
  const own = lines.findLast((line) => line.length <= 60 && planWord.test(bare(line)) && !/[。；，]/.test(line) && !line.endsWith('通知'));
  if (own) return bare(own) + yearsBelow(lines, own);
  const named = lines.map((line) => /《([^《》]{4,60})》(?:已经|印发|的通知|是由|予以)/.exec(line)?.[1]).find((name) => name !== undefined);
  if (named) return named;
  const first = lines.find((line) => planWord.test(bare(line)) && line.length <= 80);
  return first === undefined ? undefined : bare(first);
}

/** The years a title carries on a line of their own: （2024—2026年）. */
function yearsBelow(lines: readonly string[], title: string): string {
  const below = lines[lines.indexOf(title) + 1] ?? '';
  return /^（20\d{2}[年—–-]+20\d{2}年?）$/.test(below) ? below : '';
}

function bare(line: string): string {
  return line.replace(/^(#+|[-·•])\s*/, '').replace(/^(中文名|标题|名称)\s*[：:]\s*/, '').replace(/[（(](征求意见稿|试行|草案|公开征求意见稿)[)）]$/, '').replace(/^.*关于印发《(.+)》的通知$/, '$1').trim();
}

function findIssuer(lines: readonly string[], title: string | undefined): string | undefined {
  for (const line of lines) {
    const labelled = /(?:发布单位|发文机关|发文单位|发布机构|制定机关|来文单位)\s*[：:]\s*([\p{Script=Han}、]{4,40})/u.exec(line)?.[1];
    if (labelled) return labelled;
    const from = /来源\s*[：:]\s*([\p{Script=Han}]{4,30})/u.exec(line)?.[1];
    if (from && isOrgan(from)) return from;
  }
  const published = lines.map((line) => /是由([\p{Script=Han}]{4,30}?)于/u.exec(line)?.[1]).find((name) => name !== undefined);
  if (published) return published;
  const dated = lines.findIndex((line) => /^20\d{2}年\d{1,2}月\d{1,2}日$/.test(line));
  const above = lines.slice(Math.max(0, dated - 3), Math.max(dated, 0)).findLast((line) => isOrgan(line));
  if (above) return above;
  for (const line of lines) {
    const by = /^([\p{Script=Han}\s]{4,40}?)关于/u.exec(line)?.[1]?.trim();
    if (by && (isOrgan(by) || /关于(?:印发|公布|下发|发布)/.test(line))) return by;
  }
  return lines.find((line) => line !== title && isOrgan(line));
}

function isOrgan(line: string): boolean {
  const match = organ.exec(line);
  return match !== null && match.index === 0 && match[0].length === line.length;
}

function signedBy(tail: string): string | undefined {
  return tail.split('\n').map((line) => line.trim()).findLast((line) => isOrgan(line));
}

/** The document's own number stands alone on a line or in its heading, not in brackets after another document's title. */
function findNumber(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    for (const match of line.matchAll(numberPattern)) {
      const before = line.slice(0, match.index);
      if (/[》（(]$/.test(before.trim()) || /根据|按照|贯彻|落实/.test(before)) continue;
      if (before.length > 30) continue;
      return match[0].replaceAll(/\s/g, '').replace(/[[（(【]/, '〔').replace(/[\]）)】]/, '〕').replace(/^(发文字号|文号|发文号|字号)/, '');
    }
  }
  return undefined;
}

function findDay(words: string): string | undefined {
  const days = [...words.replaceAll(/《[^《》]*》/g, '').matchAll(dayPattern)];
  const alone = days.find((day) => /(^|\n)\s*$/.test(words.slice(Math.max(0, day.index - 3), day.index))) ?? days[0];
  const dashed = /(20\d{2})\s?-\s?(\d{1,2})\s?-\s?(\d{1,2})/.exec(words);
  const [, y, m, d] = alone ?? dashed ?? [];
  if (!y || !m || !d || Number(m) > 12 || Number(d) > 31) return undefined;
  return `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
}

/** A title that begins with its place: 海澜市营商环境…. */
const placeFirst = /^([\p{Script=Han}]{2,6}?(?:省|自治州|地区|盟|市|自治县|县|旗|区))(?<!城市|全市|都市|地区|园区|社区)(?=[\p{Script=Han}“\d]{2})/u;

function findPlace(sources: readonly (string | undefined)[], title: string | undefined): PlaceName {
  const first = placeFirst.exec(title ?? '')?.[1];
  if (first && !/^(推进|加快|全面|深化|关于)/.test(first)) return first;
  for (const source of sources) {
    const found = source && placePattern.exec(source.replace(/^(关于|中共|推进|加快)/, ''))?.[1];
    if (found && !/^(各|全|本|我|有关|市|省|县|区)|[全本我城各][市县区省]$/.test(found)) return found;
  }
  return '';
}
