import { Refusal } from '#kernel/errors/refusal.ts';
import type { RealName } from '#domain/subject/real-name.ts';
import { organName } from '#domain/subject/organs.ts';
import { fromOf } from '#domain/subject/sign-in/from.ts';
import { signInsOf, type Method, type SignInEntry } from '#domain/subject/sign-in/record.ts';
import { endSessions, sessionsOf, type OwnSession } from '#domain/subject/sign-in/sessions.ts';
import { standInsOf, type StandInEntry } from '#domain/subject/staff/stand-ins.ts';
import { ownSession } from '#domain/subject/sign-in/step-up.ts';
import { holderOf, mayChangeMethods, methodsOf, removeMethod, type MethodEntry, type Methods } from '#domain/subject/sign-in/second/methods.ts';
import { refuse } from '#domain/subject/sign-in/errors.ts';
import { consentsOf, withdrawConsent, type Consent } from '#protocols/oidc/consents.ts';
import { scopes } from '#protocols/oidc/scopes.ts';
import { moment } from '../friendly.ts';
import { html, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import type { Shown } from '../routes.ts';
import { asked, type Visit } from '../visit.ts';
import { form, refusalNote } from './box.ts';

/** `/account`: how one signs in, where one is signed in, and what applications know. */
export async function accountPage(visit: Visit, refusal: Refusal | null = null): Promise<Page> {
  const { say, house, request, reader } = visit;
  const own = await ownSession(house, request);
  const holder = await holderOf(house.db, own.accountId);
  const [methods, sessions, record, consents, standIns, [account]] = await Promise.all([
    methodsOf(house.db, house, holder), sessionsOf(house.db, own.accountId), signInsOf(house.db, own.accountId, { after: null, limit: 20 }), consentsOf(house.db, own.accountId), reader.kind === 'official' ? standInsOf(house.db, own.accountId) : [],
    house.db<{ realName: RealName }[]>`select real_name as "realName" from accounts where id = ${own.accountId}`,
  ]);
  const done = asked(request, 'done') === 'password';
  return {
    title: say('account.title'), ...(refusal ? { status: refusal.entry.status } : {}),
    body: html`${refusalNote(visit, refusal)}${done && html`<p class="empty reading" role="status">${say('password.done')}</p>`}<h1>${say('account.title')}</h1><p class="page-head reading">${say('account.lead')}</p>
${facts([[say('account.name'), reader.name], [say('account.username'), reader.username ?? '—'], ...(reader.organ ? [[say('account.organ'), organName(house, reader.organ)], [say('account.posts'), reader.posts.join(say('words.comma')) || '—']] as const : []), [say('account.realName'), say(`account.real${account?.realName ?? 0}`)]])}
${standInList(visit, standIns)}
<section class="reading gap"><h2>${say('account.methods')}</h2><p class="quiet">${say('account.methodsNote')}</p>${methodList(visit, methods)}</section>
<section class="reading gap"><h2>${say('account.apps')}</h2>${consents.length === 0 ? html`<p class="empty">${say('account.appsNone')}</p>` : html`<ul class="rows">${consents.map((consent) => consentRow(visit, consent))}</ul>`}</section>
<section class="reading gap"><h2>${say('account.sessions')}</h2><ul class="rows">${sessions.map((session) => sessionRow(visit, session, session.id === own.id))}</ul>${sessions.length > 1 && form(visit, '/account/sessions/others', html`<div class="actions"><button>${say('account.endOthers')}</button></div>`)}</section>
<section class="gap"><h2>${say('account.record')}</h2><p class="quiet">${say('account.recordNote')}</p>${recordTable(visit, record)}</section>`,
  };
}

const facts = (all: readonly (readonly [title: string, value: string])[]): Html => html`<dl class="facts reading">${all.map(([title, value]) => html`<div class="fact"><dt>${title}</dt><dd>${value}</dd></div>`)}</dl>`;

/** Whom an official stands in for, and who for them: now, and what is arranged. */
function standInList({ say, now, locale, reader }: Visit, all: readonly StandInEntry[]): Html | null {
  const open = all.filter(({ endedAt, untilAt }) => endedAt === null && untilAt > now);
  if (open.length === 0) return null;
  const row = ({ accountId, accountName, standInName, why, fromAt, untilAt }: StandInEntry) => html`<li><b>${accountId === reader.accountId ? say('account.stoodInBy', { name: standInName }) : say('account.standsInFor', { name: accountName })}</b> ${why}<p class="quiet small">${moment(fromAt, now, locale)} – ${moment(untilAt, now, locale)}</p></li>`;
  return html`<section class="reading gap"><h2>${say('account.standIns')}</h2><p class="quiet">${say('account.standInsNote')}</p><ul class="rows">${open.map(row)}</ul></section>`;
}

function methodList(visit: Visit, { items, hasPassword, recoveryLeft }: Methods): Html {
  const { say, now, locale } = visit;
  const row = ({ id, kind, label, lastUsedAt }: MethodEntry) => {
    const name = `${say(`account.${kind}`)}${kind === 'passkey' || kind === 'phone' ? ` · ${label}` : ''}`;
    return html`<li class="row-with-act"><div><b>${name}</b><p class="quiet small">${lastUsedAt ? html`${say('account.used', { time: '' })}${moment(lastUsedAt, now, locale)}` : say('account.unused')}${kind === 'totp' && html` · ${say('account.recovery', { count: recoveryLeft })}`}</p></div>${form(visit, `/account/methods/${id}/remove`, html`<button class="bare" aria-label="${say('account.removeThis', { what: name })}">${say('account.remove')}</button>`)}</li>`;
  };
  const has = (kind: MethodEntry['kind']) => items.some((item) => item.kind === kind);
  return html`<ul class="rows">${hasPassword && html`<li class="row-with-act"><div><b>${say('account.password')}</b></div><a href="/account/password">${say('account.passwordChange')}</a></li>`}${items.map(row)}</ul><div class="actions">${!has('totp') && html`<a class="button" href="/account/totp">${say('account.add.totp')}</a>`}<a class="button" href="/account/passkey">${say('account.add.passkey')}</a><a class="button" href="/account/phone">${say(has('phone') ? 'account.change.phone' : 'account.add.phone')}</a>${has('totp') && html`<a class="button" href="/account/recovery">${say('account.recoveryNew')}</a>`}</div>`;
}

function consentRow(visit: Visit, { clientId, name, organ, scopes: told, purpose, givenAt }: Consent): Html {
  const { say, now, locale } = visit;
  const what = scopes.filter(({ key }) => told.includes(key)).map((scope) => scope[locale].title).join(say('words.comma'));
  return html`<li class="row-with-act"><div><b>${name}</b> <span class="quiet">${organName(visit.house, organ)}</span><p>${purpose}</p><p class="quiet small">${say('account.appsKnow', { what })}</p><p class="quiet small">${say('account.appsSince', { time: '' })}${moment(givenAt, now, locale)}</p></div>${form(visit, `/account/consents/${clientId}/withdraw`, html`<button class="bare" aria-label="${say('account.appsWithdrawThis', { name })}">${say('account.appsWithdraw')}</button>`)}</li>`;
}

function sessionRow(visit: Visit, { id, openedAt, address, agent, methods, application }: Omit<OwnSession, 'accountId'>, here: boolean): Html {
  const { say, now, locale } = visit;
  const where = application ?? deviceIn(agent);
  return html`<li class="row-with-act"><div><b>${where}</b>${here && html` <span class="quiet">${say('account.here')}</span>`}<p class="quiet small">${moment(openedAt, now, locale)} · ${address ?? '—'} · ${howWords(visit, methods)}</p></div>${!here && form(visit, `/account/sessions/${id}/end`, html`<button class="bare" aria-label="${say('account.endThis', { where })}">${say('account.end')}</button>`)}</li>`;
}

function recordTable(visit: Visit, record: readonly SignInEntry[]): Html {
  const { say, now, locale } = visit;
  const what = ({ outcome, application }: SignInEntry) => (application && outcome === 'opened' ? say('account.outcome.app', { name: application }) : say(`account.outcome.${outcome}`));
  return html`<table class="table stacks"><thead><tr>${(['account.when', 'account.what', 'account.where', 'account.how'] as const).map((key) => html`<th scope="col">${say(key)}</th>`)}</tr></thead><tbody>${record.map((entry) => html`<tr><td>${moment(entry.at, now, locale)}</td><th scope="row">${what(entry)}</th><td>${entry.address ?? '—'} <span class="quiet small">${deviceIn(entry.agent)}</span></td><td>${howWords(visit, entry.methods)}</td></tr>`)}</tbody></table>`;
}

const howWords = ({ say }: Visit, methods: readonly Method[]): string => methods.map((method) => say(`method.${method}`)).join(' + ') || '—';

/** A browser and system as their owner would name them; enough to recognise one's own. */
function deviceIn(agent: string | null): string {
  if (!agent) return '—';
  const [, browser] = /(MicroMessenger|Edg|Firefox|Chrome|Safari|curl|node)/.exec(agent) ?? [];
  const [, system] = /(Android|iPhone|iPad|Windows|Mac OS X|HarmonyOS|Linux)/.exec(agent) ?? [];
  return [browser === 'Edg' ? 'Edge' : browser === 'MicroMessenger' ? '微信' : browser, system === 'Mac OS X' ? 'Mac' : system].filter(Boolean).join(' · ') || agent.slice(0, 40);
}

/** Does a thing and comes back to the account; what was refused is said there, and a step-up leads to its page. */
async function backToAccount(visit: Visit, work: () => Promise<unknown>): Promise<Shown> {
  try {
    await work();
    return { to: '/account' };
  } catch (error) {
    if (!(error instanceof Refusal) || error.entry.status >= 500 && error.code === 'UNEXPECTED') throw error;
    return error.code === 'STEP_UP_NEEDED' ? { to: '/prove?back=/account' } : accountPage(visit, error);
  }
}

export const takeEndSession = (visit: Visit, id: string): Promise<Shown> => backToAccount(visit, async () => {
  const { house, request } = visit;
  const own = await ownSession(house, request);
  const ended = /^[0-9a-f-]{36}$/.test(id) ? await house.db.begin((tx) => endSessions(tx, own.accountId, { only: id }, fromOf(request))) : 0;
  if (ended === 0) throw refuse('SESSION_UNKNOWN');
});

export const takeEndOthers = (visit: Visit): Promise<Shown> => backToAccount(visit, async () => {
  const own = await ownSession(visit.house, visit.request);
  await visit.house.db.begin((tx) => endSessions(tx, own.accountId, { except: own.id }, fromOf(visit.request)));
});

export const takeRemoveMethod = (visit: Visit, id: string): Promise<Shown> => backToAccount(visit, async () => {
  const own = await ownSession(visit.house, visit.request);
  await mayChangeMethods(visit.house, own);
  await removeMethod(visit.house, own.accountId, id, fromOf(visit.request));
});

export const takeWithdraw = (visit: Visit, clientId: string): Promise<Shown> =>
  backToAccount(visit, () => visit.house.db.begin((tx) => withdrawConsent(tx, visit.reader.accountId ?? '', clientId, fromOf(visit.request))));

