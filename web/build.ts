import { existsSync, globSync, statSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { builtFaces } from './built.ts';

/** What preparing the faces came to: whether they had to be built, and how long it took in milliseconds. */
export type Prepared = { readonly built: boolean; readonly milliseconds: number };

let preparing: Promise<Prepared> | null = null;

/**
 * Makes sure that `web/dist` holds the faces of the present sources; builds them when it does not (about 5 s).
 * May be called early and again: the work is done once per process.
 */
export const prepareFaces = (): Promise<Prepared> => (preparing ??= prepare());

async function prepare(): Promise<Prepared> {
  const start = performance.now();
  const built = !isFresh();
  if (built) await build();
  return { built, milliseconds: Math.round(performance.now() - start) };
}

/** Whether the built faces are newer than everything they are made of. */
function isFresh(): boolean {
  const manifest = join(builtFaces, 'manifest.json');
  if (!existsSync(manifest)) return false;
  const madeAt = statSync(manifest).mtimeMs;
  const sources = globSync(['{ui,words,office,command,hub}/**/*.{ts,tsx,css,html,svg}', 'vite.config.ts', 'built.ts', '../package-lock.json'], { cwd: import.meta.dirname });
  return sources.every((file) => statSync(join(import.meta.dirname, file)).mtimeMs <= madeAt);
}

/** Builds beside the old faces and then changes places, so that processes starting together never see half a build. */
async function build(): Promise<void> {
  const [{ build: viteBuild }, { default: config }] = await Promise.all([import('vite'), import('./vite.config.ts')]);
  const fresh = `${builtFaces}-${process.pid}`;
  await viteBuild({ ...config, configFile: false, logLevel: 'error', build: { ...config.build, outDir: fresh } });
  await compress(fresh);
  const old = `${fresh}-old`;
  if (existsSync(builtFaces)) await rename(builtFaces, old);
  await rename(fresh, builtFaces);
  await rm(old, { recursive: true, force: true });
}

const squeeze = { br: promisify(brotliCompress), gz: promisify(gzip) };

/** Compresses once what would otherwise be compressed at every request. */
async function compress(folder: string): Promise<void> {
  await Promise.all(globSync('assets/*.{js,mjs,css,svg}', { cwd: folder }).map(async (file) => {
    const path = join(folder, file);
    const content = await readFile(path);
    if (content.length < 1024) return;
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 6 };
    await Promise.all([
      squeeze.br(content, { params: quality }).then((small) => writeFile(`${path}.br`, small)),
      squeeze.gz(content, { level: 7 }).then((small) => writeFile(`${path}.gz`, small)),
    ]);
  }));
}

if (import.meta.main) {
  const { built, milliseconds } = await prepareFaces();
  console.log(built ? `Faces built in ${milliseconds} ms.` : 'Faces are up to date.');
}
