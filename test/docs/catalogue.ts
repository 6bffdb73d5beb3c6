import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ESTree, parseSync, Visitor } from 'vite';
import { catalogue, type ErrorEntry, type RefusalWords } from '#kernel/errors/refusal.ts';
import { root } from '../run/command.ts';

/** The failures of one area, in the order they are written. */
export type Area = { readonly file: string; readonly codes: readonly string[] };
/** A place in the sources that names a code: with the values it gives when it calls with them written out, else null. */
export type Mention = { readonly file: string; readonly code: string; readonly values: readonly string[] | null };

/** Every area that publishes failures, its entries, and every place that names a code. Loads the areas, so that the catalogue is whole. */
export async function readCatalogue(): Promise<{ areas: readonly Area[]; mentions: readonly Mention[]; entries: ReadonlyMap<string, ErrorEntry> }> {
  const areas: Area[] = [];
  const mentions: Mention[] = [];
  for (const file of sources()) {
    const text = readFileSync(join(root, file), 'utf8');
    if (!/["'][A-Z][A-Z0-9_]+["']|defineErrors\(/.test(text)) continue;
    const codes: string[] = [];
    new Visitor({
      CallExpression(call) {
        const [first, second] = call.arguments;
        if (call.callee.type === 'Identifier' && call.callee.name === 'defineErrors' && first?.type === 'ObjectExpression') codes.push(...namesIn(first).filter((name) => name !== null));
        if (first?.type === 'Literal' && typeof first.value === 'string') mentions.push({ file, code: first.value, values: valuesOf(second) });
      },
      Literal(literal) {
        if (typeof literal.value === 'string') mentions.push({ file, code: literal.value, values: null });
      },
    }).visit(parseSync(file, text).program);
    if (codes.length === 0) continue;
    areas.push({ file, codes });
    await import(join(root, file));
  }
  return { areas, mentions: mentions.filter(({ code }) => catalogue.has(code)), entries: catalogue };
}

/** The names a refusal fills in: `{number}` → number. */
export const placeholders = ({ title, detail, next }: RefusalWords): string[] => [...new Set([...`${title} ${detail} ${next}`.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].toSorted();

const sources = () => globSync(['{kernel,domain,protocols,web,cities}/**/*.{ts,tsx}', 'server.ts'], { cwd: root, exclude: (path) => /(^|\/)(node_modules|dist|testing)(\/|$)|\.test\.tsx?$/.test(path) }).toSorted();

function valuesOf(given: ESTree.CallExpression['arguments'][number] | undefined): string[] | null {
  if (given === undefined) return [];
  if (given.type !== 'ObjectExpression') return null;
  const names = namesIn(given);
  return names.includes(null) ? null : names.filter((name) => name !== null);
}

/** The names of an object written out in the text; null for what is spread in or computed. */
const namesIn = (object: ESTree.ObjectExpression): (string | null)[] =>
  object.properties.map((property) => (property.type !== 'Property' || property.computed ? null : property.key.type === 'Identifier' ? property.key.name : property.key.type === 'Literal' ? String(property.key.value) : null));
