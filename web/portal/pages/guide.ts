import { refuse } from '#kernel/errors/common.ts';
import { matterTypes } from '#domain/matter/define.ts';
import type { Guide, Material } from '#domain/matter/define-guide.ts';
import { guideValues } from '#web/words/portal/guide.ts';
import type { Item } from '../catalogue.ts';
import { span } from '../friendly.ts';
import { html, type Content, type Html } from '../html.ts';
import type { Page } from '../page.ts';
import type { Visit } from '../visit.ts';

/** The service item of a key; refuses (NOT_FOUND) when the city has none. */
export function mustFindItem({ house }: Pick<Visit, 'house'>, key: string): Item {
  const type = house.declared.find(matterTypes, key);
  if (!type?.guide || type.kind !== 'service') throw refuse('NOT_FOUND');
  return type as Item;
}

/** The guide of an item: first what decides whether to read on, then what to prepare, then every element of the national table. */
export function guidePage(visit: Visit, item: Item): Page {
  const { say, declared } = visit;
  const { guide } = item;
  const online = guide.forms.includes('网上办理');
  return {
    title: declared(item.title),
    body: html`<p class="crumb"><a href="/items">${say('site.items')}</a></p>
<div class="beside"><div>
<div class="page-head"><h1>${declared(item.title)}</h1><p class="quiet">${declared(guide.organ)}</p></div>
${keyFacts(visit, guide)}
${online ? html`<div class="actions"><a class="button primary" href="${`/apply/${item.key}`}">${say('guide.start')}</a></div><p class="quiet small">${say('guide.startNote')}</p>` : html`<p class="note">${say('guide.closed')}</p>`}
<section class="gap"><h2>${say('guide.prepare')}</h2>${item.materials.length === 0 ? html`<p>${say('guide.noMaterials')}</p>` : html`${item.materials.some((each) => each.when) && html`<p class="quiet">${say('guide.prepareNote')}</p>`}<ul class="rows">${item.materials.map((material) => materialRow(visit, material))}</ul>`}</section>
<section class="text"><h2>${say('guide.conditions')}</h2>${list(guide.conditions.map(declared))}</section>
<section class="text"><h2>${say('guide.flow')}</h2><ol>${guide.flow.map((step) => html`<li>${declared(step)}</li>`)}</ol></section>
</div>
<aside class="text"><h2>${say('guide.where')}</h2>${facts([[say('guide.hall'), declared(guide.hall.address)], [say('guide.hours'), declared(guide.hall.hours)], [say('guide.consult'), phone(declared(guide.consultation))], [say('guide.supervise'), phone(declared(guide.supervision))]])}</aside></div>
<section class="gap"><details open><summary>${say('guide.more')}</summary>${allElements(visit, item)}</details></section>`,
  };
}

function keyFacts(visit: Visit, guide: Guide): Html {
  const { say, locale } = visit;
  const time = guide.handling === '即办件' || guide.promised.count === 0 ? say('guide.atOnce') : span(guide.promised, locale);
  return html`<dl class="key-facts">${([[say('guide.promised'), time], [say('guide.visits'), guide.visits === 0 ? say('guide.visitsNone') : say('guide.visitsCount', { count: guide.visits })], [say('guide.fee'), guide.fee === 'none' ? say('guide.free') : say('guide.charged')]] as const)
    .map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** One material: needed or not, how many, from where, and whether a licence replaces it. */
export function materialRow(visit: Visit, material: Material): Html {
  const { say, declared } = visit;
  const notes = [
    say(material.when ? 'guide.material.conditional' : 'guide.material.needed'),
    say('guide.material.copies', { type: valueOf(visit, material.type), count: material.copies }),
    say('guide.material.source', { source: valueOf(visit, material.source) }),
    material.later && say('guide.material.later'),
  ].filter(Boolean);
  return html`<li><b>${declared(material.title)}</b><p class="quiet small">${notes.join(' · ')}</p><p class="quiet small">${say('guide.material.standard', { standard: declared(material.standard) })}</p>${material.from && html`<p class="small"><span class="state done">${say('guide.material.replaced', { licence: declared(material.from.title) })}</span></p>`}</li>`;
}

function allElements(visit: Visit, item: Item): Html {
  const { say, declared, locale } = visit;
  const { guide } = item;
  const all = (values: readonly Parameters<typeof valueOf>[1][]) => values.map((value) => valueOf(visit, value)).join(say('words.comma')) || say('words.none');
  const said = (values: readonly string[]) => values.map(declared).join(say('words.comma')) || say('words.none');
  const yes = (is: boolean) => say(is ? 'words.yes' : 'words.no');
  return facts([
    [say('guide.type'), valueOf(visit, guide.type)],
    [say('guide.catalogCode'), html`<span class="number">${guide.catalogCode}</span>`],
    [say('guide.basis'), list(guide.basis.map(({ name, article }) => say('guide.law', { name: declared(name), article: declared(article) })))],
    [say('guide.organ'), declared(guide.organ)],
    [say('guide.level'), say(`guide.level.${guide.level}`)],
    [say('guide.power'), valueOf(visit, guide.powerSource)],
    [say('guide.joint'), said(guide.jointOrgans)],
    [say('guide.serves'), all(guide.serves)],
    [say('guide.handling'), valueOf(visit, guide.handling)],
    [say('guide.forms'), all(guide.forms)],
    [say('guide.depth'), all(guide.onlineDepth)],
    [say('guide.statutory'), span(guide.statutory, locale)],
    [say('guide.promised'), span(guide.promised, locale)],
    [say('guide.special'), html`${said(guide.specialProcedures)}${guide.specialProcedures.length > 0 && say('guide.specialNote')}`],
    [say('guide.limit'), declared(guide.quantityLimit)],
    [say('guide.visits'), guide.visits === 0 ? say('guide.visitsNone') : say('guide.visitsCount', { count: guide.visits })],
    [say('guide.visitsWhy'), declared(guide.visitsWhy)],
    [say('guide.range'), valueOf(visit, guide.range)],
    [say('guide.fee'), guide.fee === 'none' ? say('guide.free') : list(guide.fee.items.map(({ name, standard, basis }) => say('guide.feeItem', { name: declared(name), standard: declared(standard), basis: declared(basis) })))],
    [say('guide.resultKind'), valueOf(visit, guide.result.kind)],
    [say('guide.resultName'), declared(guide.result.name)],
    [say('guide.delivery'), all(guide.delivery)],
    [say('guide.booking'), yes(guide.booking)],
    [say('guide.kiosk'), yes(guide.kiosk)],
  ]);
}

const valueOf = ({ locale }: Visit, value: keyof typeof guideValues): string => (locale === 'zh' ? value : guideValues[value]);
const list = (lines: readonly string[]): Html => html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
/** The number can be dialled; what is said beside it (转…, extension) stays words. */
const phone = (words: string): Html => {
  const number = /\+?\d[\d-]{2,}/.exec(words)?.[0];
  return number ? html`<a href="${`tel:${number.replaceAll('-', '')}`}">${number}</a>${words.replace(number, '')}` : html`${words}`;
};
export const facts = (pairs: readonly (readonly [term: string, value: Content])[]): Html => html`<dl class="facts">${pairs.map(([term, value]) => html`<div class="fact"><dt>${term}</dt><dd>${value || '—'}</dd></div>`)}</dl>`;
