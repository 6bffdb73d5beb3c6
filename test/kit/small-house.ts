import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Live } from '#kernel/bus/live.ts';
import { readConfig, type Config } from '#kernel/config/config.ts';
import { softwareModule } from '#kernel/crypto/software-module.ts';
import { connect } from '#kernel/database/connect.ts';
import { Declared, type Declaration } from '#kernel/declare/declared.ts';
import { openFileStore } from '#kernel/files/open.ts';
import type { Floor, House } from '#kernel/house.ts';
import { createApp, type App } from '#kernel/http/app.ts';
import { watch } from '#kernel/watch/health.ts';
import { prepareDatabase, startWork } from '#kernel/start.ts';
import { systemClock, type Clock } from '#kernel/time/clock.ts';
import { openAccounts, type NewAccount } from '#domain/subject/accounts.ts';
import { openSession } from '#domain/subject/sign-in/sessions.ts';
import { freshDatabase, startTestServer } from '#test/kit/server.ts';

/** A house with only the floors a test names, on a real database of its own, reachable over real HTTP. */
export type SmallHouse = {
  readonly house: House;
  readonly app: App;
  readonly url: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** Opens an account and a session; returns a client that asks as this account. */
  readonly as: (account: NewAccount) => Promise<Client>;
  readonly guest: Client;
  readonly stop: () => Promise<void>;
};

// oxlint-disable-next-line typescript/no-explicit-any -- a test says itself what it expects of an answer
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: any };
export type Client = {
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  readonly post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  readonly put: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;
  readonly patch: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;
  readonly delete: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  readonly upload: (name: string, bytes: Uint8Array | Blob, path?: string) => Promise<Answer>;
  readonly token: string | null;
};

/** Starts the house. `jobs: false` leaves background work undone, for tests that kill or watch it. */
export async function smallHouse({ floors = [], declared = [], env = {}, clock = systemClock, jobs = true, max = 12 }: {
  floors?: readonly Floor[]; declared?: readonly Declaration[]; env?: Record<string, string>; clock?: Clock; jobs?: boolean; max?: number;
} = {}): Promise<SmallHouse> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yiwang-small-'));
  const database = await databaseOfItsOwn();
  const config: Config = readConfig({ PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error', ...(jobs ? {} : { ROLES: 'web' }), ...env });
  const db = connect(database.url, { max });
  await prepareDatabase(db, database.url, floors);
  const app = await createApp({ logLevel: config.logLevel });
  const definitions = new Declared();
  for (const definition of declared) definitions.add('test', definition);
  const house: House = { config, db, log: app.log, clock, files: openFileStore(config), crypto: softwareModule(join(dataDir, 'keys')), declared: definitions, live: new Live() };
  watch(app, db);
  for (const floor of floors) await floor.routes?.(app, house);
  const stopWork = await startWork(house, database.url, floors);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    house, app, url, dataDir, databaseUrl: database.url,
    guest: clientFor(url, null),
    as: async (account) => {
      await openAccounts(db, [account]);
      const [row] = await db<{ id: string }[]>`select id from accounts where username = ${account.username}`;
      const session = await openSession(db, row!.id, { address: '127.0.0.1', agent: 'test' });
      return clientFor(url, session.token);
    },
    stop: async () => {
      await app.close();
      await stopWork();
      await db.end({ timeout: 5 });
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** On the server `npm test` started; when a test file runs by itself, on one that ends with the house. */
async function databaseOfItsOwn(): Promise<{ url: string; drop: () => Promise<void> }> {
  if (process.env['TEST_SERVER_URL']) return freshDatabase();
  const { url, stop } = await startTestServer();
  return { url, drop: stop };
}

/** A client of the API: JSON in and out, as one account or as nobody; `always` goes with every request. */
export function clientFor(url: string, token: string | null, always: Record<string, string> = {}): Client {
  const ask = async (method: string, path: string, body?: string | FormData, headers: Record<string, string> = {}): Promise<Answer> => {
    const answer = await fetch(`${url}${path}`, { method, ...(body === undefined ? {} : { body }), headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...always, ...headers } });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
  };
  const json = (method: string) => (path: string, body: unknown = {}, headers: Record<string, string> = {}) => ask(method, path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  return {
    token,
    get: (path, headers) => ask('GET', path, undefined, headers),
    post: json('POST'),
    put: json('PUT'),
    patch: json('PATCH'),
    delete: (path, headers) => ask('DELETE', path, undefined, headers),
    upload: (name, bytes, path = '/api/v1/files') => {
      const form = new FormData();
      form.append('file', bytes instanceof Blob ? bytes : new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
      return ask('POST', path, form);
    },
  };
}
