import { fileURLToPath } from 'node:url';
import type { Floor, House } from '#kernel/house.ts';
import { syncDeclared } from './catalogue/declared.ts';
import { catalogueRoutes } from './catalogue/routes.ts';
import { versionRoutes } from './catalogue/version-routes.ts';
import { importRoutes } from './import/routes.ts';
import { importJob } from './import/run.ts';
import { mappingRoutes } from './mapping/routes.ts';
import { qualityRoutes } from './quality/routes.ts';
import { tendIdle } from './guard/idle.ts';
import { exportRoutes } from './export/routes.ts';
import { guardRoutes } from './guard/routes.ts';
import { closeWithCase, watchUse } from './guard/watch.ts';
import { Gateway } from './sharing/gateway.ts';
import { grantRoutes } from './sharing/grant-routes.ts';
import { requestRoutes } from './sharing/request-routes.ts';
import { dropServedJob, serveJob } from './sharing/serve.ts';
import { tendRecords, wakeImports } from './tend.ts';
import './where.ts';
import './own-places.ts';

const gateways = new WeakMap<House, Gateway>();
const gatewayOf = (house: House) => {
  const known = gateways.get(house) ?? new Gateway(house);
  gateways.set(house, known);
  return known;
};

export const recordFloor: Floor = {
  key: 'record',
  tables: fileURLToPath(new URL('./tables', import.meta.url)),
  routes: (app, house) => {
    importRoutes(app, house);
    catalogueRoutes(app, house);
    versionRoutes(app, house);
    qualityRoutes(app, house);
    mappingRoutes(app, house);
    requestRoutes(app, house);
    grantRoutes(app, house, gatewayOf(house));
    guardRoutes(app, house);
    exportRoutes(app, house);
  },
  hears: { 'matter.closed': closeWithCase },
  jobs: { 'record-import': importJob, 'record-serve': serveJob, 'record-drop-served': dropServedJob, 'record-wake': wakeImports, 'record-tend': tendRecords, 'guard-use': watchUse, 'guard-idle': tendIdle },
  every: ['* * * * * record-wake', '17 * * * * record-tend', '* * * * * guard-use ?max=1&jobKey=guard-use', '40 2 * * * guard-idle'],
  start: async (house) => {
    await syncDeclared(house);
    const stop = gatewayOf(house).listen();
    return async () => stop();
  },
};
