import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Pack } from '#domain/pack.ts';
import { packReference } from '#domain/pack-reference.ts';
import { root } from '../run/command.ts';

/** REFERENCE.md beside every pack of the house, and beside the bicycle pack, which is the worked example of docs/add-a-topic.md. */
export async function packPages(): Promise<Record<string, string>> {
  const files = globSync(['packs/*/*/pack.ts', 'test/packs/bicycle/pack.ts'], { cwd: root }).toSorted();
  const pages = await Promise.all(files.map(async (file) => {
    const { default: pack } = (await import(join(root, file))) as { default: Pack };
    return [`${dirname(file)}/REFERENCE.md`, `${packReference(pack).trimEnd()}\n\n---\nMade by \`npm run generate\` from the definitions beside it.\n`] as const;
  }));
  return Object.fromEntries(pages);
}
