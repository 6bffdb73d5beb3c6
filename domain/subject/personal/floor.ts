import { addJob } from '#kernel/jobs/jobs.ts';
import type { Floor, Job } from '#kernel/house.ts';
import { keyRing } from '#kernel/vault/keys.ts';
import { resumeRotations, rotateKeys } from '#kernel/vault/rotate.ts';
import { sealWhatLiesOpen } from '#kernel/vault/sealed-table.ts';
import { personRoutes } from './person-routes.ts';
import { expireData } from './erase.ts';
import { eraseCopies, resumeErasures } from './erase-person.ts';
import './own-places.ts';
import { importJob } from './import.ts';
import { registryImportRoutes, resumeImports } from './import-routes.ts';
import { deletionRoutes } from './deletion-routes.ts';
import { meRoutes } from './me-routes.ts';
import { keyRoutes } from './key-routes.ts';

/** What protects personal data: its keys, who may see it for what, what persons may ask. */
export const personalFloor: Floor = {
  key: 'personal',
  routes: (app, house) => {
    keyRoutes(app, house);
    personRoutes(app, house);
    meRoutes(app, house);
    registryImportRoutes(app, house);
    deletionRoutes(app, house);
  },
  jobs: { 'rotate-keys': rotateKeys as Job, 'seal-plain': sealWhatLiesOpen as Job, 'expire-data': expireData as Job, 'erase-copies': eraseCopies as Job, 'registry-import': importJob },
  every: ['40 2 * * * expire-data'],
  start: async (house) => {
    await keyRing(house, house.db, { fresh: false });
    await resumeRotations(house);
    await resumeImports(house.db);
    await resumeErasures(house.db);
    await addJob(house.db, 'seal-plain', {}, { key: 'seal-plain' });
    return async () => undefined;
  },
};
