import { fileURLToPath } from 'node:url';
import { inOneGo } from '#kernel/bus/relay.ts';
import type { Floor } from '#kernel/house.ts';
import { orderUnread, readPlanJob } from './reading/import-job.ts';
import { rememberMatter } from './release-plan.ts';
import { policyRoutes } from './routes.ts';
import './where.ts';

export const policyFloor: Floor = {
  key: 'policy',
  tables: fileURLToPath(new URL('./tables', import.meta.url)),
  routes: policyRoutes,
  hears: {
    'matter.opened': inOneGo(async (events, _house, tx) => {
      for (const { payload } of events) {
        const { origin, number } = payload as { origin?: string | null; number: string };
        if (origin?.startsWith('plan:')) await rememberMatter(tx, origin, number);
      }
    }),
  },
  jobs: { 'read-plan': readPlanJob },
  start: async (house) => {
    await orderUnread(house);
    return async () => undefined;
  },
};
