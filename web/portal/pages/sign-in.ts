import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { Refusal, wordsOf } from '#kernel/errors/refusal.ts';
import { fieldsOf, text } from '#kernel/schema/fields.ts';
import { sessionCookie, tokenOf } from '#domain/subject/identify.ts';
import { demoAccounts, setSessionCookie } from '#domain/subject/routes.ts';
import { fromOf } from '#domain/subject/sign-in/from.ts';
import { signOut } from '#domain/subject/sign-in/sessions.ts';
import { signIn } from '#domain/subject/sign-in/sign-in.ts';
import type { Sent } from '../form/body.ts';
import { askField } from '../form/ask.ts';
import { faultSummary, noFaults, type Faults } from '../form/faults.ts';
import { typedText, type Typed } from '../form/kind.ts';
import { bareContext } from '../form/context.ts';
import { readForm } from '../form/read.ts';
import { attributes, html, nothing, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import { localPath, type Shown } from '../routes.ts';
import { asked, type Visit } from '../visit.ts';

const form = ({ say }: Visit) => Type.Object({ username: text(say('signIn.name'), { maxLength: 100 }), password: text(say('signIn.password'), { maxLength: 200 }) });

/** Sign-in: name and password, pasting and password managers welcome (WCAG 3.3.8). */
export const signInPage = async (visit: Visit): Promise<Shown> =>
  (visit.reader.kind === 'guest' ? page(visit, {}, noFaults, localPath(asked(visit.request, 'back', 500))) : { to: localPath(asked(visit.request, 'back', 500)) });

export async function takeSignIn(visit: Visit, { typed }: Sent, reply: FastifyReply): Promise<Shown> {
  const { house, request, locale } = visit;
  const back = localPath(typedText(typed, 'back'));
  const { values, faults } = readForm(form(visit), typed, bareContext(visit));
  if (faults.size > 0) return page(visit, typed, faults, back);
  try {
    const session = await signIn(house, { username: String(values['username']), password: String(values['password']) }, fromOf(request));
    setSessionCookie(reply, session.token, house);
    return { to: back };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const words = wordsOf(error, locale);
    return { ...(await page(visit, typed, new Map([['username', `${words.title}${locale === 'zh' ? '。' : '. '}${words.next}`]]), back)), status: error.entry.status };
  }
}

export async function takeSignOut({ house, request }: Visit, reply: FastifyReply): Promise<Shown> {
  const token = tokenOf(request);
  if (token) await house.db.begin((tx) => signOut(tx, token.value, fromOf(request)));
  reply.clearCookie(sessionCookie, { path: '/' });
  return { to: '/' };
}

async function page(visit: Visit, typed: Typed, faults: Faults, back: string): Promise<Page> {
  const { say } = visit;
  const [username, password] = fieldsOf(form(visit));
  const context = bareContext(visit);
  if (!username || !password) throw new Error('The sign-in form has two fields.');
  return {
    title: say('signIn.title'), faulty: faults.size > 0,
    body: html`<div class="reading">${faultSummary(faults, [username, password], context)}<h1>${say('signIn.title')}</h1><p class="quiet page-head">${say('signIn.why')}</p>
<form method="post" action="/sign-in" novalidate><input type="hidden" name="back" value="${back}">
${askField({ field: username, typed, fault: faults.get('username') }, context)}${passwordField(visit, faults.get('password'))}
<div class="actions"><button class="primary">${say('site.signIn')}</button></div></form></div>${await demonstration(visit, back)}`,
  };
}

function passwordField({ say }: Visit, fault: string | undefined): Html {
  return html`<div class="field${fault === undefined ? '' : ' wrong'}"><label for="f-password">${say('signIn.password')}</label>${fault !== undefined && html`<p class="fault" id="f-password-fault"><span class="unseen">${say('form.fault')}</span>${fault}</p>`}<input${attributes({
    type: 'password', id: 'f-password', name: 'password', autocomplete: 'current-password', required: true, 'aria-invalid': fault === undefined ? undefined : 'true', 'aria-describedby': fault === undefined ? undefined : 'f-password-fault',
  })}></div>`;
}

/** In the demonstration, the accounts of citizens stand here, each a button. */
async function demonstration({ house, say }: Visit, back: string): Promise<Html> {
  if (!house.config.demo) return nothing;
  const accounts = (await demoAccounts(house)).filter(({ face }) => face === 'portal');
  return accounts.length === 0 ? nothing : html`<section class="gap reading"><h2>${say('signIn.demo')}</h2><p class="quiet">${say('signIn.demoNote')}</p><ul class="rows">${accounts.map(({ username, password, name, title }) => html`<li><form method="post" action="/sign-in"><input type="hidden" name="back" value="${back}"><input type="hidden" name="username" value="${username}"><input type="hidden" name="password" value="${password}"><button class="bare">${say('signIn.demoAs', { name })}</button><p class="quiet small">${title} · ${username} / ${password}</p></form></li>`)}</ul></section>`;
}
