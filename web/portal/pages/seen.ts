import { idFloor } from '#kernel/database/id.ts';
import { dayOf } from '#kernel/time/day.ts';
import { hourAndMinute } from '#kernel/time/friendly.ts';
import { proofTypes } from '#domain/proof/define.ts';
import { usesOf } from '#domain/proof/read.ts';
import { subjectKey } from '#domain/record/sharing/keys.ts';
import { readsOf } from '#domain/record/sharing/reads.ts';
import { matterTypes } from '#domain/matter/define.ts';
import { organName } from '#domain/subject/organs.ts';
import { readsFor } from '#domain/subject/personal/reads.ts';
import { findPerson } from '#domain/subject/persons.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { moment } from '../friendly.ts';
import { html, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import { asked, type Visit } from '../visit.ts';

/** One reading of the reader's data by somebody else. */
type Seen = { readonly at: Date; readonly who: string; readonly why: string; readonly what: string };
/** The same reading on one day: how often, when last and when first. */
type SeenDay = Seen & { readonly first: Date; readonly times: number };
/** Where readings are on record, asked up to a moment: newest first, at most so many. */
type Source = (visit: Visit, until: Date, limit: number) => Promise<Seen[]>;

/** Readings asked of each source at once. */
const atOnce = 100;
/** Lines shown on the page of all that is mine. */
const few = 6;

/** The latest readings, with the way to the others. */
export async function latestSeen(visit: Visit): Promise<Html> {
  const { say } = visit;
  const { days, older } = await seenUntil(visit, visit.now);
  if (days.length === 0) return html`<p class="empty reading">${say('data.seenNone')}</p>`;
  return html`${seenTable(visit, days.slice(0, few))}${(days.length > few || older !== null) && html`<p class="gap-s"><a href="/my-data/seen">${say('data.seenAll')}</a></p>`}`;
}

/** `/my-data/seen`: every reading, a page at a time; `until` is where the page before ended. */
export async function seenPage(visit: Visit): Promise<Page> {
  const { say, request, now } = visit;
  const given = Date.parse(asked(request, 'until', 30));
  const { days, older } = await seenUntil(visit, given >= 0 && given < now.getTime() ? new Date(given) : now);
  return {
    title: say('data.seen'), section: 'data',
    body: html`<p class="crumb"><a href="/my-data">${say('data.title')}</a></p><h1 class="page-head">${say('data.seen')}</h1>${days.length === 0 ? html`<p class="empty reading">${say('data.seenNone')}</p>` : seenTable(visit, days)}${older !== null && html`<p class="gap"><a class="button" href="/my-data/seen?until=${encodeURIComponent(older.toISOString())}">${say('data.seenOlder')}</a></p>`}`,
  };
}

/** What was read up to a moment, and up to which moment there is more: where a source gave all it was asked for, nothing older than its last is told, for others may lie between. */
async function seenUntil(visit: Visit, until: Date): Promise<{ days: SeenDay[]; older: Date | null }> {
  const found = await Promise.all([licences, shared, offices].map((source) => source(visit, until, atOnce)));
  const ends = found.flatMap((seen) => (seen.length < atOnce ? [] : [seen.at(-1)!.at.getTime()]));
  const older = ends.length === 0 ? null : Math.max(...ends);
  const told = found.flat().filter(({ at }) => older === null || at.getTime() > older).toSorted((a, b) => b.at.getTime() - a.at.getTime());
  return { days: byDay(told), older: older === null ? null : new Date(older) };
}

/** Who read the same for the same on the same day stands in one line. */
function byDay(seen: readonly Seen[]): SeenDay[] {
  const days = new Map<string, SeenDay>();
  for (const each of seen) {
    const key = JSON.stringify([dayOf(each.at), each.who, each.why, each.what]);
    const before = days.get(key);
    days.set(key, before ? { ...before, first: each.at, times: before.times + 1 } : { ...each, first: each.at, times: 1 });
  }
  return [...days.values()];
}

const licences: Source = async ({ house, reader, say, declared }, until, limit) => {
  if (reader.subjectId === null) return [];
  return (await usesOf(house.db, reader.subjectId, { until, limit })).map(({ at, organ, useCause, type, number }) => ({
    at, who: organ ? organName(house, organ) : say('data.someone'), why: useCause, what: say('data.licence', { title: declared(house.declared.find(proofTypes, type)?.title ?? type), number }),
  }));
};

/** What other organs read through a grant of shared data, with the purpose the grant binds them to. */
const shared: Source = async ({ house, reader, say, declared }, until, limit) => {
  const person = reader.subjectId === null ? null : await findPerson(house.db, house, reader.subjectId);
  const key = person ? await subjectKey(house, person.idNumber) : null;
  if (!key) return [];
  // It answers one more than its limit.
  return (await readsOf(house.db, key, { after: idAfter(until), limit: limit - 1 })).map(({ at, organ, purpose, dataset, columns }) => ({
    at, who: organName(house, organ), why: purpose, what: say('data.shared', { dataset: declared(dataset), columns: columns.map(declared).join(say('words.comma')) }),
  }));
};

const acts = { 'matter.reveal': 'data.act.reveal', 'person.reveal': 'data.act.reveal', 'matter.opened-file': 'data.act.opened', 'person.read': 'data.act.read', 'person.search': 'data.act.search', 'person.correct': 'data.act.correct', 'person.erase': 'data.act.erase', 'person.erase-copies': 'data.act.erase', 'mandate.act': 'data.act.acted' } as const;
const own = { name: 'data.name', idNumber: 'data.idNumber', born: 'data.born', phone: 'data.phone', address: 'data.address' } as const;

/** What officials opened, searched, revealed or changed; each field by the title it has in its form. */
const offices: Source = async ({ house, reader, say, declared, locale }, until, limit) => {
  if (reader.subjectId === null) return [];
  const titles = new Map(house.declared.all(matterTypes).flatMap((type) => fieldsOf(type.form).map(({ name, title }) => [name, title] as const)));
  const titleOf = (field: string) => (field in own ? say(own[field as keyof typeof own]) : declared(titles.get(field) ?? field));
  return (await readsFor(house, reader.subjectId, { after: idAfter(until), limit, acts: Object.keys(acts) })).map(({ at, who, act, purpose, fields }) => ({
    at, who: who ?? say('data.someone'), why: purpose ?? '—', what: `${say(acts[act as keyof typeof acts])}${fields.length > 0 ? `${locale === 'zh' ? '：' : ': '}${fields.map(titleOf).join(say('words.comma'))}` : ''}`,
  }));
};

/** The smallest id after a moment. */
const idAfter = (at: Date) => idFloor(new Date(at.getTime() + 1));

function seenTable({ say, now, locale }: Visit, days: readonly SeenDay[]): Html {
  const howOften = ({ first, times }: SeenDay) => times > 1 && html` <span class="quiet small">${say('data.times', { count: times, first: hourAndMinute(first) })}</span>`;
  return html`<table class="table stacks"><thead><tr>${(['data.when', 'data.who', 'data.why', 'data.what'] as const).map((key) => html`<th scope="col">${say(key)}</th>`)}</tr></thead><tbody>${days.map((day) => html`<tr><td>${moment(day.at, now, locale)}${howOften(day)}</td><th scope="row">${day.who}</th><td>${day.why}</td><td>${day.what}</td></tr>`)}</tbody></table>`;
}
