import { fileURLToPath } from 'node:url';
import type { Floor } from '#kernel/house.ts';
import { keepFresh, placesOf } from './places.ts';
import { placeRoutes } from './routes.ts';

export const placeFloor: Floor = {
  key: 'place',
  tables: fileURLToPath(new URL('./tables', import.meta.url)),
  routes: placeRoutes,
  start: async (house) => {
    const stop = keepFresh(house);
    await placesOf(house);
    return async () => stop();
  },
};
