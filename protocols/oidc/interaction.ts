import type { FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import type { House } from '#kernel/house.ts';
import { findApplication, type Application } from './applications.ts';
import { giveConsent } from './consents.ts';
import { refuse } from './errors.ts';
import { providerOf } from './provider.ts';
import { acrOf, levelAsked } from './scopes.ts';
import { fromOf } from '#domain/subject/sign-in/from.ts';
import type { OwnSession } from '#domain/subject/sign-in/sessions.ts';

/** What an application waits for: that somebody signs in (again, or with a second factor), or agrees to be told of. */
export type Wait = {
  readonly uid: string;
  readonly application: Application;
  readonly prompt: 'login' | 'consent';
  readonly since: Date;
  /** The sign-in must be newer than the question. */
  readonly again: boolean;
  readonly level: number;
  readonly scopes: readonly string[];
  /** Where the browser goes in the end; forms of the page must be allowed to lead there. */
  readonly returns: string | null;
};

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

async function details(house: House, request: FastifyRequest, reply: FastifyReply): Promise<Details> {
  return (await providerOf(house)).interactionDetails(request.raw, reply.raw).catch(() => { throw refuse('AUTHORIZATION_EXPIRED'); });
}

/** The question that is open in this browser. Refuses one that is over, or was put to another browser. */
export async function waitOf(house: House, request: FastifyRequest, reply: FastifyReply, uid: string): Promise<Wait> {
  const found = await details(house, request, reply);
  if (found.uid !== uid) throw refuse('AUTHORIZATION_EXPIRED');
  const wait = await read(house, found);
  if (!wait) throw refuse('APPLICATION_UNKNOWN');
  return wait;
}

/** What waits behind the sign-in page: enough to say for which application it is. Answers nothing; null when it is over. */
export async function glimpse(house: House, uid: string): Promise<Wait | null> {
  const found = await (await providerOf(house)).Interaction.find(uid);
  return found ? read(house, found) : null;
}

async function read(house: House, { uid, params, prompt, iat }: Pick<Details, 'uid' | 'params' | 'prompt' | 'iat'>): Promise<Wait | null> {
  const application = await findApplication(house.db, String(params['client_id']));
  if (!application) return null;
  const asked = String(params['acr_values'] ?? '').split(' ');
  return {
    uid, application, prompt: prompt.name === 'consent' ? 'consent' : 'login', since: new Date((iat ?? 0) * 1000),
    again: prompt.reasons.includes('login_prompt') || prompt.reasons.includes('max_age'),
    level: Math.max(application.level, levelAsked(asked)),
    scopes: String(params['scope'] ?? 'openid').split(' ').filter(Boolean),
    returns: typeof params['redirect_uri'] === 'string' ? params['redirect_uri'] : null,
  };
}

/** Whether the session of this site answers the question. */
export function answers(wait: Wait, session: OwnSession): boolean {
  const shown = Math.max(session.openedAt.getTime(), session.provenAt?.getTime() ?? 0);
  return session.level >= wait.level && (!wait.again || shown >= wait.since.getTime());
}

/** Tells the application's request who is signed in. Answers where the browser goes on. */
export async function answerSignIn(house: House, request: FastifyRequest, reply: FastifyReply, session: OwnSession): Promise<string> {
  const shown = Math.max(session.openedAt.getTime(), session.provenAt?.getTime() ?? 0);
  return finish(house, request, reply, { login: { accountId: session.accountId, acr: acrOf(session.level), amr: session.methods, ts: Math.floor(shown / 1000) } });
}

/** Keeps the consent, then tells the application's request. Answers where the browser goes on. */
export async function answerConsent(house: House, request: FastifyRequest, reply: FastifyReply, wait: Wait, accountId: string, agreed: readonly string[]): Promise<string> {
  const provider = await providerOf(house);
  const grantId = await house.db.begin((tx) => giveConsent(tx, provider, { accountId, clientId: wait.application.clientId, asked: wait.scopes, agreed }, fromOf(request)));
  return finish(house, request, reply, { consent: { grantId } });
}

/** The person does not want to: the application is told so, and nothing else. */
export const answerNo = (house: House, request: FastifyRequest, reply: FastifyReply) => finish(house, request, reply, { error: 'access_denied', error_description: 'the person did not agree' });

const finish = async (house: House, request: FastifyRequest, reply: FastifyReply, result: Parameters<Provider['interactionResult']>[2]): Promise<string> =>
  (await providerOf(house)).interactionResult(request.raw, reply.raw, result);
