import { refuse } from '#kernel/errors/common.ts';
import { itemsOf, occasionsOf, type Item } from '../catalogue.ts';
import { html } from '../html.ts';
import type { Page } from '../page.ts';
import { asked, type Visit } from '../visit.ts';
import { occasions, searchForm } from './home.ts';
import { itemRow } from './item-row.ts';

/** The catalogue: by occasion and by the organ in charge; or the items of one occasion. */
export function itemsPage(visit: Visit): Page {
  const { house, request } = visit;
  const event = asked(request, 'event');
  return event === '' ? catalogue(visit, itemsOf(house)) : occasionPage(visit, event);
}

function catalogue(visit: Visit, items: readonly Item[]): Page {
  const { say, house, declared } = visit;
  const { person, enterprise } = occasionsOf(house);
  const byOrgan = Map.groupBy(items, ({ guide }) => guide.organ);
  return {
    title: say('items.title'),
    body: html`<div class="page-head"><h1>${say('items.title')}</h1></div>${searchForm(visit, '')}
${occasions(visit, say('items.events'), [...person, ...enterprise])}
<section class="gap"><h2>${say('items.byOrgan')}</h2>${[...byOrgan].map(([organ, own]) => html`<h3 class="group">${declared(organ)}</h3><ul class="rows reading">${own.map((item) => itemRow(visit, item))}</ul>`)}</section>`,
  };
}

function occasionPage(visit: Visit, event: string): Page {
  const { say, house, declared } = visit;
  const items = itemsOf(house).filter(({ events }) => events.includes(event));
  if (items.length === 0) throw refuse('NOT_FOUND');
  return {
    title: declared(event),
    body: html`<p class="crumb"><a href="/items">${say('items.title')}</a></p><div class="page-head"><h1>${declared(event)}</h1><p class="quiet">${say('items.eventLead', { event: declared(event), count: items.length })}</p></div><ul class="rows reading">${items.map((item) => itemRow(visit, item))}</ul>`,
  };
}
