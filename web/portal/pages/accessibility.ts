import { html } from '../html.ts';
import type { Page } from '../page.ts';
import type { Visit } from '../visit.ts';

/** What the portal promises to everybody, what it does not reach yet, and how to get help anyway. */
export function accessibilityPage({ say }: Visit): Page {
  return {
    title: say('access.title'),
    body: html`<div class="reading text"><h1>${say('access.title')}</h1><p class="lead">${say('access.lead')}</p>
<h2>${say('access.can')}</h2><ul>${(['access.elder', 'access.keyboard', 'access.reader', 'access.script', 'access.small', 'access.words'] as const).map((key) => html`<li>${say(key)}</li>`)}</ul>
<h2>${say('access.standard')}</h2><p>${say('access.standardText')}</p>
<h2>${say('access.limits')}</h2><ul><li>${say('access.limitPdf')}</li><li>${say('access.limitMap')}</li><li>${say('access.limitReaders')}</li></ul>
<h2>${say('access.help')}</h2><p>${say('site.hotline')}${say('site.hall')}</p><p>${say('access.tell')}</p></div>`,
  };
}
