import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { parseSync, type ESTree, Visitor } from 'vite';

/** One import of one file, as written and as understood. */
export type Import = {
  /** The text between the quotes. */
  readonly written: string;
  readonly line: number;
  /** `import type` and `typeof import()`: gone at run time. */
  readonly typeOnly: boolean;
  /** The names it takes; empty where it takes all or none can be told. */
  readonly names: readonly string[];
  /** The file of this house it leads to, relative to the root; null for a library. */
  readonly file: string | null;
  /** The library it leads to (`postgres`, `node:fs`); null for a file of this house. */
  readonly library: string | null;
};

/** A source file with everything it imports. */
export type Source = { readonly file: string; readonly imports: readonly Import[] };

/** Reads the imports of one TypeScript file, however many lines they span. `file` is relative to `root`. Throws on a syntax error. */
export function readSource(root: string, file: string): Source {
  const text = readFileSync(join(root, file), 'utf8');
  const { module, program, errors } = parseSync(file, text);
  const fault = errors[0];
  if (fault) throw new Error(`cannot be read as TypeScript (${fault.message})`);
  const found: Import[] = [];
  const add = (written: string, at: number, typeOnly: boolean, names: readonly string[] = []) =>
    found.push({ written, line: text.slice(0, at).split('\n').length, typeOnly, names, ...target(file, written) });
  const erased = (word: 'import' | 'export', start: number, isType: boolean) =>
    // `import { type A }` still loads the module at run time; only `import type` is erased.
    isType && new RegExp(`^${word}\\s+type\\b`).test(text.slice(start, start + 40));

  for (const statement of module.staticImports) {
    const isType = statement.entries.length > 0 && statement.entries.every((entry) => entry.isType);
    add(statement.moduleRequest.value, statement.start, erased('import', statement.start, isType), statement.entries.flatMap(({ importName, isType: type }) => (type || !importName.name ? [] : [importName.name])));
  }
  for (const statement of module.staticExports) {
    const [entry] = statement.entries;
    if (entry?.moduleRequest) add(entry.moduleRequest.value, statement.start, erased('export', statement.start, entry.isType));
  }
  if (/\bimport\s*\(/.test(text)) {
    new Visitor({
      ImportExpression: ({ source, start }) => literal(source, (value) => add(value, start, false)),
      TSImportType: ({ source, start }) => literal(source, (value) => add(value, start, true)),
    }).visit(program);
  }
  return { file, imports: found };
}

function literal(node: ESTree.Node, then: (value: string) => void): void {
  if (node.type === 'Literal' && typeof node.value === 'string') then(node.value);
}

/** Where an import leads: `#kernel/x.ts` and `./x.ts` to a file, the rest to a library by its package name. */
function target(from: string, written: string): { file: string | null; library: string | null } {
  const path = written.replace(/\?.*$/, '');
  if (path.startsWith('#')) return { file: path.slice(1), library: null };
  if (path.startsWith('.')) return { file: posix.join(posix.dirname(from), path), library: null };
  if (isBuiltin(path)) return { file: null, library: path.startsWith('node:') ? path : `node:${path}` };
  return { file: null, library: path.split('/').slice(0, path.startsWith('@') ? 2 : 1).join('/') };
}
