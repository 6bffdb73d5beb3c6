import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Live } from '#kernel/bus/live.ts';
import { readConfig } from '#kernel/config/config.ts';
import { softwareModule } from '#kernel/crypto/software-module.ts';
import { connect } from '#kernel/database/connect.ts';
import { openFileStore } from '#kernel/files/open.ts';
import type { Floor, House } from '#kernel/house.ts';
import { createApp } from '#kernel/http/app.ts';
import { prepareDatabase } from '#kernel/start.ts';
import { settableClock } from '#kernel/time/clock.ts';
import { loadPacks } from '#domain/load-packs.ts';
import { matterFloor } from '#domain/matter/floor.ts';
import { placeFloor } from '#domain/place/floor.ts';
import { proofFloor } from '#domain/proof/floor.ts';
import { subjectFloor } from '#domain/subject/floor.ts';
import { signalFloor } from '#domain/signal/floor.ts';
import { thingFloor } from '#domain/thing/floor.ts';
import { cityNamed } from '#cities/cities.ts';
import { seedCity } from '#cities/seed.ts';

const floors: readonly Floor[] = [placeFloor, subjectFloor, thingFloor, proofFloor, matterFloor, signalFloor];
/** The moment every seeded test city was made, so that all of them are alike. */
export const seededAt = '2026-06-12T10:30:00+08:00';

/** Several processes over one database share its keys, as they share DATA_DIR in service. */
const keysOf = (url: string): string => join(tmpdir(), `yiwang-seed-keys-${new URL(url).pathname.slice(1)}`);
/** Forgets the keys of a test database. */
export const dropKeys = (url: string): void => rmSync(keysOf(url), { recursive: true, force: true });

/** A house over a database, with the packs of Maoming, without a server. Close its pool with `house.db.end()`. */
export async function houseOver(url: string, env: Record<string, string> = {}): Promise<House> {
  const config = readConfig({ DATA_DIR: mkdtempSync(join(tmpdir(), 'yiwang-seed-')), LOG_LEVEL: 'error', ...env });
  const db = connect(url, { max: 4 });
  const app = await createApp({ logLevel: 'silent' });
  await prepareDatabase(db, url, floors);
  return { config, db, log: app.log, clock: settableClock(seededAt), files: openFileStore(config), crypto: softwareModule(keysOf(url)), declared: loadPacks(cityNamed('maoming').packs), live: new Live() };
}

/** `node test/kit/seeded-city.ts <database>`: makes the city in a process of its own, which a test may kill. */
if (import.meta.main) {
  const house = await houseOver(process.argv[2] ?? '');
  await seedCity(house, cityNamed('maoming'));
  await house.db.end();
}
