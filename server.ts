import { join } from 'node:path';
import type { CryptoModule } from '#kernel/crypto/module.ts';
import { pkcs11Module } from '#kernel/crypto/pkcs11/module.ts';
import { softwareModule } from '#kernel/crypto/software-module.ts';
import { startEmbedded } from '#kernel/database/embedded.ts';
import { connect } from '#kernel/database/connect.ts';
import { couldChangeAudit, embeddedProgramUrl, grantProgram } from '#kernel/database/program-role.ts';
import { createApp, type App } from '#kernel/http/app.ts';
import { describeApi } from '#kernel/http/openapi.ts';
import { watch } from '#kernel/watch/health.ts';
import { reconciliationRoute } from '#kernel/watch/reconciliation.ts';
import { configHelp, readConfig, type Config } from '#kernel/config/config.ts';
import type { Floor, House } from '#kernel/house.ts';
import { openFileStore } from '#kernel/files/open.ts';
import { Live } from '#kernel/bus/live.ts';
import { prepareDatabase, startWork } from '#kernel/start.ts';
import { systemClock, type Clock } from '#kernel/time/clock.ts';
import { placeFloor } from '#domain/place/floor.ts';
import { subjectFloor } from '#domain/subject/floor.ts';
import { personalFloor } from '#domain/subject/personal/floor.ts';
import { recordFloor } from '#domain/record/floor.ts';
import { thingFloor } from '#domain/thing/floor.ts';
import { proofFloor } from '#domain/proof/floor.ts';
import { policyFloor } from '#domain/policy/floor.ts';
import { matterFloor } from '#domain/matter/floor.ts';
import { signalFloor } from '#domain/signal/floor.ts';
import { loadPacks } from '#domain/load-packs.ts';
import { packRoutes } from '#domain/pack-routes.ts';
import { mqttFloor } from '#protocols/mqtt/floor.ts';
import { oidcFloor } from '#protocols/oidc/floor.ts';
import { open311Floor } from '#protocols/open311/floor.ts';
import { portalFloor } from '#web/portal/floor.ts';
import { facesFloor } from '#web/serve.ts';
import { cityNamed } from '#cities/cities.ts';
import type { City } from '#cities/city.ts';
import { mapOf, seedCity } from '#cities/seed.ts';
import { demoAccounts } from '#domain/subject/routes.ts';
import { offerFirstAdministrator } from '#domain/subject/sign-in/first-administrator.ts';

/** The house, ground floor first. A floor imports only what stands beneath it. */
export const allFloors: readonly Floor[] = [
  placeFloor, subjectFloor, personalFloor, recordFloor, thingFloor, proofFloor, policyFloor, matterFloor, signalFloor,
  mqttFloor, open311Floor, oidcFloor, portalFloor, facesFloor,
];

export const version = '0.1.0';

/** `say` hears each step with its time; a test may set the clock, or leave floors out that it does not need. */
export type StartOptions = { readonly say?: (line: string) => void; readonly clock?: Clock; readonly floors?: readonly Floor[] };

export type Running = { readonly house: House; readonly address: string; readonly stop: () => Promise<void> };

/** Starts a city and resolves when it answers. Throws, with nothing left running, when it cannot. */
export async function startYiwang(config: Config, city: City, { say = () => undefined, clock = systemClock, floors = allFloors }: StartOptions = {}): Promise<Running> {
  const stops: (() => Promise<unknown>)[] = [];
  const step = stepper(say);
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const declared = loadPacks(city.packs);
    const faces = aside(Promise.all(floors.map(async (floor) => floor.prepare?.())));
    const map = mapOf(city);
    const addresses = await step('数据库 database', () => openDatabase(config, stops, say, map));
    const { url } = addresses;
    const db = connect(url);
    stops.push(() => db.end({ timeout: 5 }));
    const app = await createApp({ logLevel: config.logLevel });
    const house: House = { config, db, log: app.log, clock, files: openFileStore(config), crypto: openCrypto(config, stops), declared, live: new Live() };
    // The routes are made while the database works: they ask it nothing before somebody calls.
    const doors = aside(faces.then(() => makeDoors(app, house, city, floors)));
    await step('数据结构 migrations', () => migrateAsOwner(addresses, floors));
    if (await couldChangeAudit(db)) say(roleWarning);
    await step(`城市 city ${city.title}`, () => seedCity(house, city, say, map));
    await step('页面 faces', () => faces);
    await step('接口 web', async () => {
      await doors;
      stops.push(await startWork(house, url, floors));
      stops.push(() => app.close());
      await app.listen({ port: config.port, host: config.host });
    });
    const address = app.listeningOrigin;
    say(`就绪 ready ${address} · ${sinceStart()}`);
    for (const line of await accountLines(house)) say(line);
    return { house, address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Work that goes on beside: waited for later, where a failure is told; until then it must not end the process. */
function aside<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

/** Every route of the house, described and compiled. */
async function makeDoors(app: App, house: House, city: City, floors: readonly Floor[]): Promise<void> {
  await describeApi(app, version);
  watch(app, house.db);
  reconciliationRoute(app, house, floors);
  packRoutes(app, house, city.packs);
  for (const floor of floors) await floor.routes?.(app, house);
  await app.ready();
}

/** Keys in a device where there is one, else in files beside the data. */
function openCrypto({ token, dataDir }: Config, stops: (() => Promise<unknown>)[]): CryptoModule {
  const software = softwareModule(join(dataDir, 'keys'));
  if (token === null) return software;
  const device = pkcs11Module(token, software);
  stops.push(async () => device.close());
  return device;
}

/** Where the program works, and as whom tables are made: two roles, so that the program cannot change what it has written down. */
type Addresses = { readonly url: string; readonly ownerUrl: string };

/** The database named in the settings, or the embedded one, started here; while a new one is being made, so is what the city needs first. */
async function openDatabase(config: Config, stops: (() => Promise<unknown>)[], say: (line: string) => void, meanwhile: () => unknown): Promise<Addresses> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, ownerUrl: config.migrateDatabaseUrl ?? config.databaseUrl };
  const embedded = await startEmbedded({ dataDir: config.dataDir, say, meanwhile });
  stops.push(embedded.stop);
  return { url: await embeddedProgramUrl(embedded.url, config.dataDir), ownerUrl: embedded.url };
}

async function migrateAsOwner({ url, ownerUrl }: Addresses, floors: readonly Floor[]): Promise<void> {
  const owner = connect(ownerUrl, { max: 2 });
  try {
    await prepareDatabase(owner, ownerUrl, floors);
    if (url !== ownerUrl) await grantProgram(owner, decodeURIComponent(new URL(url).username));
  } finally {
    await owner.end({ timeout: 5 });
  }
}

const roleWarning = '注意：程序以能改动审计日志的数据库角色运行；请设置 MIGRATE_DATABASE_URL 将两者分开（deploy/README.md）。 Note: the program works as a database role that could change the audit log; set MIGRATE_DATABASE_URL to separate them.';

/** Since the process began: what whoever typed the command has waited. */
const sinceStart = () => `${(performance.now() / 1000).toFixed(1)} s`;

const stepper = (say: (line: string) => void) => async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  const from = performance.now();
  const result = await work();
  say(`  ${name} ${((performance.now() - from) / 1000).toFixed(1)} s`);
  return result;
};

async function accountLines(house: House): Promise<string[]> {
  if (!house.config.demo) {
    const link = await offerFirstAdministrator(house);
    return link === null ? [] : ['首位管理员 first administrator: 24 小时内打开一次 open once within 24 hours', `  ${link}`];
  }
  const accounts = await demoAccounts(house);
  return accounts.length === 0 ? [] : ['演示帐号 demonstration accounts', ...accounts.map((account) => `  ${account.username.padEnd(12)} ${account.password.padEnd(14)} ${account.title}（${account.name}） → /${account.face === 'portal' ? '' : account.face}`)];
}

/** `npm start`: one city, from nothing to ready, saying what it does. Ctrl-C and SIGTERM stop it cleanly. */
async function main(): Promise<void> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  if (process.argv.includes('--help')) return say(configHelp());
  const config = readConfig(process.env, process.argv.slice(2));
  say(`  程序 program ${sinceStart()}`);
  const { stop } = await startYiwang(config, cityNamed(config.city), { say });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().then(() => process.exit(0)));
}

if (import.meta.main) await main();
