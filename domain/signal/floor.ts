import { fileURLToPath } from 'node:url';
import { inOneGo } from '#kernel/bus/relay.ts';
import { addDays, dayOf } from '#kernel/time/day.ts';
import type { Floor, House, Job } from '#kernel/house.ts';
import { computeTouched } from './compute.ts';
import { signalRoutes } from './routes.ts';
import { hearSilence } from './silence.ts';
import { computeJob, hearEnded, hearMoved, hearOpened, hearRated, hearReadings, hearThing, touchRunning } from './touch.ts';
import { warningRoutes } from './warning-routes.ts';
import { hearClosed } from './warnings.ts';

const compute: Job = async (_payload, house) => {
  await computeTouched(house);
};

const tick: Job = async (_payload, house) => {
  await keepMonths(house);
  await touchRunning(house);
};

const keepMonths = async ({ db, clock }: House) => {
  const today = dayOf(clock.now());
  await db`select ensure_time_months('signal_parts', ${addDays(today, -62)}::date, ${addDays(today, 93)}::date, 80), ensure_time_months('signal_values', ${addDays(today, -62)}::date, ${addDays(today, 93)}::date, 80)`;
};

export const signalFloor: Floor = {
  key: 'signal',
  tables: fileURLToPath(new URL('./tables', import.meta.url)),
  routes: (app, house) => {
    signalRoutes(app, house);
    warningRoutes(app, house);
  },
  hears: {
    'thing.reported': hearReadings,
    'thing.changed': hearThing,
    'thing.silent': hearSilence,
    'matter.opened': hearOpened,
    'matter.moved': hearMoved,
    'matter.rated': hearRated,
    'matter.closed': inOneGo(async (events, house, tx) => {
      for (const event of events) await hearClosed(event, house, tx);
      await hearEnded(events, house, tx);
    }),
  },
  jobs: { [computeJob]: compute, 'signal-tick': tick },
  every: ['1 * * * * signal-tick ?max=3&jobKey=signal-tick'],
  start: async (house) => {
    await keepMonths(house);
    return async () => undefined;
  },
};
