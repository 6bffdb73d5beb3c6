import { matterTypes } from '#domain/matter/define.ts';
import { stateTitle } from '#domain/matter/lifecycle.ts';
import type { Matter } from '#domain/matter/matter.ts';
import { moment } from '../friendly.ts';
import { html, type Html } from '../html.ts';
import type { Visit } from '../visit.ts';
import { waitsForApplicant } from '../waiting.ts';

/** The state of a matter as a word and a shape: vermilion only where it waits for the reader. */
export function stateMark(visit: Visit, matter: Matter): Html {
  const type = visit.house.declared.find(matterTypes, matter.type);
  const words = visit.declared(type ? stateTitle(type, matter.state) : matter.state);
  const look = waitsForApplicant(visit.house, matter) ? 'yours' : matter.outcome === 'done' ? 'done' : matter.outcome !== null ? 'ended' : 'moving';
  return html`<span class="state ${look}">${words}</span>`;
}

/** One matter in a list. */
export const matterRow = (visit: Visit, matter: Matter): Html => html`<li><a href="${`/mine/${matter.id}`}">${visit.declared(matter.title)}</a><p class="small">${stateMark(visit, matter)} <span class="quiet">· <span class="number">${matter.number}</span> · ${moment(matter.openedAt, visit.now, visit.locale)}</span></p></li>`;

/** One matter that waits for the reader, with what it waits for and until when. */
export function waitingRow(visit: Visit, matter: Matter): Html {
  const { say, locale, now } = visit;
  return html`<li><a href="${`/mine/${matter.id}`}">${visit.declared(matter.title)}</a><p class="small">${stateMark(visit, matter)}${matter.dueAt && html` <span class="quiet">· ${say('mine.until')} ${moment(matter.dueAt, now, locale)}</span>`} <span class="quiet">· <span class="number">${matter.number}</span></span></p></li>`;
}
