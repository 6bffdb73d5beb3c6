import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A Chromium ready to be launched: its program and the environment it needs. */
export type Chromium = { readonly executablePath: string; readonly env: Record<string, string> };

/** Browsers people have installed, tried where the npm package brings no program (macOS, arm64). */
const installed = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium', '/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];

/**
 * The browser of the tests. `CHROMIUM_PATH` names one of your own; otherwise the one inside the npm package
 * @sparticuz/chromium is unpacked once (3 s) and kept. Throws with the way out where there is none.
 */
export async function findChromium(): Promise<Chromium> {
  const home = cacheFolder();
  const env = { FONTCONFIG_FILE: writeFontConfig(home), TZ: 'Asia/Shanghai' };
  const own = process.env['CHROMIUM_PATH'] || (process.platform === 'linux' && process.arch === 'x64' ? undefined : installed.find((path) => existsSync(path)));
  if (own) return { executablePath: own, env };
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error(`No Chromium for ${process.platform}-${process.arch} comes with the packages. Install one and name it in CHROMIUM_PATH.`);
  const folder = await unpack(home);
  return { executablePath: join(folder, 'chromium'), env: { ...env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } };
}

/** Beside the packages, or, where those belong to somebody else, in the temporary folder of this user. */
function cacheFolder(): string {
  const root = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'yiwang');
  try {
    mkdirSync(root, { recursive: true });
    rmSync(mkdtempSync(join(root, 'probe-')), { recursive: true });
    return root;
  } catch {
    const own = join(tmpdir(), `yiwang-browser-${process.getuid?.() ?? 0}`);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    // Somebody else on this machine may have put a program of theirs there.
    if (statSync(own).uid !== process.getuid?.()) throw new Error(`${own} belongs to another user. Remove it, or name a browser in CHROMIUM_PATH.`);
    return own;
  }
}

/**
 * Unpacks the packaged browser into a folder named by its version. Several test processes may do so at once:
 * each unpacks into a folder of its own, and the first to finish gives it the final name.
 */
async function unpack(home: string): Promise<string> {
  const packageFile = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..', 'package.json');
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };
  const folder = join(home, `chromium-${version}`);
  if (existsSync(join(folder, 'chromium'))) return folder;
  const fresh = mkdtempSync(join(home, 'unpacking-'));
  const before = { ...process.env };
  try {
    // The package decides at import, by these two, where it unpacks and whether it brings its own system libraries.
    process.env['TMPDIR'] = fresh;
    process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs24.x';
    const { default: packaged } = await import('@sparticuz/chromium');
    await packaged.executablePath();
    if (!existsSync(join(fresh, 'al2023', 'lib'))) throw new Error(`@sparticuz/chromium ${version} did not unpack its system libraries; look at how it detects its environment.`);
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(join(folder, 'chromium'))) throw error;
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
  return folder;
}

/** The packaged Chromium knows no Chinese: these two weights from npm make every machine draw the same letters. */
function writeFontConfig(home: string): string {
  const fonts = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/package.json')));
  const file = join(home, 'fonts.conf');
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${join(fonts, '400Regular')}</dir>
  <dir>${join(fonts, '700Bold')}</dir>
  <cachedir>${join(home, 'fontconfig')}</cachedir>
</fontconfig>
`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, text);
    renameSync(draft, file);
  }
  return file;
}
