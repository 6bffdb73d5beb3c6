import type { FastifyReply } from 'fastify';
import { assetPaths } from './assets.ts';
import { attributes, html, nothing, type Content, type Html } from './html.ts';
import type { Visit } from './visit.ts';

/** A page: its title, what stands in it, and where it belongs. */
export type Page = {
  readonly title: string;
  readonly body: Content;
  /** The section of the menu it belongs to. */
  readonly section?: 'home' | 'mine' | 'licences' | 'report' | 'data';
  /** Whether it shows faults: the title says so first, so that a screen reader hears it at once. */
  readonly faulty?: boolean;
  /** Scripts of this page alone. */
  readonly scripts?: readonly string[];
  readonly status?: number;
  /** Where else its forms may lead: the application a person is signing in to. */
  readonly formsTo?: readonly string[];
};

const languages = { zh: 'zh-CN', en: 'en' } as const;

/** No script but ours, no style but ours, nothing from elsewhere, no frame around us. Blobs are pictures not yet sent. */
const contentPolicy = (formsTo: readonly string[] = []) => `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; form-action ${["'self'", ...formsTo].join(' ')}; base-uri 'none'; frame-ancestors 'none'`;

/** Sends a page. Pages are made for one reader and never kept by caches in between. */
export function sendPage(reply: FastifyReply, visit: Visit, page: Page): FastifyReply {
  return reply
    .code(page.status ?? reply.statusCode)
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', contentPolicy(page.formsTo))
    .header('permissions-policy', 'geolocation=(self), camera=(), microphone=()')
    .header('cache-control', 'no-store')
    .send(layout(visit, page).markup);
}

/** A page as text, for those who send it themselves, with the policy it asks for. */
export const drawPage = (visit: Visit, page: Page) => ({ markup: layout(visit, page).markup, policy: contentPolicy(page.formsTo), ...(page.status === undefined ? {} : { status: page.status }) });

/** After a change: the reader sees its result on a page of its own, and reloading repeats nothing. */
export const seeOther = (reply: FastifyReply, path: string): FastifyReply => reply.redirect(path, 303);

function layout(visit: Visit, { title, body, section, faulty, scripts = [] }: Page): Html {
  const { say, locale, elder } = visit;
  const site = say('site.name', { city: visit.city });
  const named = section === 'home' ? site : say('site.title', { title: faulty ? say('form.title.fault', { title }) : title, site });
  return html`<!doctype html>
<html${attributes({ lang: languages[locale], 'data-elder': elder })}>
<head>
<meta charset="utf-8">
<title>${named}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no">
<link rel="icon" href="${assetPaths.icon}">
<link rel="stylesheet" href="${assetPaths.style}">
<script type="module" src="${assetPaths.script}"></script>
${scripts.map((path) => html`<script type="module" src="${path}"></script>`)}</head>
<body>
<a class="skip" href="#main">${say('site.skip')}</a>
${head(visit, site, section)}
<main id="main" tabindex="-1"><div class="wide">${acting(visit)}${body}</div></main>
${foot(visit)}
</body>
</html>`;
}

/** For whom the reader acts, on every page, with the way out: nobody should file for another by oversight. */
function acting(visit: Visit): Html {
  const { actingFor, say } = visit;
  return actingFor === null ? nothing : html`<form method="post" action="/proxy/leave" class="note acting">${csrf(visit)}<p><strong>${say('proxy.acting', { name: actingFor.name })}</strong> <button class="bare">${say('proxy.leave')}</button></p></form>`;
}

function head(visit: Visit, site: string, section: Page['section']): Html {
  const { say, reader, waiting } = visit;
  const link = (key: NonNullable<Page['section']>, path: string, words: Content) => html`<li><a href="${path}"${attributes({ 'aria-current': key === section ? 'page' : undefined })}>${words}</a></li>`;
  return html`<header class="head"><div class="wide">
<a class="brand" href="/">${mark(waiting)}<span>${site}</span></a>
<nav class="tools" aria-label="${say('site.tools')}"><ul><li><a href="${here(visit, { elder: visit.elder ? '0' : '1' })}" rel="nofollow">${say(visit.elder ? 'site.elder.off' : 'site.elder.on')}</a></li><li><a href="${here(visit, { lang: visit.locale === 'zh' ? 'en' : 'zh' })}" rel="nofollow" lang="${visit.locale === 'zh' ? 'en' : 'zh-CN'}">${say('site.language')}</a></li></ul></nav>
<nav class="menu" aria-label="${say('site.menu')}"><ul>${link('mine', '/mine', html`${say('site.mine')}${waiting > 0 && html`<span class="due">${waiting}<span class="unseen"> ${say('site.waiting')}</span></span>`}`)}${link('licences', '/licences', say('site.licences'))}${link('report', '/report', say('site.report'))}${
    reader.kind === 'guest' ? html`<li class="sign"><a href="/sign-in">${say('site.signIn')}</a></li>` : html`<li><a href="/account">${say('account.title')}</a></li><li class="sign"><form method="post" action="/sign-out">${csrf(visit)}<button class="bare">${say('site.signOut')}</button></form></li>`}</ul></nav>
</div></header>`;
}

/** A piece of the net with one node. The node is vermilion while something waits for this reader. */
const mark = (waiting: number): Html => html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M5 1v22M12 1v22M19 1v22M1 5h22M1 12h22M1 19h22"/><circle${attributes({ cx: 12, cy: 12, r: 3.5, class: waiting > 0 ? 'waiting' : undefined })}/></svg>`;

function foot({ say, house }: Visit): Html {
  return html`<footer class="foot"><div class="wide"><h2>${say('site.help')}</h2><p>${say('site.hotline')}${say('site.hall')}</p>
<nav aria-label="${say('site.help')}"><a href="/items">${say('site.items')}</a><a href="/notices">${say('notices.title')}</a><a href="/code">${say('code.title')}</a><a href="/verify">${say('site.verify')}</a><a href="/evidence">${say('site.evidence')}</a><a href="/my-data">${say('site.myData')}</a><a href="/open-data">${say('open.title')}</a><a href="/accessibility">${say('site.accessibility')}</a></nav>
${house.config.demo ? html`<p class="demo">${say('site.demo')}</p>` : nothing}</div></footer>`;
}

/** The address of this page with something changed in its query. */
function here({ request }: Visit, change: Readonly<Record<string, string>>): string {
  const url = new URL(request.method === 'GET' ? request.url : '/', 'http://here');
  for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
  return `${url.pathname}${url.search}`;
}

/** The proof that a form came from our own page. Forms with files carry it in their address, because their fields are read late. */
export const csrf = ({ reader }: Visit): Content => (reader.csrf === null ? nothing : html`<input type="hidden" name="_csrf" value="${reader.csrf}">`);
export const withCsrf = ({ reader }: Visit, path: string): string => (reader.csrf === null ? path : `${path}${path.includes('?') ? '&' : '?'}_csrf=${encodeURIComponent(reader.csrf)}`);
