import { isEnding, type MatterType } from '#domain/matter/define.ts';
import type { Matter } from '#domain/matter/matter.ts';
import type { TimelineEntry } from '#domain/matter/read.ts';
import { actorName } from '#domain/matter/people.ts';
import { organName } from '#domain/subject/organs.ts';
import { moment } from '../friendly.ts';
import { html, type Html } from '../html.ts';
import type { Visit } from '../visit.ts';
import { waitsForApplicant } from '../waiting.ts';

/**
 * The way of a matter as a thread with nodes: what was done, where it stands, what usually follows. Dates, no percentages.
 * `forAnybody` leaves out who the persons are and what was written.
 */
export function thread(visit: Visit, type: MatterType, matter: Matter, entries: readonly TimelineEntry[], { forAnybody = false }: { forAnybody?: boolean } = {}): Html {
  const { say, declared, now, locale } = visit;
  const isYours = waitsForApplicant(visit.house, matter) && !forAnybody;
  return html`<ol class="thread">${entries.map((entry) => html`<li><span class="when">${moment(entry.at, now, locale)}</span><b>${declared(entry.title)}</b><p class="quiet small">${whoDid(visit, matter, entry, forAnybody)}</p>${!forAnybody && entry.reason && html`<p class="said">${declared(entry.reason)}</p>`}${!forAnybody && photosOf(visit, type, matter, entry)}</li>`)}
${matter.endedAt === null && html`<li class="${isYours ? 'yours' : 'now'}" aria-current="step">${matter.dueAt && html`<span class="when">${say('mine.due')} ${moment(matter.dueAt, now, locale)}</span>`}<b>${say('mine.now')}：${declared(type.lifecycle[matter.state]?.title ?? matter.state)}</b>${!isYours && html`<p class="quiet small">${organName(visit.house, matter.organ)}</p>`}</li>${ahead(type, matter.state).map((title) => html`<li class="ahead">${declared(title)}</li>`)}`}</ol>`;
}

/** Photos from the spot, for whoever is to say whether it is put right; as links, because a photo weighs more than the page. */
function photosOf({ say }: Visit, type: MatterType, matter: Matter, { act, fromState, files }: TimelineEntry): Html | false {
  const isEvidence = fromState !== null && type.lifecycle[fromState]?.acts[act]?.needs?.includes('photo');
  return isEvidence === true && files.length > 0 && html`<p>${files.map((file, at) => html`<a href="${`/api/v1/matters/${matter.id}/files/${file}`}" target="_blank" rel="noopener">${say('mine.photo', { number: at + 1 })}</a> `)}</p>`;
}

/** Organs by their name; persons by theirs only where the reader may know it. */
const whoDid = ({ say, declared, house, reader }: Visit, matter: Matter, entry: TimelineEntry, forAnybody: boolean): string => {
  if (entry.organ) return organName(house, entry.organ);
  if (forAnybody) return say('report.reporter');
  return reader.accountId !== null && reader.accountId === matter.openedBy && entry.actor === actorName(reader) ? say('mine.you') : declared(entry.actor);
};

/** The states that follow when each step goes as it is meant to, and the end. */
export function ahead(type: MatterType, state: string): string[] {
  const titles: string[] = [];
  const seen = new Set([state]);
  for (let at = type.lifecycle[state]; at;) {
    const acts = Object.values(at.acts);
    const step = acts.find(({ primary }) => primary) ?? acts[0];
    if (!step) break;
    if (isEnding(step.to)) return [...titles, step.to.ends];
    const next = type.lifecycle[step.to];
    if (!next || seen.has(step.to)) break;
    seen.add(step.to);
    titles.push(next.title);
    at = next;
  }
  return titles;
}
