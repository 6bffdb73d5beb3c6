import { matterTypes } from '#domain/matter/define.ts';
import { draftsOf, type Draft } from '#domain/matter/drafts.ts';
import type { Matter } from '#domain/matter/matter.ts';
import { ratedAmong } from '#domain/matter/rate.ts';
import { mattersOf } from '#domain/matter/read.ts';
import { isApplicant } from '#domain/matter/people.ts';
import { moment } from '../friendly.ts';
import { html, type Content, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import { matterRow, stateMark, waitingRow } from '../pages/matter-row.ts';
import { asked, type Visit } from '../visit.ts';
import { waitsForApplicant } from '../waiting.ts';

/** `/mine`: what waits for the reader first, then what is unfinished, running, done. */
export async function minePage(visit: Visit): Promise<Page> {
  const { say, house, reader } = visit;
  const [matters, drafts] = await Promise.all([mattersOf(house.db, house, reader.accountId ?? '', reader.subjectId), draftsOf(house.db, house, reader.accountId ?? '')]);
  const waiting = matters.filter((matter) => waitsForApplicant(house, matter));
  const running = matters.filter((matter) => matter.endedAt === null && !waiting.includes(matter));
  const ended = matters.filter(({ endedAt }) => endedAt !== null);
  const rated = await ratedAmong(house.db, ended.map(({ id }) => id));
  const isEmpty = matters.length === 0 && drafts.length === 0;
  return {
    title: say('mine.title'), section: 'mine',
    body: html`<div class="reading">${asked(visit.request, 'kept') !== '' && html`<p class="note" role="status">${say('mine.kept')}</p>`}<h1 class="page-head">${say('mine.title')}</h1>
${isEmpty ? html`<p class="empty">${say('mine.empty')} <a href="/items">${say('mine.emptyNext')}</a></p>` : html`${part(say('mine.waiting'), waiting.length === 0 ? html`<p class="quiet">${say('mine.waitingNone')}</p>` : html`<ul class="rows">${waiting.map((matter) => waitingRow(visit, matter))}</ul>`)}
${drafts.length > 0 && part(say('mine.drafts'), html`<ul class="rows">${drafts.map((draft) => draftRow(visit, draft))}</ul>`)}
${running.length > 0 && part(say('mine.running'), html`<ul class="rows">${running.map((matter) => matterRow(visit, matter))}</ul>`)}
${ended.length > 0 && part(say('mine.ended'), html`<ul class="rows">${ended.map((matter) => (mayRate(visit, matter, rated) ? unratedRow(visit, matter) : matterRow(visit, matter)))}</ul>`)}`}</div>`,
  };
}

/** Whether the reader may rate a matter: theirs, ended, of a kind that is rated, not rated yet. */
export const mayRate = ({ house, reader }: Visit, matter: Matter, rated: ReadonlySet<string>): boolean =>
  matter.endedAt !== null && !rated.has(matter.id) && isApplicant(reader, matter) && (house.declared.find(matterTypes, matter.type)?.rated ?? false);

const part = (title: string, content: Content): Html => html`<section><h2>${title}</h2>${content}</section>`;

function draftRow({ house, say, declared, now, locale }: Visit, draft: Draft): Html {
  const type = house.declared.find(matterTypes, draft.type);
  const saved = html`<span class="quiet small">${say('mine.draftSaved')} ${moment(draft.savedAt, now, locale)}</span>`;
  return type?.guide ? html`<li><a href="${`/drafts/${draft.id}`}">${declared(type.title)}</a><p>${saved}</p></li>` : html`<li><b>${draft.type}</b><p>${say('mine.draftGone')} ${saved}</p></li>`;
}

const unratedRow = (visit: Visit, matter: Matter): Html => html`<li><a href="${`/mine/${matter.id}`}">${visit.declared(matter.title)}</a><p class="small">${stateMark(visit, matter)} <span class="quiet">· <span class="number">${matter.number}</span> ·</span> <a href="${`/mine/${matter.id}#rate`}">${visit.say('mine.rateNow')}</a></p></li>`;
