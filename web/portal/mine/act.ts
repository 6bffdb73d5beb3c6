import type { TObject } from 'typebox';
import { Type } from 'typebox';
import { Refusal, wordsOf } from '#kernel/errors/refusal.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { fieldsOf, files, longText, point } from '#kernel/schema/fields.ts';
import { act, matterFor } from '#domain/matter/act.ts';
import { matterTypes } from '#domain/matter/define.ts';
import { formFor, materialsFor, type Material } from '#domain/matter/define-guide.ts';
import type { Matter } from '#domain/matter/matter.ts';
import { timelineOf } from '#domain/matter/read.ts';
import { actsOpenTo, type OpenAct } from '#domain/matter/view.ts';
import { askMaterial, fieldOf, heldFor, readMaterials, typedMaterials, type Held } from '../apply/materials.ts';
import { askField, typedFrom } from '../form/ask.ts';
import type { Sent } from '../form/body.ts';
import { withOwnFiles } from '../form/context.ts';
import { faultsByName, faultSummary, noFaults, withRefused, type Faults } from '../form/faults.ts';
import { typedText, Unreadable, type FormContext, type Typed } from '../form/kind.ts';
import { kindOf } from '../form/kinds.ts';
import { localised, readForm } from '../form/read.ts';
import { html } from '../html.ts';
import { withCsrf, type Page } from '../page.ts';
import type { Shown } from '../routes.ts';
import type { Visit } from '../visit.ts';

/** One act as its form: what it asks, and, where the application is put right, the application itself. */
type Doing = { readonly matter: Matter; /** What the official asked for, where the application is put right. */ readonly said: string | null; readonly open: OpenAct; readonly form: TObject; readonly materials: readonly Material[]; readonly held: Held };

/** `/mine/:id/acts/:act`: what an act asks before it is done. */
export async function actPage(visit: Visit, id: string, key: string): Promise<Page> {
  const doing = await prepare(visit, id, key);
  const { matter, open } = doing;
  const typed = open.corrects ? { ...typedFrom(fieldsOf(doing.form), matter.form), ...typedMaterials(doing.materials, matter.materials) } : {};
  const { context } = await withOwnFiles(visit, [doing.form], fieldsOfDoing(visit, doing), typed);
  return render(visit, doing, typed, noFaults, context);
}

/** Does the act. Refusals come back with everything that was written. */
export async function takeAct(visit: Visit, { typed: sent, refused }: Sent, id: string, key: string): Promise<Shown> {
  const { house, reader, request, locale } = visit;
  const doing = await prepare(visit, id, key);
  const { matter, open } = doing;
  if (typedText(sent, 'version') !== '' && typedText(sent, 'version') !== String(matter.version)) throw refuseCommon('STALE');
  const { typed, context } = await withOwnFiles(visit, [doing.form], fieldsOfDoing(visit, doing), sent);
  const { values, faults: found } = readForm(doing.form, typed, context);
  const faults = withRefused(found, refused, fieldsOfDoing(visit, doing));
  const { reason, photos, position, ...data } = values as { reason?: string; photos?: string[]; position?: [number, number] } & Record<string, unknown>;
  const materials = open.corrects ? readAll(visit, doing, typed, context, faults) : {};
  if (faults.size > 0) return { ...render(visit, doing, typed, faults, context), status: 422 };
  try {
    await house.db.begin(async (tx) => act(tx, house, { reader }, await matterFor(tx, house, reader, id), { act: key, reason: reason ?? null, data: open.corrects ? { form: values, materials } : data, files: photos ?? [], position: position ?? null }, { traceId: request.traceId, address: request.ip }));
    return { to: `/mine/${matter.id}?done=${encodeURIComponent(key)}` };
  } catch (error) {
    if (!(error instanceof Refusal) || error.entry.status >= 500 || error.entry.status === 404) throw error;
    const named = error.faults.length > 0 ? faultsByName(error.faults, locale) : new Map([['act', `${wordsOf(error, locale).detail}${wordsOf(error, locale).next}`]]);
    return { ...render(visit, doing, typed, named, context), status: error.entry.status };
  }
}

async function prepare(visit: Visit, id: string, key: string): Promise<Doing> {
  const { house, reader, locale, declared, say } = visit;
  const matter = await matterFor(house.db, house, reader, id);
  const open = (await actsOpenTo(house, reader, matter, locale)).find((each) => each.key === key);
  // Whoever may see the matter is told by its page what is possible now.
  if (!open) throw refuseCommon('STALE');
  const type = house.declared.get(matterTypes, matter.type);
  if (open.corrects) {
    const materials = materialsFor(type, matter.answers);
    const said = (await timelineOf(house.db, matter.id)).findLast(({ reason, organ }) => reason !== null && organ !== null)?.reason ?? null;
    return { matter, said, open, form: localised(formFor(type.form, matter.answers), declared), materials, held: await heldFor(visit, materials) };
  }
  const extra = {
    ...(open.reason === 'needed' ? { reason: longText(say('mine.actReason'), { maxLength: 2000 }) } : open.reason === 'allowed' ? { reason: Type.Optional(longText(say('mine.actNote'), { maxLength: 2000 })) } : {}),
    ...(open.needs.includes('photo') ? { photos: files(say('mine.actPhotos'), { minItems: 1, accept: ['image/jpeg', 'image/png'] }) } : {}),
    ...(open.needs.includes('paper') ? { photos: files(say('mine.actPapers'), { minItems: 1 }) } : {}),
    ...(open.needs.includes('position') ? { position: point(say('mine.actPosition')) } : {}),
  };
  const asked = open.asks ? localised(open.asks as TObject, declared).properties : {};
  return { matter, said: null, open, form: Type.Object({ ...asked, ...extra }), materials: [], held: new Map() };
}

const fieldsOfDoing = (visit: Visit, { form, materials }: Doing) => [...fieldsOf(form), ...materials.map((material) => fieldOf(visit, material))];

function readAll(visit: Visit, { materials, held }: Doing, typed: Typed, context: FormContext, faults: Map<string, string>) {
  return readMaterials(materials.filter(({ key }) => !held.has(key)), typed, (material) => {
    const field = fieldOf(visit, material);
    const value = kindOf(field).read(field, typed, context);
    if (!(value instanceof Unreadable)) return value;
    faults.set(field.name, value.words);
    return value.kept;
  });
}

function render(visit: Visit, doing: Doing, typed: Typed, faults: Faults, context: FormContext): Page {
  const { say, declared } = visit;
  const { matter, said, open, form, materials, held } = doing;
  return {
    title: say('mine.confirmAct', { act: open.title, title: declared(matter.title) }), section: 'mine', faulty: faults.size > 0,
    body: html`<div class="reading"><p class="crumb"><a href="${`/mine/${matter.id}`}">${declared(matter.title)}</a></p>${faultSummary(faults, fieldsOfDoing(visit, doing), context)}<h1 class="page-head" id="f-act">${open.title}</h1>
${said && html`<div class="yours-box"><p><span class="quiet">${say('mine.said')}</span>${said}</p></div>`}${open.corrects && html`<p class="note">${say('mine.correctLead')}</p>`}${open.ends && html`<p class="note">${say('mine.endsNote')}</p>`}
<form method="post" action="${withCsrf(visit, `/mine/${matter.id}/acts/${open.key}`)}" enctype="multipart/form-data" novalidate><input type="hidden" name="version" value="${matter.version}">
${fieldsOf(form).map((field) => askField({ field, typed, fault: faults.get(field.name) }, context))}${materials.map((material) => askMaterial(visit, material, held.get(material.key), typed, faults, context))}
<div class="actions"><button class="primary">${open.title}</button><a class="button" href="${`/mine/${matter.id}`}">${say('site.back')}</a></div></form></div>`,
  };
}
