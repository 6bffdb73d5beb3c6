import { mattersOf } from '#domain/matter/read.ts';
import { itemsOf, occasionsOf, type Occasion } from '../catalogue.ts';
import { html, nothing, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import type { Visit } from '../visit.ts';
import { waitsForApplicant } from '../waiting.ts';
import { waitingRow } from './matter-row.ts';

/** Home: a search that answers as people speak, what waits for this reader, then the occasions of life and business. */
export async function homePage(visit: Visit): Promise<Page> {
  const { say } = visit;
  const { person, enterprise } = occasionsOf(visit.house);
  return {
    title: say('home.ask'), section: 'home',
    body: html`<div class="loom uneven home">
<div><h1>${say('home.ask')}</h1><div class="gap-s">${searchForm(visit, '')}</div>${examples(visit)}</div>
<section>${await yours(visit)}</section>
<section><h2>${say('home.person')}</h2>${net(visit, person)}</section>
<section><h2>${say('home.enterprise')}</h2>${net(visit, enterprise)}</section>
<section><h2>${say('home.report')}</h2><p>${say('home.reportLead')}</p><div class="actions"><a class="button" href="/report">${say('home.reportLink')}</a></div></section>
<section><h2>${say('home.verify')}</h2><p>${say('home.verifyLead')}</p><div class="actions"><a class="button" href="/verify">${say('site.verify')}</a></div></section>
</div>`,
  };
}

/** The search box. It says what it is for even to those who do not see it. */
export const searchForm = ({ say }: Visit, text: string): Html => html`<form class="search" action="/search" role="search"><label class="unseen" for="q">${say('home.search')}</label><input type="search" id="q" name="q" value="${text}" placeholder="${say('home.searchHint')}" maxlength="100" autocomplete="off"><button class="primary">${say('home.searchButton')}</button></form>`;

/** Words people really use, taken from what the items themselves are also called. */
function examples({ house, say, declared, locale }: Visit): Html {
  const words = itemsOf(house).map(({ alsoCalled, title }) => (locale === 'zh' ? (alsoCalled.find((each) => each.length >= 3) ?? alsoCalled[0]) : declared(title))).filter((word) => word !== undefined).slice(0, 3);
  return words.length === 0 ? nothing : html`<p class="examples quiet small">${say('home.example')}${words.map((word) => html`<a href="${`/search?q=${encodeURIComponent(word)}`}">${word}</a> `)}</p>`;
}

/** What waits for this reader; before signing in, what would stand here. */
async function yours(visit: Visit): Promise<Html> {
  const { reader, house, say } = visit;
  if (reader.accountId === null) return html`<h2>${say('home.you')}</h2><p>${say('home.signIn')}</p><div class="actions"><a class="button" href="/sign-in">${say('site.signIn')}</a></div>`;
  const matters = visit.waiting === 0 ? [] : (await mattersOf(house.db, house, reader.accountId, reader.subjectId)).filter((matter) => waitsForApplicant(house, matter)).slice(0, 3);
  return html`<h2>${say('home.yours')}</h2>${matters.length > 0 ? html`<ul class="rows">${matters.map((matter) => waitingRow(visit, matter))}</ul>` : html`<p>${say('home.nothing')}</p>`}<p class="gap-s"><a href="/mine">${say('home.allMine')}</a></p>`;
}

/** Occasions as a net of cells. */
const net = ({ say, declared }: Visit, list: readonly Occasion[]): Html => html`<ul class="net">${
  list.map((occasion) => html`<li><a href="${`/items?event=${encodeURIComponent(occasion.title)}`}"><b>${declared(occasion.title)}</b><span>${say('home.items', { count: occasion.items.length })}</span></a></li>`)}</ul>`;

/** The same under a heading, for pages that offer them as a way on. */
export const occasions = (visit: Visit, title: string, list: readonly Occasion[]): Html => (list.length === 0 ? nothing : html`<section class="gap reading"><h2>${title}</h2>${net(visit, list)}</section>`);
