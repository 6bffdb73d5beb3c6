import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { cityNamed } from '#cities/cities.ts';
import { readConfig, type Config } from '#kernel/config/config.ts';
import type { House } from '#kernel/house.ts';
import { systemClock, type Clock } from '#kernel/time/clock.ts';
import { allFloors, startYiwang, type Running } from '../../server.ts';
import { openAccounts, type NewAccount } from '#domain/subject/accounts.ts';
import { findPerson, type Person } from '#domain/subject/persons.ts';
import { rules } from '#domain/subject/define-rules.ts';
import { openSession } from '#domain/subject/sign-in/sessions.ts';
import { clientFor, type Client } from './small-house.ts';
import { freshDatabase } from './server.ts';

/** The whole demonstration city, running over real HTTP on a database of its own. */
export type TestCity = Running & {
  readonly url: string;
  readonly dataDir: string;
  readonly guest: Client;
  /** Signs in as a demonstration account, by its password, over the API. */
  readonly as: (username: string) => Promise<Client>;
  /** Opens an account of its own, for an organ or post the demonstration has nobody in. */
  readonly newOfficial: (account: Omit<NewAccount, 'kind'>) => Promise<Client>;
};

/** The settings of a test city: demonstration accounts on, every port free, no log but errors. */
export const testConfig = (databaseUrl: string, dataDir: string, env: Record<string, string> = {}, demo = true): Config => ({
  ...readConfig({ PORT: '0', MQTT_PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'error', PUBLIC_URL: 'http://127.0.0.1', ...env }), databaseUrl, demo,
});

/** The faces of officials are built by Vite; stories told through the API do without. */
export const withoutFaces = allFloors.filter((floor) => floor.key !== 'faces');

/** Whoever a test brings in has read the rules; the story of the rules brings in its own. */
export const acknowledgeAll = ({ db, declared }: House, accountId: string) =>
  db`insert into rules_acknowledged (account_id, rules, version, at) select ${accountId}, key, version, now() from jsonb_to_recordset(${db.json(declared.all(rules).map(({ key, version }) => ({ key, version })))}::jsonb) as known(key text, version text) on conflict do nothing`;

/** What is sealed in the template opens only with its keys. */
export function takeTemplateKeys(dataDir: string): void {
  const keys = process.env['TEST_TEMPLATE_KEYS'];
  if (keys) cpSync(keys, join(dataDir, 'keys'), { recursive: true });
}

/** Starts the city on a copy of the template when there is one, else on an empty database that it seeds. It ends with the test file. Without `demo` it is in service: demonstration accounts are closed, administrators show two factors. */
export async function testCity({ clock = systemClock, env = {}, faces = false, demo = true }: { clock?: Clock; env?: Record<string, string>; faces?: boolean; demo?: boolean } = {}): Promise<TestCity> {
  const database = await freshDatabase(process.env['TEST_TEMPLATE'] ?? 'template1');
  const dataDir = mkdtempSync(join(tmpdir(), 'yiwang-city-'));
  chmodSync(dataDir, 0o755);
  takeTemplateKeys(dataDir);
  const running = await startYiwang(testConfig(database.url, dataDir, env, demo), cityNamed('maoming'), { clock, floors: faces ? allFloors : withoutFaces });
  after(async () => {
    await running.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const guest = clientFor(running.address, null);
  return {
    newOfficial: async (account) => {
      await openAccounts(running.house.db, [{ ...account, kind: 'official' }]);
      const [row] = await running.house.db<{ id: string }[]>`select id from accounts where username = ${account.username}`;
      await acknowledgeAll(running.house, row?.id ?? '');
      const { token } = await openSession(running.house.db, row?.id ?? '', { address: '127.0.0.1', agent: 'test' });
      return clientFor(running.address, token);
    },
    ...running, url: running.address, dataDir, guest,
    as: async (username) => {
      const answer = await guest.post('/api/v1/session', { username, password: 'yiwang-demo' });
      if (answer.status !== 201) throw new Error(`${username} could not sign in: ${JSON.stringify(answer.body)}`);
      return clientFor(running.address, (answer.body as { token: string }).token);
    },
  };
}

/** The person of the registry a demonstration account stands for. */
export async function personOf({ house }: Pick<TestCity, 'house'>, username: string): Promise<Person> {
  const [row] = await house.db<{ id: string }[]>`select subject_id as id from accounts where username = ${username}`;
  const person = row && (await findPerson(house.db, house, row.id));
  if (!person) throw new Error(`${username} stands for nobody in the registry.`);
  return person;
}
