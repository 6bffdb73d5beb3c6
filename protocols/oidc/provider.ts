import type Provider from 'oidc-provider';
import type { House } from '#kernel/house.ts';
import { keyMark, signingKeys } from './keys.ts';
import type { TellSignOut } from './make-provider.ts';

export const oidcPath = '/oidc';
export const issuerOf = (house: House): string => `${house.config.publicUrl}${oidcPath}`;

type Held = { readonly provider: Provider; readonly tell: TellSignOut; readonly mark: string; checked: number };
const held = new WeakMap<House, Promise<Held>>();
const lookAgain = 30_000;

/** The OpenID provider of this house, made at the first use and made anew when its keys have changed. */
export const providerOf = async (house: House): Promise<Provider> => (await current(house)).provider;

/** Forgets the provider, so that the next call reads the keys again. */
export const forgetProvider = (house: House) => void held.delete(house);

/** Tells an application, server to server, that a session has ended. Throws when it does not answer 200 or 204. */
export const deliverSignOut = async (house: House, clientId: string, accountId: string, sid: string): Promise<void> => (await current(house)).tell(clientId, accountId, sid);

async function current(house: House): Promise<Held> {
  const known = await (held.get(house) ?? build(house));
  if (Date.now() - known.checked < lookAgain) return known;
  known.checked = Date.now();
  return (await keyMark(house.db)) === known.mark ? known : build(house);
}

function build(house: House): Promise<Held> {
  const made = make(house);
  held.set(house, made);
  made.catch(() => held.delete(house));
  return made;
}

async function make(house: House): Promise<Held> {
  const keys = await signingKeys(house);
  const mark = await keyMark(house.db);
  // Loaded with the first application that asks: it is the largest library of the house.
  const { makeProvider } = await import('./make-provider.ts');
  return { ...(await makeProvider(house, issuerOf(house), keys)), mark, checked: Date.now() };
}
