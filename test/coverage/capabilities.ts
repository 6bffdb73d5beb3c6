import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, type ESTree } from 'vite';
import { root } from '../run/command.ts';

/** One thing the five plans ask of the platform. `rows` are the numbers of the plan rows that ask for it. */
export type Capability = { readonly key: string; readonly zh: string; readonly en: string; readonly area: string; readonly rows: readonly string[] };

const file = JSON.parse(readFileSync(join(import.meta.dirname, 'capabilities.json'), 'utf8')) as { areas: Record<string, string>; capabilities: Capability[] };

/** All 130, in the order of their areas. */
export const capabilities: readonly Capability[] = file.capabilities;
/** Area key → its Chinese name. */
export const areas: Readonly<Record<string, string>> = file.areas;

/** The acceptance file that tells the story of a capability, whether or not it has been written yet. */
export const storyFile = (key: string): string => `test/acceptance/${key}.test.ts`;

/** The names of the stories a capability's file tells, read without running them. Empty when there is no file. */
export function storiesOf(key: string): string[] {
  const path = join(root, storyFile(key));
  if (!existsSync(path)) return [];
  const { program } = parseSync(path, readFileSync(path, 'utf8'));
  return program.body.flatMap((statement) => (statement.type === 'ExpressionStatement' ? storyName(statement.expression) : []));
}

/** `test('…')` at the top of a file, also behind await. Names put together at run time cannot be read here. */
function storyName(expression: ESTree.Expression): string[] {
  if (expression.type === 'AwaitExpression') return storyName(expression.argument);
  if (expression.type !== 'CallExpression' || expression.callee.type !== 'Identifier' || !['test', 'it', 'describe', 'suite'].includes(expression.callee.name)) return [];
  const [name] = expression.arguments;
  if (name?.type === 'Literal' && typeof name.value === 'string') return [name.value];
  if (name?.type === 'TemplateLiteral' && name.expressions.length === 0) return [name.quasis[0]?.value.cooked ?? ''];
  return [];
}
