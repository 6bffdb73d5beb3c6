import { fileURLToPath } from 'node:url';
import type { Floor } from '#kernel/house.ts';
import { dayOf } from '#kernel/time/day.ts';
import { accessRoutes } from './access/routes.ts';
import { remindOfDuties } from './duties/remind.ts';
import { dutyRoutes } from './duties/routes.ts';
import { addIdentifierFormats } from './identifiers/formats.ts';
import { noticeRoutes } from './notice-routes.ts';
import { organRoutes } from './organ-routes.ts';
import { loadOrgans } from './organs.ts';
import { sendMessage, sweepMessages } from './messages.ts';
import { subjectRoutes } from './routes.ts';
import { staffRoutes } from './staff/routes.ts';
import { sweepSignIn } from './sign-in/sweep.ts';

export const subjectFloor: Floor = {
  key: 'subject',
  tables: fileURLToPath(new URL('./tables', import.meta.url)),
  routes: (app, house) => {
    addIdentifierFormats(() => dayOf(house.clock.now()));
    subjectRoutes(app, house);
    organRoutes(app, house);
    accessRoutes(app, house);
    dutyRoutes(app, house);
    noticeRoutes(app, house);
    staffRoutes(app, house);
  },
  jobs: { 'duty-remind': (_payload, house) => remindOfDuties(house), 'message-send': sendMessage, 'message-sweep': sweepMessages, 'sign-in-sweep': sweepSignIn },
  every: ['0 9 * * 1 duty-remind', '17 3 * * * message-sweep', '*/15 * * * * sign-in-sweep'],
  start: async (house) => {
    await loadOrgans(house);
    return async () => undefined;
  },
};
