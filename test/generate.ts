import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generators as allGenerators, type Generator } from './generators.ts';
import { root } from './run/command.ts';

const again = 'Run `npm run generate` and commit the result.';

/** Makes every generated file again and says where the committed one differs; changes nothing. */
export async function checkGenerated(generators: readonly Generator[] = allGenerators, folder = root): Promise<{ files: number; faults: string[] }> {
  const faults: string[] = [];
  let files = 0;
  for (const generator of generators) {
    const made = await generator.files();
    for (const [file, text] of Object.entries(made)) {
      files += 1;
      const path = join(folder, file);
      const committed = existsSync(path) ? readFileSync(path, 'utf8') : null;
      if (committed === null) faults.push(`${file}: missing, made by "${generator.name}". ${again}`);
      else if (committed !== text) faults.push(`${file}: ${firstDifference(committed, text)} ${again}`);
    }
    for (const file of leftOver(generator, made, folder)) faults.push(`${file}: "${generator.name}" no longer makes it. ${again}`);
  }
  return { files, faults };
}

/** Writes every generated file that changed and removes what is left over. Answers the paths it touched. */
export async function generate(generators: readonly Generator[] = allGenerators, folder = root): Promise<string[]> {
  const touched: string[] = [];
  for (const generator of generators) {
    const made = await generator.files();
    for (const [file, text] of Object.entries(made)) {
      const path = join(folder, file);
      if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      touched.push(file);
    }
    for (const file of leftOver(generator, made, folder)) {
      rmSync(join(folder, file));
      touched.push(file);
    }
  }
  return touched;
}

const leftOver = ({ owns }: Generator, made: Readonly<Record<string, string>>, folder: string): string[] =>
  owns === undefined ? [] : globSync(owns, { cwd: folder }).filter((file) => !(file in made)).toSorted();

function firstDifference(committed: string, made: string): string {
  const [before, after] = [committed.split('\n'), made.split('\n')];
  const at = after.findIndex((line, index) => line !== before[index]);
  const line = at < 0 ? after.length : at;
  return `line ${line + 1} reads "${before[line] ?? ''}" and should read "${after[line] ?? ''}".`;
}

if (import.meta.main) {
  const checking = process.argv.includes('--check');
  const { files, faults } = checking ? await checkGenerated() : { files: 0, faults: [] };
  for (const fault of faults) console.error(fault);
  if (checking) console.log(`${files} generated files, ${faults.length} differ.`);
  else for (const file of await generate()) console.log(`made ${file}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
