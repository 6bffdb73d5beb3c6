import { toString as drawQr } from 'qrcode';
import { fullTime } from '#kernel/time/friendly.ts';
import { kindOf } from '#domain/proof/codes/bearer.ts';
import { stopsOf } from '#domain/proof/codes/history.ts';
import { codeSeconds, holderFor, showCode, type ShownCode } from '#domain/proof/codes/show.ts';
import { scenes, type Scene } from '#domain/proof/define-scene.ts';
import { assetPaths } from '../assets.ts';
import type { Sent } from '../form/body.ts';
import { typedText } from '../form/kind.ts';
import { attributes, Html, html, nothing } from '../html.ts';
import { csrf, type Page } from '../page.ts';
import { asked, type Visit } from '../visit.ts';

/** `/code`: choose where, then show. */
export async function codePage(visit: Visit): Promise<Page> {
  const { say } = visit;
  const own = await ownScenes(visit);
  return frame(visit, own === null ? html`<p class="empty">${say('code.none')}</p>` : chooser(visit, own, asked(visit.request, 'scene', 60)));
}

/** A code on the page that asked for it: it is never an address, so it cannot be sent on or found in the history. */
export async function takeShow(visit: Visit, { typed }: Sent): Promise<Page> {
  const { house, reader, say } = visit;
  const own = (await ownScenes(visit)) ?? [];
  const scene = own.find(({ key }) => key === typedText(typed, 'scene')) ?? null;
  if (reader.subjectId === null || reader.accountId === null) return codePage(visit);
  const shown = await showCode(house, { subjectId: await holderFor(house, reader.subjectId, visit.actingFor?.id), accountId: reader.accountId, scene: scene?.key ?? null });
  return frame(visit, html`${await picture(visit, shown, scene)}${chooser(visit, own, scene?.key ?? '', say('code.again'))}`);
}

const frame = ({ say }: Visit, body: Html): Page => ({
  title: say('code.title'), section: 'licences', scripts: [assetPaths.code],
  body: html`<div class="reading"><h1>${say('code.title')}</h1><p class="page-head">${say('code.lead', { seconds: codeSeconds })}</p>${body}<p class="gap-s"><a href="/code/uses">${say('code.uses')}</a></p></div>`,
});

/** The scenes a reader can show a code in and has not switched off; null when they hold no code. */
async function ownScenes({ house, reader, actingFor }: Visit): Promise<Scene[] | null> {
  const subject = actingFor?.id ?? reader.subjectId;
  const kind = subject === null ? null : await kindOf(house.db, subject);
  if (subject === null || kind === null) return null;
  const stops = await stopsOf(house.db, subject);
  return house.declared.all(scenes).filter(({ key, holder }) => holder === kind && !stops.has(key));
}

function chooser(visit: Visit, own: readonly Scene[], chosen: string, button = visit.say('code.button')): Html {
  const { say, declared } = visit;
  const option = (key: string, title: string) => html`<option${attributes({ value: key, selected: key === chosen })}>${title}</option>`;
  return html`<form method="post" action="/code">${csrf(visit)}<div class="field"><label for="scene">${say('code.scene')}</label><p class="hint" id="scene-hint">${say('code.sceneHint')}</p><select id="scene" name="scene" aria-describedby="scene-hint">${option('', say('code.any'))}${own.map(({ key, title }) => option(key, declared(title)))}</select></div><div class="actions"><button class="primary">${button}</button></div></form>`;
}

async function picture({ say, declared, locale }: Visit, { code, kind, expiresAt }: ShownCode, scene: Scene | null): Promise<Html> {
  const name = say(kind === 'person' ? 'code.resident' : 'code.enterprise');
  const drawing = await drawQr(code, { type: 'svg', margin: 2, errorCorrectionLevel: 'L' });
  return html`<section class="code-shown" data-code data-left="${say('code.left', { count: '{count}' })}" data-over="${say('code.over')}" data-seconds="${codeSeconds}"><h2>${name}${scene ? html` · ${declared(scene.title)}` : nothing}</h2>
<span class="qr" role="img" aria-label="${say('code.image', { kind: name })}">${new Html(drawing)}</span><p role="timer" data-timer>${say('code.until', { time: fullTime(expiresAt, locale) })}</p>${scene ? html`<p class="quiet">${say('code.shows', { fields: scene.shows.map(({ title }) => declared(title)).join(say('words.comma')) })}</p>` : nothing}
<details><summary>${say('code.text')}</summary><p class="identifier">${code}</p></details></section>`;
}
