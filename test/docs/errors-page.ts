import type { ErrorEntry, Locale } from '#kernel/errors/refusal.ts';
import { roomOf } from '../floors/house.ts';
import { readCatalogue } from './catalogue.ts';

/** docs/errors.md: every published failure with its words in both languages, area by area. */
export async function errorsPage(): Promise<string> {
  const { areas, entries } = await readCatalogue();
  const lines = areas.toSorted((a, b) => heightOf(a.file) - heightOf(b.file) || a.file.localeCompare(b.file)).flatMap(({ file, codes }) => [
    `## ${areaOf(file)}`, '', `[${file}](../${file})`, '', '| code | status | 中文 | English |', '|---|---|---|---|',
    ...codes.map((code) => line(code, entries.get(code))), '',
  ]);
  return [
    '# 错误 Errors', '',
    'Made by `npm run generate`. Every failure the program expects, as `application/problem+json` (RFC 9457) answers it: a permanent `code`, its status, and for the reader’s language what happened, why, and what to do next. Words in braces are filled in. Wrong fields are listed in `errors`, each with a JSON pointer. A code, once published, never changes its meaning.', '',
    `${entries.size} codes.`, '', ...lines,
  ].join('\n');
}

const line = (code: string, entry: ErrorEntry | undefined): string => `| \`${code}\` | ${entry?.status ?? '—'} | ${words(entry, 'zh')} | ${words(entry, 'en')} |`;
const words = (entry: ErrorEntry | undefined, locale: Locale): string => (entry ? `**${entry[locale].title}**<br>${entry[locale].detail}<br>→ ${entry[locale].next}`.replaceAll('|', '\\|') : '—');

/** From the ground up, as the house stands. */
const heightOf = (file: string): number => roomOf(file)?.height ?? 0;

/** The title of an area: kernel/errors/common.ts is what any route may answer, domain/matter/errors.ts is of matters. */
const areaOf = (file: string): string => (file === 'kernel/errors/common.ts' ? 'everywhere' : file.split('/').slice(1, -1).join(' · '));
