import type { FastifyReply } from 'fastify';
import { Refusal } from '#kernel/errors/refusal.ts';
import { sessionCookie, tokenOf } from '#domain/subject/identify.ts';
import { organName } from '#domain/subject/organs.ts';
import { demoAccounts, setSessionCookie } from '#domain/subject/routes.ts';
import { fromOf } from '#domain/subject/sign-in/from.ts';
import { replaceSession, signOut, type OpenedSession } from '#domain/subject/sign-in/sessions.ts';
import { keepPending, signIn, signInWithCode } from '#domain/subject/sign-in/sign-in.ts';
import type { Wait } from '#protocols/oidc/interaction.ts';
import { askBox, askCode, refusalLine } from '../account/box.ts';
import { formsTo, waitBehind } from '../account/authorize.ts';
import { passkeyButton } from '../account/passkey.ts';
import { assetPaths } from '../assets.ts';
import type { Sent } from '../form/body.ts';
import { typedText, type Typed } from '../form/kind.ts';
import { html, nothing, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import { localPath, type Shown } from '../routes.ts';
import { asked, type Visit } from '../visit.ts';

/** Sign-in: name and password, pasting and password managers welcome (WCAG 3.3.8), or a passkey. Who is signed in is asked again only where an application wants it. */
export async function signInPage(visit: Visit): Promise<Shown> {
  const back = localPath(asked(visit.request, 'back', 500));
  if (visit.reader.kind !== 'guest' && asked(visit.request, 'again') !== '1') return { to: back };
  return page(visit, {}, new Map(), back, await waitBehind(visit, back));
}

export async function takeSignIn(visit: Visit, { typed }: Sent, reply: FastifyReply): Promise<Shown> {
  const { house, request, say } = visit;
  const back = localPath(typedText(typed, 'back'));
  const [username, password] = [typedText(typed, 'username'), typed['password']?.[0] ?? ''];
  const faults = new Map<string, string>();
  if (username === '' || username.length > 100) faults.set('username', say('signIn.fillName'));
  if (password === '' || password.length > 1000) faults.set('password', say('signIn.fillPassword'));
  if (faults.size > 0) return { ...(await page(visit, typed, faults, back, await waitBehind(visit, back))), status: 400 };
  try {
    return await entered(visit, await signIn(house, { username, password }, fromOf(request)), back, reply);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const wait = await waitBehind(visit, back);
    if (error.code === 'SECOND_FACTOR_NEEDED') return codePage(visit, await keepPending(house, username), back, wait);
    return { ...(await page(visit, typed, new Map([['username', refusalLine(visit, error)]]), back, wait)), status: error.entry.status };
  }
}

/** The second step: the code. */
export async function takeSignInCode(visit: Visit, { typed }: Sent, reply: FastifyReply): Promise<Shown> {
  const { house, request } = visit;
  const [back, pending] = [localPath(typedText(typed, 'back')), typedText(typed, 'pending')];
  try {
    return await entered(visit, await signInWithCode(house, pending, typedText(typed, 'code'), fromOf(request)), back, reply);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const wait = await waitBehind(visit, back);
    if (error.code === 'SIGN_IN_FAILED') return { ...(await page(visit, {}, new Map([['username', refusalLine(visit, error)]]), back, wait)), status: error.entry.status };
    return { ...codePage(visit, pending, back, wait, refusalLine(visit, error)), status: error.entry.status };
  }
}

/** The new session takes the place of the one this browser had. */
export async function entered({ house, request, reader }: Visit, session: OpenedSession, back: string, reply: FastifyReply): Promise<Shown> {
  const token = tokenOf(request);
  if (token?.from === 'cookie' && reader.accountId !== null) await house.db.begin((tx) => replaceSession(tx, token.value, session, fromOf(request)));
  setSessionCookie(reply, session.token, house);
  return { to: back };
}

export async function takeSignOut({ house, request }: Visit, reply: FastifyReply): Promise<Shown> {
  const token = tokenOf(request);
  if (token) await house.db.begin((tx) => signOut(tx, token.value, fromOf(request)));
  reply.clearCookie(sessionCookie, { path: '/' });
  return { to: '/' };
}

async function page(visit: Visit, typed: Typed, faults: ReadonlyMap<string, string>, back: string, wait: Wait | null): Promise<Page> {
  const { say, house } = visit;
  const why = wait === null ? say('signIn.why') : wait.again ? say('signIn.again', { name: wait.application.name }) : say('signIn.for', { name: wait.application.name, organ: organName(house, wait.application.organ) });
  return {
    title: say('signIn.title'), faulty: faults.size > 0, scripts: [assetPaths.passkey], formsTo: formsTo(wait),
    body: html`<div class="reading">${faults.size > 0 && html`<div class="summary" role="alert" tabindex="-1" autofocus aria-labelledby="summary-title"><h2 id="summary-title">${say('form.faults', { count: faults.size })}</h2><ul>${[...faults].map(([name, words]) => html`<li><a href="#f-${name}">${words}</a></li>`)}</ul></div>`}<h1>${say('signIn.title')}</h1><p class="quiet page-head">${why}</p>
<form method="post" action="/sign-in" novalidate><input type="hidden" name="back" value="${back}">
${askBox(visit, { name: 'username', label: say('signIn.name'), value: typedText(typed, 'username'), autocomplete: 'username webauthn', longest: 100, fault: faults.get('username') })}${askBox(visit, { name: 'password', label: say('signIn.password'), type: 'password', autocomplete: 'current-password', fault: faults.get('password') })}
<div class="actions"><button class="primary">${say('site.signIn')}</button></div></form><p class="gap"><a class="button" href="/sign-in/phone?back=${encodeURIComponent(back)}">${say('signIn.phone')}</a></p>${passkeyButton(visit, { act: 'sign-in', onward: back, words: say('signIn.passkey'), note: say('signIn.passkeyNote') })}${house.config.upstreamIdentity && html`<p class="gap"><a class="button" href="/sign-in/upstream?back=${encodeURIComponent(back)}">${say('signIn.upstream')}</a></p>`}
<details class="gap"><summary>${say('signIn.lost')}</summary><p>${say('signIn.lostText')}</p></details></div>${await demonstration(visit, back)}`,
  };
}

function codePage(visit: Visit, pending: string, back: string, wait: Wait | null, fault?: string): Page {
  const { say } = visit;
  return {
    title: say('signCode.title'), faulty: fault !== undefined, formsTo: formsTo(wait),
    body: html`<div class="reading"><h1>${say('signCode.title')}</h1><p class="page-head">${say('signCode.why')}</p><form method="post" action="/sign-in/code" novalidate><input type="hidden" name="back" value="${back}"><input type="hidden" name="pending" value="${pending}">${askCode(visit, { fault, hint: say('signCode.hint') })}<div class="actions"><button class="primary">${say('signCode.on')}</button></div></form></div>`,
  };
}

/** In the demonstration, the accounts of citizens stand here, each a button. */
async function demonstration({ house, say }: Visit, back: string): Promise<Html> {
  if (!house.config.demo) return nothing;
  const accounts = (await demoAccounts(house)).filter(({ face }) => face === 'portal');
  return accounts.length === 0 ? nothing : html`<section class="gap reading"><h2>${say('signIn.demo')}</h2><p class="quiet">${say('signIn.demoNote')}</p><ul class="rows">${accounts.map(({ username, password, name, title }) => html`<li><form method="post" action="/sign-in"><input type="hidden" name="back" value="${back}"><input type="hidden" name="username" value="${username}"><input type="hidden" name="password" value="${password}"><button class="bare">${say('signIn.demoAs', { name })}</button><p class="quiet small">${title} · ${username} / ${password}</p></form></li>`)}</ul></section>`;
}
