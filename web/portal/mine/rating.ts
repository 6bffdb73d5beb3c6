import { Type } from 'typebox';
import { fieldsOf, choices, longText } from '#kernel/schema/fields.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { matterFor } from '#domain/matter/act.ts';
import { rate } from '#domain/matter/rate.ts';
import { tagsOf } from '#domain/matter/rating-tags.ts';
import { askField } from '../form/ask.ts';
import type { Sent } from '../form/body.ts';
import { bareContext } from '../form/context.ts';
import { faultSummary, noFaults, type Faults } from '../form/faults.ts';
import { typedText, type Typed } from '../form/kind.ts';
import { readForm } from '../form/read.ts';
import { html } from '../html.ts';
import { csrf, type Page } from '../page.ts';
import type { Shown } from '../routes.ts';
import { asked, type Visit } from '../visit.ts';

type Level = 1 | 2 | 3 | 4 | 5;

/** 好差评 of one level: the reasons that belong to it (national tag codes) and words of one's own; both may be left out. */
const formOf = ({ say, locale }: Visit, level: Level) => Type.Object({
  tags: Type.Optional(choices(say('mine.rateTags'), Object.fromEntries(tagsOf(level).map((tag) => [`t${tag.code}`, tag[locale]])))),
  words: Type.Optional(longText(say('mine.rateWords'), { maxLength: 1000, hint: say('mine.rateWordsHint') })),
});

function levelOf(text: string): Level {
  if (!/^[1-5]$/.test(text)) throw refuseCommon('NOT_FOUND');
  return Number(text) as Level;
}

export const ratingPage = (visit: Visit, id: string): Promise<Page> => render(visit, id, levelOf(asked(visit.request, 'level')), {}, noFaults);

export async function takeRating(visit: Visit, { typed }: Sent, id: string): Promise<Shown> {
  const { house, reader, request } = visit;
  const level = levelOf(typedText(typed, 'level'));
  const { values, faults } = readForm(formOf(visit, level), typed, bareContext(visit));
  if (faults.size > 0) return { ...(await render(visit, id, level, typed, faults)), status: 422 };
  const tags = ((values['tags'] as string[] | undefined) ?? []).map((tag) => Number(tag.slice(1)));
  const matter = await matterFor(house.db, house, reader, id);
  await house.db.begin((tx) => rate(tx, house, reader, matter, { level, tags, words: (values['words'] as string | undefined) ?? null }, { traceId: request.traceId, address: request.ip }));
  return { to: `/mine/${matter.id}?rated=${level <= 2 ? 'bad' : 'good'}` };
}

async function render(visit: Visit, id: string, level: Level, typed: Typed, faults: Faults): Promise<Page> {
  const { house, reader, say, declared } = visit;
  const matter = await matterFor(house.db, house, reader, id);
  const fields = fieldsOf(formOf(visit, level));
  const context = bareContext(visit);
  return {
    title: say('mine.rateAs', { level: say(`rating.${level}`) }), section: 'mine', faulty: faults.size > 0,
    body: html`<div class="reading"><p class="crumb"><a href="${`/mine/${matter.id}#rate`}">${say('mine.rateOther')}</a></p>${faultSummary(faults, fields, context)}<p class="step">${declared(matter.title)}</p><h1 class="page-head">${say('mine.rateAs', { level: say(`rating.${level}`) })}</h1>
<form method="post" action="${`/mine/${matter.id}/rating`}" novalidate>${csrf(visit)}<input type="hidden" name="level" value="${level}">${fields.map((field) => askField({ field, typed, fault: faults.get(field.name) }, context))}<div class="actions"><button class="primary">${say('mine.rateSend')}</button></div></form></div>`,
  };
}
