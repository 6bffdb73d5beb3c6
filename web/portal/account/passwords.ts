import type { FastifyReply } from 'fastify';
import { Refusal } from '#kernel/errors/refusal.ts';
import { allOrgans } from '#domain/subject/organs.ts';
import { setSessionCookie } from '#domain/subject/routes.ts';
import { changePassword, setPasswordByLink } from '#domain/subject/sign-in/change-password.ts';
import { takeFirstAdministrator } from '#domain/subject/sign-in/first-administrator.ts';
import { fromOf } from '#domain/subject/sign-in/from.ts';
import { isLinkGood } from '#domain/subject/sign-in/links.ts';
import { ownSession } from '#domain/subject/sign-in/step-up.ts';
import type { Sent } from '../form/body.ts';
import { typedText, type Typed } from '../form/kind.ts';
import { attributes, html, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import type { Shown } from '../routes.ts';
import { asked, type Visit } from '../visit.ts';
import { askBox, form, refusalNote } from './box.ts';

const newPassword = (visit: Visit, refusal: Refusal | null): Html =>
  askBox(visit, { name: 'password', label: visit.say('password.new'), hint: visit.say('password.newHint'), type: 'password', autocomplete: 'new-password', fault: faultOf(visit, refusal) });
const faultOf = ({ locale }: Visit, refusal: Refusal | null) => (refusal?.code === 'PASSWORD_WEAK' ? refusal.faults[0]?.[locale] : undefined);
const status = (refusal: Refusal | null) => (refusal ? { status: refusal.entry.status, faulty: true } : {});
const secret = (typed: Typed, name: string) => typed[name]?.[0] ?? '';

/** `/account/password`: the present password and a new one. */
export function passwordPage(visit: Visit, refusal: Refusal | null = null): Page {
  const { say } = visit;
  return {
    title: say('password.title'), ...status(refusal),
    body: html`<div class="reading">${refusalNote(visit, refusal, refusal?.code === 'PASSWORD_WEAK' ? 'f-password' : undefined)}<h1>${say('password.title')}</h1>${form(visit, '/account/password', html`${askBox(visit, { name: 'present', label: say('password.present'), type: 'password', autocomplete: 'current-password' })}${newPassword(visit, refusal)}<div class="actions"><button class="primary">${say('password.save')}</button></div>`)}</div>`,
  };
}

export async function takePassword(visit: Visit, { typed }: Sent): Promise<Shown> {
  try {
    await changePassword(visit.house, await ownSession(visit.house, visit.request), { present: secret(typed, 'present'), password: secret(typed, 'password') }, fromOf(visit.request));
    return { to: '/account?done=password' };
  } catch (error) {
    if (error instanceof Refusal) return passwordPage(visit, error);
    throw error;
  }
}

/** `/password?code=…`: a one-time link sets a password. */
export async function linkPage(visit: Visit, code = asked(visit.request, 'code', 100), refusal: Refusal | null = null): Promise<Page> {
  const { say, house } = visit;
  if (refusal?.code === 'LINK_SPENT' || !(await isLinkGood(house.db, 'password', code))) return spent(visit);
  return {
    title: say('password.set'), ...status(refusal),
    body: html`<div class="reading">${refusalNote(visit, refusal, 'f-password')}<h1>${say('password.set')}</h1>${form(visit, '/password', html`<input type="hidden" name="code" value="${code}">${newPassword(visit, refusal)}<div class="actions"><button class="primary">${say('password.save')}</button></div>`)}</div>`,
  };
}

export async function takeLink(visit: Visit, { typed }: Sent): Promise<Shown> {
  const code = typedText(typed, 'code');
  try {
    await setPasswordByLink(visit.house, code, secret(typed, 'password'), fromOf(visit.request));
    return { to: '/sign-in?back=/account' };
  } catch (error) {
    if (error instanceof Refusal) return linkPage(visit, code, error);
    throw error;
  }
}

const spent = ({ say }: Visit): Page => ({ title: say('password.spent'), status: 410, body: html`<div class="reading text"><h1>${say('password.spent')}</h1><p>${say('password.spentText')}</p></div>` });

/** `/first-administrator?code=…`: the first account of a city with a database of its own. */
export async function firstPage(visit: Visit, typed: Typed = { code: [asked(visit.request, 'code', 100)] }, refusal: Refusal | null = null): Promise<Page> {
  const { say, house } = visit;
  const code = typedText(typed, 'code');
  if (refusal?.code === 'LINK_SPENT' || refusal?.code === 'FIRST_ADMINISTRATOR_THERE' || !(await isLinkGood(house.db, 'first-administrator', code))) return spent(visit);
  const organs = await allOrgans(house);
  const chosen = typedText(typed, 'organ');
  return {
    title: say('first.title'), ...status(refusal),
    body: html`<div class="reading">${refusalNote(visit, refusal)}<h1>${say('first.title')}</h1><p class="page-head">${say('first.lead')}</p>${form(visit, '/first-administrator', html`<input type="hidden" name="code" value="${code}">
${askBox(visit, { name: 'name', label: say('account.name'), value: typedText(typed, 'name'), autocomplete: 'name', longest: 60 })}
<div class="field"><label for="f-organ">${say('first.organ')}</label><select id="f-organ" name="organ" required>${organs.map(({ id, name }) => html`<option${attributes({ value: id, selected: id === chosen })}>${name}</option>`)}</select></div>
${askBox(visit, { name: 'username', label: say('signIn.name'), hint: say('first.usernameHint'), value: typedText(typed, 'username'), autocomplete: 'username', longest: 40 })}${newPassword(visit, refusal)}<div class="actions"><button class="primary">${say('first.make')}</button></div>`)}</div>`,
  };
}

export async function takeFirst(visit: Visit, { typed }: Sent, reply: FastifyReply): Promise<Shown> {
  const { house, request } = visit;
  try {
    const given = { code: typedText(typed, 'code'), username: typedText(typed, 'username').toLowerCase(), name: typedText(typed, 'name'), organ: typedText(typed, 'organ'), password: secret(typed, 'password') };
    const { token } = await takeFirstAdministrator(house, given, fromOf(request));
    setSessionCookie(reply, token, house);
    return { to: '/hub/accounts' };
  } catch (error) {
    if (error instanceof Refusal) return firstPage(visit, typed, error);
    throw error;
  }
}
