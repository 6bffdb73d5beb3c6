import { fileURLToPath } from 'node:url';
import { anchorNow } from '#kernel/chain/anchor.ts';
import { startSealer } from '#kernel/chain/run.ts';
import type { Floor, Job } from '#kernel/house.ts';
import { sweepCodes } from './codes/history.ts';
import { codeRoutes } from './codes/routes.ts';
import { evidenceLog } from './evidence/evidence.ts';
import { evidenceHears } from './evidence/hears.ts';
import { evidenceRoutes } from './evidence/routes.ts';
import { askWitnesses } from './evidence/witness.ts';
import { proofRoutes } from './routes.ts';
import './where.ts';
import './own-places.ts';

/** Every minute: what is new is signed, and shown to the witnesses. */
const witnessEvidence: Job = async (_payload, house) => {
  await anchorNow(house, evidenceLog);
  await askWitnesses(house);
};

export const proofFloor: Floor = {
  key: 'proof',
  tables: fileURLToPath(new URL('./tables', import.meta.url)),
  routes: (app, house) => {
    proofRoutes(app, house);
    codeRoutes(app, house);
    evidenceRoutes(app, house);
  },
  hears: evidenceHears,
  jobs: { 'sweep-codes': (_payload, house) => sweepCodes(house), 'evidence-witness': witnessEvidence },
  every: ['*/10 * * * * sweep-codes', '* * * * * evidence-witness ?max=1&jobKey=evidence-witness'],
  start: async (house) => (house.config.roles.has('worker') ? startSealer(house, evidenceLog) : async () => undefined),
};
