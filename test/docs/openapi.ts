import { tmpdir } from 'node:os';
import { readConfig } from '#kernel/config/config.ts';
import { softwareModule } from '#kernel/crypto/software-module.ts';
import { connect } from '#kernel/database/connect.ts';
import { openFileStore } from '#kernel/files/open.ts';
import type { House } from '#kernel/house.ts';
import { Live } from '#kernel/bus/live.ts';
import { createApp } from '#kernel/http/app.ts';
import { describeApi } from '#kernel/http/openapi.ts';
import { systemClock } from '#kernel/time/clock.ts';
import { reconciliationRoute } from '#kernel/watch/reconciliation.ts';
import { loadPacks } from '#domain/load-packs.ts';
import { packRoutes } from '#domain/pack-routes.ts';
import { cityNamed } from '#cities/cities.ts';
import { allFloors, version } from '../../server.ts';

/** The description of the whole API, as /api/openapi.json answers it: the house with its routes, without a database and without listening. */
export async function describedApi(): Promise<Record<string, unknown>> {
  const config = readConfig({ DATA_DIR: tmpdir(), LOG_LEVEL: 'silent' });
  const { packs } = cityNamed(config.city);
  const app = await createApp({ logLevel: config.logLevel });
  // A pool connects at its first query; describing asks none.
  const db = connect('postgres://nobody@127.0.0.1:1/none');
  const house: House = { config, db, log: app.log, clock: systemClock, files: openFileStore(config), crypto: softwareModule(tmpdir()), declared: loadPacks(packs), live: new Live() };
  await describeApi(app, version);
  reconciliationRoute(app, house, allFloors);
  packRoutes(app, house, packs);
  // The faces are pages, not API, and would be built.
  for (const floor of allFloors) if (floor.key !== 'faces') await floor.routes?.(app, house);
  await app.ready();
  const described = app.swagger() as unknown as Record<string, unknown>;
  await app.close();
  return described;
}

/** docs/openapi.json */
export const openapiPage = async (): Promise<string> => `${JSON.stringify(await describedApi(), null, 1)}\n`;
