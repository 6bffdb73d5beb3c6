import { fileURLToPath } from 'node:url';
import type { Floor } from '#kernel/house.ts';
import { mandateEnded } from './behalf.ts';
import { matterBalances } from './balance.ts';
import { openingListeners } from './opens-on.ts';
import { matterRoutes } from './routes.ts';
import { prepareMonths, watchDeadlines } from './timeouts.ts';
import './where.ts';
import './use-cases.ts';
import './own-places.ts';
import './personal-effects.ts';

export const matterFloor: Floor = {
  key: 'matter',
  tables: fileURLToPath(new URL('./tables', import.meta.url)),
  routes: matterRoutes,
  hearsFor: openingListeners,
  hears: { 'mandate.ended': mandateEnded },
  balances: matterBalances,
  jobs: { 'matter-deadlines': watchDeadlines, 'prepare-months': prepareMonths },
  every: ['* * * * * matter-deadlines ?max=1&jobKey=matter-deadlines', '15 3 * * * prepare-months'],
};
