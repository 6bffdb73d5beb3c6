import { fullDay } from '#kernel/time/friendly.ts';
import { dayOf } from '#kernel/time/day.ts';
import { kindOf } from '#domain/proof/codes/bearer.ts';
import { eraseOwn, scansOf, setStop, stopsOf, type OwnScan } from '#domain/proof/codes/history.ts';
import { scenes } from '#domain/proof/define-scene.ts';
import type { Sent } from '../form/body.ts';
import { typedText } from '../form/kind.ts';
import { moment } from '../friendly.ts';
import { html, nothing, type Html } from '../html.ts';
import { csrf, type Page } from '../page.ts';
import type { Shown } from '../routes.ts';
import { asked, type Visit } from '../visit.ts';

/** `/code/uses`: where one's codes were used in these days, and which scenes may. */
export async function codeUsesPage(visit: Visit): Promise<Page> {
  const { house, reader, say } = visit;
  const scans = reader.subjectId === null ? [] : await scansOf(house, reader.subjectId);
  return {
    title: say('code.uses'), section: 'licences',
    body: html`<p class="crumb"><a href="/code">${say('code.title')}</a></p><h1>${say('code.uses')}</h1>${asked(visit.request, 'erased') === '1' && html`<p class="note" role="status">${say('code.erased')}</p>`}<p class="page-head reading">${say('code.usesLead')}</p>
${scans.length === 0 ? html`<p class="empty reading">${say('code.usesNone')}</p>` : html`${table(visit, scans)}<form method="post" action="/code/uses/erase" class="gap-s">${csrf(visit)}<button>${say('code.eraseNow')}</button></form>`}
<section class="reading"><h2>${say('code.scenes')}</h2><p>${say('code.scenesLead')}</p>${await switches(visit)}</section>`,
  };
}

export async function takeErase({ house, reader }: Visit): Promise<Shown> {
  if (reader.subjectId !== null) await eraseOwn(house.db, reader.subjectId);
  return { to: '/code/uses?erased=1' };
}

export async function takeSwitch({ house, reader }: Visit, { typed }: Sent, scene: string): Promise<Shown> {
  if (reader.subjectId !== null) await setStop(house, reader.subjectId, scene, typedText(typed, 'stop') === '1');
  return { to: '/code/uses' };
}

function table({ say, declared, house, now, locale }: Visit, scans: readonly OwnScan[]): Html {
  const saw = ({ outcome, shown, offline }: OwnScan) => {
    if (outcome === 'stopped') return say('code.stoppedLine');
    if (outcome === 'twice') return say('code.twice');
    return html`${shown.map(declared).join(say('words.comma'))}${offline ? html` <span class="quiet">（${say('code.offline')}）</span>` : nothing}`;
  };
  return html`<table class="table stacks"><thead><tr>${(['code.when', 'code.place', 'code.what', 'code.erase'] as const).map((key) => html`<th scope="col">${say(key)}</th>`)}</tr></thead><tbody>${scans.map((scan) => html`<tr><td>${moment(scan.at, now, locale)}</td><th scope="row">${scan.place} <span class="quiet">${declared(house.declared.find(scenes, scan.scene)?.title ?? scan.scene)}</span></th><td>${saw(scan)}</td><td><span class="quiet">${say('code.eraseOn', { day: fullDay(dayOf(scan.eraseAt), locale) })}</span></td></tr>`)}</tbody></table>`;
}

async function switches(visit: Visit): Promise<Html> {
  const { house, reader, say, declared } = visit;
  const kind = reader.subjectId === null ? null : await kindOf(house.db, reader.subjectId);
  if (reader.subjectId === null || kind === null) return html`<p class="empty">${say('code.none')}</p>`;
  const stops = await stopsOf(house.db, reader.subjectId);
  return html`<ul class="switches">${house.declared.all(scenes).filter(({ holder }) => holder === kind).map((scene) => {
    const off = stops.has(scene.key);
    return html`<li><form method="post" action="${`/code/scenes/${scene.key}`}">${csrf(visit)}<div><strong>${declared(scene.title)}</strong>${off && html` <span class="stamp void">${say('code.stopped')}</span>`}<p class="quiet">${declared(scene.purpose)} · ${scene.shows.map(({ title }) => declared(title)).join(say('words.comma'))} · ${say('code.kept', { count: scene.keepDays })}</p></div><button name="stop" value="${off ? '0' : '1'}" aria-label="${`${say(off ? 'code.resume' : 'code.stop')} ${declared(scene.title)}`}">${say(off ? 'code.resume' : 'code.stop')}</button></form></li>`;
  })}</ul>`;
}
