import type { FastifyRequest } from 'fastify';
import type { House } from '#kernel/house.ts';
import { guest } from '#domain/subject/reader.ts';
import { organName } from '#domain/subject/organs.ts';
import type { Application } from '#protocols/oidc/applications.ts';
import type { OidcPages, ReadyPage } from '#protocols/oidc/pages.ts';
import { failure } from '../failure.ts';
import { html } from '../html.ts';
import { drawPage, type Page } from '../page.ts';
import { visitOf, type Visit } from '../visit.ts';
import { askBox } from './box.ts';

/** The pages people meet while the single sign-on works: a device's digits, signing out, and what went wrong. */
export function oidcPagesOf(house: House): OidcPages {
  const draw = async (request: FastifyRequest, page: (visit: Visit) => Page): Promise<ReadyPage> => {
    request.reader ??= guest;
    const visit = await visitOf(house, request);
    return drawPage(visit, page(visit));
  };
  return {
    enterCode: (request, form, wrong, typed) => draw(request, (visit) => enterCode(visit, form, wrong, typed)),
    confirmCode: (request, form, application) => draw(request, (visit) => confirmCode(visit, form, application)),
    codeDone: (request) => draw(request, ({ say }) => note(say('device.done'), say('device.doneText'))),
    signOut: (request, form, application, onward) => draw(request, (visit) => signOut(visit, form, application, onward)),
    signedOut: (request) => draw(request, ({ say }) => note(say('out.done'), say('out.doneText'))),
    failure: (request, problem) => draw(request, (visit) => failure(visit, problem)),
  };
}

const note = (title: string, text: string): Page => ({ title, body: html`<div class="reading text"><h1>${title}</h1><p>${text}</p></div>` });
const hidden = (pairs: Readonly<Record<string, string>>) => Object.entries(pairs).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);

function enterCode(visit: Visit, { action, xsrf }: { action: string; xsrf: string }, wrong: Parameters<OidcPages['enterCode']>[2], typed: string): Page {
  const { say } = visit;
  return {
    title: say('device.title'), faulty: wrong !== 'none', status: wrong === 'none' ? 200 : 400,
    body: html`<div class="reading"><h1>${say('device.title')}</h1><p class="page-head">${say('device.lead')}</p><form method="post" action="${action}" novalidate>${hidden({ xsrf })}${
      askBox(visit, { name: 'user_code', label: say('device.code'), value: typed, autocomplete: 'off', digits: true, width: 'w-12', longest: 20, fault: wrong === 'none' ? undefined : say(`device.${wrong}`) })
    }<div class="actions"><button class="primary">${say('device.on')}</button></div></form></div>`,
  };
}

function confirmCode({ say, house }: Visit, { action, xsrf, code }: { action: string; xsrf: string; code: string }, application: Application | null): Page {
  const plain = code.replaceAll(/\D/g, '');
  return {
    title: say('device.confirm'),
    body: html`<div class="reading"><h1>${say('device.confirm')}</h1><p class="page-head">${say('device.confirmText', { name: application?.name ?? '—', organ: application ? organName(house, application.organ) : '—' })}</p><p class="digits">${code}</p>
<form method="post" action="${action}">${hidden({ xsrf, user_code: plain })}<div class="actions"><button class="primary" name="confirm" value="yes">${say('device.yes')}</button><button name="abort" value="yes">${say('device.no')}</button></div></form></div>`,
  };
}

function signOut({ say }: Visit, { action, xsrf }: { action: string; xsrf: string }, application: Application | null, onward: string | null): Page {
  return {
    title: say('out.title'), formsTo: onward !== null && URL.canParse(onward) ? [new URL(onward).origin] : [],
    body: html`<div class="reading"><h1>${say('out.title')}</h1><p class="page-head">${application ? say('out.from', { name: application.name }) : say('out.text')}</p><form method="post" action="${action}">${hidden({ xsrf })}<div class="actions"><button class="primary" name="logout" value="yes">${say('out.yes')}</button><a class="button" href="/">${say('out.no')}</a></div></form></div>`,
  };
}
