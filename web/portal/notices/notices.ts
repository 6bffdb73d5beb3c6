import { idTime } from '#kernel/database/id.ts';
import { markRead, noticesOf } from '#domain/subject/notices.ts';
import { moment } from '../friendly.ts';
import { attributes, html } from '../html.ts';
import { csrf, type Page } from '../page.ts';
import type { Shown } from '../routes.ts';
import type { Visit } from '../visit.ts';

/** `/notices`: what the city has told this reader, newest first. */
export async function noticesPage(visit: Visit): Promise<Page> {
  const { house, reader, say, now, locale } = visit;
  const notices = await noticesOf(house.db, reader.accountId ?? '', 100);
  return {
    title: say('notices.title'), section: 'mine',
    body: html`<div class="reading"><h1>${say('notices.title')}</h1>${notices.length === 0 ? html`<p class="empty">${say('notices.none')}</p>` : html`${notices.some(({ readAt }) => !readAt) && html`<form method="post" action="/notices" class="gap-s">${csrf(visit)}<button>${say('notices.read')}</button></form>`}
<ul class="rows gap-s">${notices.map(({ id, title, body, about, readAt }) => html`<li${attributes({ class: readAt ? undefined : 'unread' })}><p><strong>${about ? html`<a href="${`/mine/${about}`}">${title}</a>` : title}</strong></p><p>${body}</p><p class="quiet small">${moment(idTime(id), now, locale)}</p></li>`)}</ul>`}</div>`,
  };
}

export async function takeRead({ house, reader }: Visit): Promise<Shown> {
  await markRead(house.db, reader.accountId ?? '', null);
  return { to: '/notices' };
}
