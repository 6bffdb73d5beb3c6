import { dayOf } from '#kernel/time/day.ts';
import { fullDay } from '#kernel/time/friendly.ts';
import { proofTypes } from '#domain/proof/define.ts';
import { usesOf } from '#domain/proof/read.ts';
import { subjectKey } from '#domain/record/sharing/keys.ts';
import { readsOf } from '#domain/record/sharing/reads.ts';
import { findEnterprise } from '#domain/subject/enterprises.ts';
import { organName } from '#domain/subject/organs.ts';
import { findPerson } from '#domain/subject/persons.ts';
import { moment } from '../friendly.ts';
import { html, type Content, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import type { Visit } from '../visit.ts';

/** One reading of the reader's data by somebody else. */
type Seen = { readonly at: Date; readonly who: string; readonly why: string; readonly what: string };

/** `/my-data`: who looked at what, when and why; then what is on record. */
export async function myDataPage(visit: Visit): Promise<Page> {
  const { say } = visit;
  const seen = (await Promise.all([licenceReadings(visit), sharedReadings(visit)])).flat().toSorted((a, b) => b.at.getTime() - a.at.getTime());
  return {
    title: say('data.title'), section: 'data',
    body: html`<h1>${say('data.title')}</h1><p class="page-head reading">${say('data.lead')}</p><section><h2>${say('data.seen')}</h2>${seen.length === 0 ? html`<p class="empty reading">${say('data.seenNone')}</p>` : seenTable(visit, seen)}</section>
<section class="reading"><h2>${say('data.known')}</h2>${await known(visit)}</section><section class="reading"><h2>${say('data.wrong')}</h2><p>${say('data.wrongText')}</p></section>`,
  };
}

async function licenceReadings({ house, reader, say, declared }: Visit): Promise<Seen[]> {
  if (reader.subjectId === null) return [];
  return (await usesOf(house.db, reader.subjectId)).map(({ at, organ, useCause, type, number }) => ({
    at, who: organ ? organName(house, organ) : say('data.someone'), why: useCause, what: say('data.licence', { title: declared(house.declared.find(proofTypes, type)?.title ?? type), number }),
  }));
}

/** What other organs read through a grant of shared data, with the purpose the grant binds them to. */
async function sharedReadings({ house, reader, say, declared }: Visit): Promise<Seen[]> {
  const person = reader.subjectId === null ? null : await findPerson(house.db, house, reader.subjectId);
  const key = person ? await subjectKey(house, person.idNumber) : null;
  if (!key) return [];
  return (await readsOf(house.db, key, { after: null, limit: 50 })).map(({ at, organ, purpose, dataset, columns }) => ({
    at, who: organName(house, organ), why: purpose, what: say('data.shared', { dataset: declared(dataset), columns: columns.map(declared).join(say('words.comma')) }),
  }));
}

function seenTable({ say, now, locale }: Visit, seen: readonly Seen[]): Html {
  return html`<table class="table stacks"><thead><tr>${(['data.when', 'data.who', 'data.why', 'data.what'] as const).map((key) => html`<th scope="col">${say(key)}</th>`)}</tr></thead><tbody>${seen.map(({ at, who, why, what }) => html`<tr><td>${moment(at, now, locale)}</td><th scope="row">${who}</th><td>${why}</td><td>${what}</td></tr>`)}</tbody></table>`;
}

/** The registries' own entries, as they are: they belong to the reader. */
async function known({ house, reader, say, locale }: Visit): Promise<Html> {
  if (reader.subjectId === null) return html`<p>${say('data.knownNone')}</p>`;
  const enterprise = await findEnterprise(house.db, reader.subjectId);
  const person = await findPerson(house.db, house, enterprise?.legalPerson ?? reader.subjectId);
  const facts = (title: string, asOf: Date, pairs: readonly (readonly [string, Content])[]) => html`<h3>${title} <span class="quiet small">${say('data.asOf', { time: fullDay(dayOf(asOf), locale) })}</span></h3><dl class="facts gap-s">${pairs.map(([term, value]) => html`<div class="fact"><dt>${term}</dt><dd>${value || '—'}</dd></div>`)}</dl>`;
  if (!enterprise && !person) return html`<p>${say('data.knownNone')}</p>`;
  return html`${enterprise && facts(say('data.enterprise'), enterprise.updatedAt, [[say('data.enterpriseName'), enterprise.name], [say('data.uscc'), enterprise.uscc], [say('data.kind'), enterprise.kind], [say('data.address'), enterprise.address], [say('data.founded'), fullDay(enterprise.founded, locale)]])}${person && facts(say('data.person'), person.updatedAt, [[say('data.name'), person.name], [say('data.idNumber'), person.idNumber], [say('data.born'), fullDay(person.born, locale)], [say('data.phone'), person.phone], [say('data.address'), person.address]])}`;
}
