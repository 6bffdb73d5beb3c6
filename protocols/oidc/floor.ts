import { fileURLToPath } from 'node:url';
import type { Floor } from '#kernel/house.ts';
import { applicationRoutes } from './application-routes.ts';
import { sessionEnded, sweepRecords, tellApplication } from './back-channel.ts';
import { handoff } from './handoff.ts';
import { rotateJob } from './keys.ts';

/** The city's single sign-on: OpenID Connect at /oidc, its register of applications, and what it tells them. */
export const oidcFloor: Floor = {
  key: 'oidc',
  tables: fileURLToPath(new URL('./tables', import.meta.url)),
  routes: async (app, house) => {
    await handoff(app, house);
    applicationRoutes(app, house);
  },
  hears: { 'session.ended': sessionEnded },
  jobs: { 'oidc-back-channel': tellApplication, 'oidc-sweep': sweepRecords, 'oidc-rotate': rotateJob },
  every: ['*/20 * * * * oidc-sweep', '41 4 * * * oidc-rotate'],
};
