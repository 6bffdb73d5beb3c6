import type { FastifyRequest } from 'fastify';
import type { App } from '#kernel/http/app.ts';
import type { House } from '#kernel/house.ts';
import { refuse as refuseGuest } from '../errors.ts';
import { tokenOf } from '../identify.ts';
import { refuse } from './errors.ts';
import { sessionOf, type OwnSession } from './sessions.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The act is sensitive: it asks for a second factor shown a short while ago, else it is refused (STEP_UP_NEEDED). */
    stepUp?: boolean;
  }
}

/** How long a second factor counts as fresh. */
export const freshMinutes = 10;

/** Routes that say `config: { stepUp: true }` ask for a fresh second factor before their handler runs. */
export function guardSensitiveActs(app: App, house: House): void {
  app.addHook('preHandler', async (request) => {
    if (request.routeOptions.config?.stepUp) await mustBeFresh(house, request);
  });
}

/** Refuses (STEP_UP_NEEDED) unless the session that asks has shown a second factor within ten minutes. For acts that are sensitive only at times. */
export async function mustBeFresh(house: House, request: FastifyRequest): Promise<void> {
  if (!isFresh(await ownSession(house, request))) throw refuse('STEP_UP_NEEDED', { minutes: freshMinutes });
}

/** Whether a second factor was shown within ten minutes. */
export const isFresh = ({ provenAt }: Pick<OwnSession, 'provenAt'>): boolean => provenAt !== null && Date.now() - provenAt.getTime() <= freshMinutes * 60_000;

/** The session that asks. Refuses a request without one. */
export async function ownSession(house: House, request: FastifyRequest): Promise<OwnSession> {
  const token = tokenOf(request);
  const session = token ? await sessionOf(house.db, token.value) : null;
  if (!session) throw refuseGuest('SIGN_IN_NEEDED');
  return session;
}
