import type { Item } from '../catalogue.ts';
import { span } from '../friendly.ts';
import { html, type Html } from '../html.ts';
import type { Visit } from '../visit.ts';

/** How long an item takes, in the words a clerk would use. */
export const promiseOf = (visit: Visit, { guide }: Item): string =>
  (guide.handling === '即办件' || guide.promised.count === 0 ? visit.say('search.atOnce') : visit.say('search.promise', { time: span(guide.promised, visit.locale) }));

export const visitsOf = ({ say }: Visit, { guide }: Item): string => (guide.visits === 0 ? say('search.noVisit') : say('search.visits', { count: guide.visits }));

/** One item in a list: its name, and what matters first — how long, how many visits, who decides. */
export const itemRow = (visit: Visit, item: Item): Html => html`<li><a href="${`/items/${item.key}`}">${visit.declared(item.title)}</a><p class="quiet small">${[promiseOf(visit, item), visitsOf(visit, item), visit.declared(item.guide.organ)].join(' · ')}</p></li>`;
