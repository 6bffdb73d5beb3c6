import { getDataset, type Dataset } from '#domain/record/catalogue/dataset.ts';
import { listDatasets } from '#domain/record/catalogue/list.ts';
import { columnTypes } from '#domain/record/column.ts';
import { cycles } from '#domain/record/define.ts';
import { organName } from '#domain/subject/organs.ts';
import { guest } from '#domain/subject/reader.ts';
import { columnTypeWords, cycleWords } from '#web/words/portal/data.ts';
import { groupedNumber, moment } from '../friendly.ts';
import { html, type Content, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import type { Visit } from '../visit.ts';

/** `/open-data`: the datasets anybody may use, as a guest sees them whoever is signed in. */
export async function openDataPage(visit: Visit): Promise<Page> {
  const { house, say } = visit;
  const datasets = await listDatasets(house.db, guest, {}, null, 100);
  return {
    title: say('open.title'),
    body: html`<div class="reading"><h1>${say('open.title')}</h1><p class="page-head">${say('open.lead')}</p>${datasets.length === 0 ? html`<p class="empty">${say('open.none')}</p>` : html`<ul class="rows">${datasets.map((dataset) => row(visit, dataset))}</ul>`}</div>`,
  };
}

/** `/open-data/:id`: what is in a dataset, how fresh and good it is, and where to fetch it. */
export async function datasetPage(visit: Visit, id: string): Promise<Page> {
  const { house, say, declared, now, locale } = visit;
  const dataset = await getDataset(house.db, id, guest);
  const facts: readonly (readonly [string, Content])[] = [
    [say('open.organ'), organName(house, dataset.organ)], [say('open.kind'), opening(visit, dataset)], [say('open.condition'), dataset.opening_condition ?? say('words.none')],
    [say('open.rows'), size(visit, dataset)], [say('open.cycle'), cycle(visit, dataset)], [say('open.fresh'), dataset.fresh_at ? moment(dataset.fresh_at, now, locale) : '—'], [say('open.score'), dataset.score ?? '—'],
    [say('open.keywords'), dataset.keywords.map(declared).join(say('words.comma')) || '—'], [say('open.api'), html`<a href="${`/api/v1/datasets/${dataset.id}`}">${`${house.config.publicUrl}/api/v1/datasets/${dataset.id}`}</a>`],
  ];
  return {
    title: declared(dataset.title),
    body: html`<p class="crumb"><a href="/open-data">${say('open.title')}</a></p><div class="reading"><h1>${declared(dataset.title)}</h1><p class="page-head">${declared(dataset.summary)}</p><dl class="facts">${facts.map(([term, value]) => html`<div class="fact"><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>
<section><h2>${say('open.columns')}</h2><table class="table"><thead><tr><th scope="col">${say('open.column')}</th><th scope="col">${say('open.type')}</th></tr></thead><tbody>${dataset.columns.map(({ title, type, unit }) => html`<tr><th scope="row">${declared(title)}${unit && ` (${unit})`}</th><td>${locale === 'zh' ? columnTypes[type] : columnTypeWords[type]}</td></tr>`)}</tbody></table></section></div>`,
  };
}

function row(visit: Visit, dataset: Dataset): Html {
  const { house, declared } = visit;
  return html`<li><a href="${`/open-data/${dataset.id}`}">${declared(dataset.title)}</a><p class="small">${declared(dataset.summary)}</p><p class="quiet small">${[organName(house, dataset.organ), size(visit, dataset), cycle(visit, dataset), opening(visit, dataset)].join(' · ')}</p></li>`;
}

const size = ({ say, locale }: Visit, { rows }: Dataset): string => (rows === null ? '—' : say('open.rowsCount', { count: groupedNumber(rows, locale) }));
const cycle = ({ locale }: Visit, { cycle: every }: Dataset): string => (every === null ? '—' : (locale === 'zh' ? cycles : cycleWords)[every]);
const opening = ({ say }: Visit, dataset: Dataset): string => say(dataset.opening === 'open' ? 'open.open' : 'open.conditional');
