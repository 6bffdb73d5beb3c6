import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '#kernel/database/embedded.ts';
import { connect } from '#kernel/database/connect.ts';
import { clusterPrefix, endWithMe, removeCluster, sweepLeftovers } from './leftovers.ts';

/** A PostgreSQL for tests: the address of its `postgres` database, as a user who may create databases. */
export type TestServer = { readonly url: string; readonly stop: () => Promise<void> };

/**
 * Starts one: the server named in TEST_DATABASE_URL, or an embedded one with a throw-away cluster.
 * The cluster does not wait for the disk: a test that kills the database brings its own.
 */
export async function startTestServer(say: (line: string) => void = () => undefined): Promise<TestServer> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) {
    say(`Tests use the PostgreSQL of TEST_DATABASE_URL, version ${await versionOf(given)}.`);
    return { url: given, stop: async () => undefined };
  }
  sweepLeftovers();
  const dataDir = mkdtempSync(join(tmpdir(), clusterPrefix));
  // Under root the database runs as a user without rights, who must be able to enter.
  chmodSync(dataDir, 0o711);
  const { url, stop } = await startEmbedded({ dataDir, say });
  const forget = endWithMe(dataDir, await hurry(url));
  say(`Tests use an embedded PostgreSQL ${await versionOf(url)}.`);
  return { url, stop: async () => { forget(); await stop(); removeCluster(dataDir); } };
}

let own: Promise<TestServer> | undefined;

/** The address of the test server: the one `npm test` started, or, when a test file runs by itself, one that ends with it. */
export async function testServerUrl(): Promise<string> {
  const shared = process.env['TEST_SERVER_URL'];
  if (shared) return shared;
  // Stopped when the process ends, not in after(): called inside a test, that would stop it with this one test.
  own ??= startTestServer();
  return (await own).url;
}

/** A database of its own for one test or file, empty or a copy of `template`; drop it in after(). */
export async function freshDatabase(template = 'template1'): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = new URL(await testServerUrl());
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`;
  const admin = connect(server.href, { max: 1, name: 'tests' });
  // Copying the files is ten times as fast as writing each page to the log first, which is PostgreSQL's habit.
  await admin.unsafe(`create database ${name} template ${template} strategy file_copy`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: async () => { await admin.unsafe(`drop database if exists ${name} with (force)`); await admin.end(); } };
}

/** Lets the cluster not wait for the disk; answers the id of its main process. */
async function hurry(url: string): Promise<number> {
  const db = connect(url, { max: 1, name: 'tests' });
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) await db.unsafe(`alter system set ${setting} = off`);
  await db`select pg_reload_conf()`;
  const [row] = await db<{ pid: string }[]>`select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`;
  await db.end();
  return Number(row?.pid);
}

async function versionOf(url: string): Promise<string> {
  const db = connect(url, { max: 1, name: 'tests' });
  const [row] = await db<{ server_version: string }[]>`show server_version`;
  await db.end();
  return row?.server_version ?? 'unknown';
}
