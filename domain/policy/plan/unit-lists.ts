import { unitEnding } from './unit-names.ts';

/** A stretch of a list and where it begins. */
export type ListPart = { readonly words: string; readonly start: number };

const kinds = '(?:县级市|县市区|[县区市旗]（[^（）]+）|乡镇（街道）|镇（街道）|乡镇|镇街|街道|经济功能区|功能区|开发区|园区|[县区市旗镇乡盟州])';

/** Kinds of territory that stand together in one name: 各区、县（市）政府 is one. */
const opened = new RegExp(`^各${kinds}(?:、${kinds})*$`);
const continued = new RegExp(`^${kinds}+(?:党委|党工委)?(?:人民)?(?:政府|管委会|管理委员会|办事处)?(?:[及和].*)?$`);

/** The single units of a list, in order. Brackets stay with their unit; "等有关部门" becomes a unit of its own; a bare "等" or "等单位" ends. */
export function clauseWords(list: string): ListPart[] {
  return joinTerritories(splitOutside(list)).flatMap(splitConjunction).flatMap(splitOpenEnd).map(trimPart).filter((part) => part.words !== '');
}

function splitOutside(list: string): ListPart[] {
  const parts: ListPart[] = [];
  let deep = 0;
  let start = 0;
  for (let i = 0; i <= list.length; i++) {
    const sign = list[i] ?? '、';
    if (/[（(〔]/.test(sign)) deep++;
    else if (/[）)〕]/.test(sign)) deep = Math.max(0, deep - 1);
    else if (i === list.length || (deep === 0 && /[、，,；;/]|\s/.test(sign))) {
      if (i > start) parts.push({ words: list.slice(start, i), start });
      start = i + 1;
    }
  }
  return parts;
}

/** 各区、县级市人民政府 was cut at its own 、: put it together again. */
function joinTerritories(parts: readonly ListPart[]): ListPart[] {
  const joined: ListPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last && ((opened.test(last.words) && continued.test(part.words)) || (last.words.endsWith('部门') && /^单位(（[^（）]*）)?$/.test(part.words)))) {
      joined[joined.length - 1] = { words: `${last.words}、${part.words}`, start: last.start };
    } else joined.push(part);
  }
  return joined;
}

/** "市公安局和市司法局" are two; "市工业和信息化局" is one; "各区政府及各管委会" stays together as the territories it means. */
function splitConjunction(part: ListPart): ListPart[] {
  for (const match of part.words.matchAll(/以及|会同|和|与|及/g)) {
    const left = part.words.slice(0, match.index);
    const right = part.words.slice(match.index + match[0].length);
    if (!unitEnding.test(left) || !/^(国家|中央|省|市|县|区|旗|州|各|有关|相关|其他|团|驻)/.test(right)) continue;
    if (left.startsWith('各') && right.startsWith('各')) continue;
    if (!unitEnding.test(right.replace(/（[^（）]*）$/, '')) && !/等/.test(right)) continue;
    return [{ words: left, start: part.start }, ...splitConjunction({ words: right, start: part.start + match.index + match[0].length })];
  }
  return [part];
}

function splitOpenEnd(part: ListPart): ListPart[] {
  const match = /^(.{2,}?)等((?:[省市县区]政府|[省市县区]直|[省市县区]级)?(?:各)?(?:有关|相关)(?:部门|单位)(?:（单位）|、单位|单位)?|(?:\d+|[一二三四五六七八九十]+)?个?(?:部门|单位|部门单位|部门（单位）)?)$/.exec(part.words);
  if (!match?.[1]) return [part];
  const first = { words: match[1], start: part.start };
  return /有关|相关/.test(match[2] ?? '') ? [first, { words: match[2] ?? '', start: part.start + match[1].length + 1 }] : [first];
}

function trimPart(part: ListPart): ListPart {
  const lead = /^[\s：:。.]*(?:由|会同|以及|及|和|与(?=[省市县区各]))?/.exec(part.words)?.[0].length ?? 0;
  return { words: part.words.slice(lead).replace(/[\s。.；;：:]+$/, ''), start: part.start + lead };
}
