import { searchServices } from '#domain/matter/search.ts';
import { occasionsOf, type Item } from '../catalogue.ts';
import { html } from '../html.ts';
import type { Page } from '../page.ts';
import { asked, type Visit } from '../visit.ts';
import { occasions, searchForm } from './home.ts';
import { itemRow } from './item-row.ts';

/** Service items for the words a reader used. */
export function searchPage(visit: Visit): Page {
  const { say, house, request } = visit;
  const text = asked(request, 'q', 100);
  const found = text === '' ? [] : searchServices(house, text).flatMap(({ type }) => (type.guide ? [type as Item] : []));
  const { person, enterprise } = occasionsOf(house);
  const all = [...person, ...enterprise];
  return {
    title: text === '' ? say('search.title') : say('search.for', { text }),
    body: html`<div class="page-head"><h1>${say('search.title')}</h1></div>${searchForm(visit, text)}
<div class="gap-s" role="status">${text === '' ? html`<p>${say('search.empty')}</p>` : found.length > 0 ? html`<p class="quiet">${say('search.count', { count: found.length })}</p>` : html`<p><b>${say('search.none', { text })}</b></p><p>${say('search.noneNext')}</p>`}</div>
${found.length > 0 && html`<ul class="rows reading">${found.map((item) => itemRow(visit, item))}</ul>`}
${found.length === 0 && occasions(visit, say('items.events'), all)}`,
  };
}
