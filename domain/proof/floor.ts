import { fileURLToPath } from 'node:url';
import type { Floor } from '#kernel/house.ts';
import { sweepCodes } from './codes/history.ts';
import { codeRoutes } from './codes/routes.ts';
import { proofRoutes } from './routes.ts';

export const proofFloor: Floor = {
  key: 'proof',
  tables: fileURLToPath(new URL('./tables', import.meta.url)),
  routes: (app, house) => {
    proofRoutes(app, house);
    codeRoutes(app, house);
  },
  jobs: { 'sweep-codes': (_payload, house) => sweepCodes(house) },
  every: ['*/10 * * * * sweep-codes'],
};
