import { Type } from 'typebox';
import { files, fieldsOf, type Field } from '#kernel/schema/fields.ts';
import { fullDay } from '#kernel/time/friendly.ts';
import type { Material } from '#domain/matter/define-guide.ts';
import type { MaterialGiven } from '#domain/matter/matter.ts';
import type { Proof } from '#domain/proof/proof.ts';
import { heldProof } from '#domain/proof/read.ts';
import { askField } from '../form/ask.ts';
import type { Faults } from '../form/faults.ts';
import type { FormContext, Typed } from '../form/kind.ts';
import { attributes, html, type Html } from '../html.ts';
import type { Visit } from '../visit.ts';

/** Licences this reader holds that take the place of materials, by key of the material. */
export type Held = ReadonlyMap<string, Proof>;

export async function heldFor({ house, reader }: Visit, materials: readonly Material[]): Promise<Held> {
  const { subjectId } = reader;
  if (subjectId === null) return new Map();
  const found = await Promise.all(materials.map(async ({ key, from }) => [key, from ? await heldProof(house.db, house, subjectId, from) : null] as const));
  return new Map(found.flatMap(([key, proof]) => (proof ? [[key, proof] as const] : [])));
}

/** One material in the list of what to prepare: nothing to do where a licence stands in, else what it must be like. */
export function needRow(visit: Visit, material: Material, proof: Proof | undefined): Html {
  const { say, declared } = visit;
  return html`<li><b>${declared(material.title)}</b>${proof ? replaced(visit, material, proof) : html`<p class="quiet small">${say('guide.material.standard', { standard: declared(material.standard) })}${material.later && html` · ${say('guide.material.later')}`}</p>${material.from && html`<p class="quiet small">${say('guide.material.replaced', { licence: declared(material.from.title) })}</p>`}`}</li>`;
}

export function replaced({ say, declared, locale }: Visit, material: Material, proof: Proof): Html {
  const until = proof.validUntil ? say('apply.until', { day: fullDay(proof.validUntil, locale) }) : say('apply.noEnd');
  return html`<p class="small"><span class="state done">${say('apply.replaced', { licence: declared(material.from?.title ?? ''), number: proof.number, until })}</span></p>`;
}

const control = (material: Material) => `m-${material.key}`;
const laterControl = (material: Material) => `${control(material)}-later`;

/** The upload of one material, as a field like any other. */
export function fieldOf({ declared }: Visit, material: Material): Field {
  const [field] = fieldsOf(Type.Object({ [control(material)]: files(declared(material.title), { hint: declared(material.standard), maxItems: 5, minItems: 1, accept: ['image/jpeg', 'image/png', 'application/pdf'] }) }));
  if (!field) throw new Error('A schema of one property has one field.');
  return { ...field, required: material.needed };
}

/** The question for one material; where it may follow later, a box to say so. */
export function askMaterial(visit: Visit, material: Material, proof: Proof | undefined, typed: Typed, faults: Faults, context: FormContext): Html {
  const { say, declared } = visit;
  if (proof) return html`<div class="field"><p><b>${declared(material.title)}</b></p>${replaced(visit, material, proof)}</div>`;
  const id = `f-${laterControl(material)}`;
  const isLater = (typed[laterControl(material)] ?? []).includes('1');
  return html`${askField({ field: fieldOf(visit, material), typed, fault: faults.get(material.key) ?? faults.get(control(material)) }, context)}${material.later && html`<div class="option after"><input type="checkbox" id="${id}" name="${laterControl(material)}" value="1"${attributes({ checked: isLater })}><label for="${id}">${say('apply.later', { title: declared(material.title) })}</label></div>`}`;
}

/** What stands in the boxes for materials given before. */
export const typedMaterials = (materials: readonly Material[], given: Readonly<Record<string, MaterialGiven>>): Typed =>
  Object.fromEntries(materials.flatMap((material) => [[`${control(material)}-kept`, given[material.key]?.files ?? []], [laterControl(material), given[material.key]?.later ? ['1'] : []]]));

/** Reads what was sent for the materials. A file that was sent counts for more than the promise to send it later. */
export function readMaterials(materials: readonly Material[], typed: Typed, read: (material: Material) => unknown): Record<string, MaterialGiven> {
  return Object.fromEntries(materials.flatMap((material): [string, MaterialGiven][] => {
    const ids = (read(material) as string[] | undefined) ?? [];
    if (ids.length > 0) return [[material.key, { files: ids }]];
    return material.later && typed[laterControl(material)]?.includes('1') ? [[material.key, { later: true }]] : [];
  }));
}
