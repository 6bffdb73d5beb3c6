import { refuse } from '#domain/matter/errors.ts';
import { matterTypes } from '#domain/matter/define.ts';
import { isApplicant } from '#domain/matter/people.ts';
import { findMatter, timelineOf } from '#domain/matter/read.ts';
import { placesOf } from '#domain/place/places.ts';
import { html } from '../html.ts';
import { csrf, type Page } from '../page.ts';
import { thread } from '../mine/thread.ts';
import { stateMark } from '../pages/matter-row.ts';
import { asked, type Visit } from '../visit.ts';
import { mapAddress } from './map.ts';
import { mapSize } from './view.ts';

/** `/reports/:number`: how a public report goes on, for everybody; nothing about who reported it or what they wrote. */
export async function publicReportPage(visit: Visit, number: string): Promise<Page> {
  const { house, reader, say, declared } = visit;
  const matter = await findMatter(house.db, house, number);
  const type = matter && house.declared.find(matterTypes, matter.type);
  if (!matter || !type?.public) throw refuse('MATTER_NOT_FOUND');
  const [entries, { tree }] = await Promise.all([timelineOf(house.db, matter.id), placesOf(house)]);
  const mayJoin = matter.endedAt === null && reader.kind === 'citizen' && !isApplicant(reader, matter) && asked(visit.request, 'joined') === '';
  const point = matter.lon !== null && matter.lat !== null ? ([matter.lon, matter.lat] as const) : null;
  return {
    title: declared(matter.title), section: 'report',
    body: html`<p class="crumb"><a href="/report">${say('report.title')}</a></p><div class="beside"><div>${asked(visit.request, 'joined') !== '' && html`<p class="done-box" role="status">${say('report.joined')}</p>`}${asked(visit.request, 'sent') !== '' && html`<div class="done-box" role="status"><h2>${say('mine.sentReport')}</h2><p>${say('mine.number')}<span class="big-number">${matter.number}</span></p></div>`}
<h1>${declared(matter.title)}</h1><p>${stateMark(visit, matter)} <span class="quiet">· <span class="number">${matter.number}</span></span></p>
<section><h2>${say('mine.steps')}</h2>${thread(visit, type, matter, entries, { forAnybody: true })}</section>
${mayJoin && html`<form method="post" action="${`/report/${type.key}/join`}">${csrf(visit)}<input type="hidden" name="matter" value="${matter.id}"><div class="actions"><button>${say('report.me')}</button></div></form>`}</div>
<aside><p class="quiet">${say('report.publicNote')}</p><dl class="facts gap-s"><div class="fact"><dt>${say('report.where')}</dt><dd>${tree.fullName(matter.region)}</dd></div></dl>${point && html`<img class="map" src="${mapAddress({ centre: point, zoom: 3 }, point)}" width="${mapSize}" height="${mapSize}" alt="${tree.fullName(matter.region)}">`}</aside></div>`,
  };
}
