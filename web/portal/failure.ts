import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from '#kernel/http/edge.ts';
import type { House } from '#kernel/house.ts';
import { guest } from '#domain/subject/reader.ts';
import { speaker } from '#web/words/dictionary.ts';
import { portalWords } from '#web/words/portal.ts';
import { html } from './html.ts';
import { seeOther, sendPage, type Page } from './page.ts';
import { visitOf, type Visit } from './visit.ts';

/** The page for a failure met by a person: what happened, why, what to do now, and the number to tell the help desk. */
export const failurePage = (house: House) => async (request: FastifyRequest, reply: FastifyReply, problem: Problem): Promise<FastifyReply> => {
  request.reader ??= guest;
  if (problem.code === 'SIGN_IN_NEEDED') return seeOther(reply, `/sign-in?back=${encodeURIComponent(request.method === 'GET' ? request.url : '/mine')}`);
  if (problem.code === 'STEP_UP_NEEDED') return seeOther(reply, `/prove?back=${encodeURIComponent(request.method === 'GET' ? request.url : '/account')}`);
  const visit = await visitOf(house, request).catch(() => bareVisit(house, request));
  return sendPage(reply, visit, failure(visit, problem));
};

export function failure({ say }: Visit, problem: Problem): Page {
  return {
    title: problem.title, status: problem.status,
    body: html`<div class="reading text"><h1>${problem.title}</h1><p>${problem.detail}</p>${problem.errors && html`<ul>${problem.errors.map(({ message }) => html`<li>${message}</li>`)}</ul>`}<p><b>${problem.next}</b></p><p class="actions"><a class="button" href="/">${say('failure.home')}</a></p><p class="quiet small">${say('site.trace', { trace: problem.traceId })}</p></div>`,
  };
}

/** When the database itself does not answer: the page without anything that would ask it. */
const bareVisit = (house: House, request: FastifyRequest): Visit => ({
  house, request, reader: guest, locale: request.locale, say: speaker(portalWords, request.locale), declared: (chinese) => chinese,
  now: house.clock.now(), today: '', elder: request.cookies?.['elder'] === '1', city: '', waiting: 0, actingFor: null,
});
