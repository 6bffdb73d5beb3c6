import { fileURLToPath } from 'node:url';
import type { Floor } from '#kernel/house.ts';
import { orderUnread, readPlanJob } from './reading/import-job.ts';
import { rememberMatter } from './release-plan.ts';
import { policyRoutes } from './routes.ts';

export const policyFloor: Floor = {
  key: 'policy',
  tables: fileURLToPath(new URL('./tables', import.meta.url)),
  routes: policyRoutes,
  hears: {
    'matter.opened': async (event, _house, tx) => {
      const { origin, number } = event.payload as { origin?: string | null; number: string };
      if (origin?.startsWith('plan:')) await rememberMatter(tx, origin, number);
    },
  },
  jobs: { 'read-plan': readPlanJob },
  start: async (house) => {
    await orderUnread(house);
    return async () => undefined;
  },
};
