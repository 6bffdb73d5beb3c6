import { fileURLToPath } from 'node:url';
import type { Floor } from '#kernel/house.ts';
import { catalogueRoutes } from './catalogue/routes.ts';
import { versionRoutes } from './catalogue/version-routes.ts';
import { importRoutes } from './import/routes.ts';
import { importJob } from './import/run.ts';
import { mappingRoutes } from './mapping/routes.ts';
import { qualityRoutes } from './quality/routes.ts';

export const recordFloor: Floor = {
  key: 'record',
  tables: fileURLToPath(new URL('./tables', import.meta.url)),
  routes: (app, house) => {
    importRoutes(app, house);
    catalogueRoutes(app, house);
    versionRoutes(app, house);
    qualityRoutes(app, house);
    mappingRoutes(app, house);
  },
  jobs: { 'record.import': importJob },
};
