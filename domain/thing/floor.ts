import { fileURLToPath } from 'node:url';
import type { Floor, Job } from '#kernel/house.ts';
import { thingBalances } from './balance.ts';
import { intakeOf } from './intake/intake.ts';
import { dropExpired, keepPartitions } from './keep.ts';
import { thingLayer } from './map.ts';
import { readingRoutes } from './reading-routes.ts';
import { thingRoutes } from './routes.ts';
import { watchSilence } from './silence.ts';
import './where.ts';

const keep: Job = async (_payload, house) => {
  await keepPartitions(house);
  const dropped = await dropExpired(house);
  if (dropped.length > 0) house.log.info({ dropped }, 'Readings past their keeping were dropped.');
};

const watch: Job = async (_payload, house) => {
  await watchSilence(house);
};

export const thingFloor: Floor = {
  key: 'thing',
  tables: fileURLToPath(new URL('./tables', import.meta.url)),
  routes: (app, house) => {
    thingRoutes(app, house);
    readingRoutes(app, house);
    thingLayer(app, house);
  },
  balances: thingBalances,
  jobs: { 'thing-keep': keep, 'thing-watch': watch },
  every: ['20 1 * * * thing-keep', '* * * * * thing-watch ?max=1&jobKey=thing-watch'],
  start: async (house) => {
    await keepPartitions(house);
    const intake = intakeOf(house);
    const stop = house.live.hear((notice) => {
      if (notice.topic.startsWith('thing.') && notice.topic !== 'thing.reported') intake.things.forget(notice.about);
    });
    return async () => {
      stop();
      await intake.drain();
    };
  },
};
