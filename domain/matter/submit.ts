import type { Database, Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { refuse as refuseInput } from '#kernel/errors/common.ts';
import type { FieldFault } from '#kernel/errors/refusal.ts';
import { checked } from '#kernel/schema/check.ts';
import { heldProof } from '#domain/proof/read.ts';
import { nameOf } from '#domain/subject/names.ts';
import { mustActFor } from '#domain/subject/personal/mandates.ts';
import { may, mustMay, type Reader } from '#domain/subject/reader.ts';
import { matterTypes, type MatterType } from './define.ts';
import { refuse } from './errors.ts';
import { filesNamed } from './files.ts';
import { formFor, materialsFor, type Answers } from './define-guide.ts';
import type { MaterialGiven } from './matter.ts';
import { mustBeInCity } from './named.ts';
import { openMatter, type Opened } from './open.ts';

/** An application as a person sends it. */
export type Application = {
  readonly type: string;
  readonly answers?: Record<string, string>;
  readonly form: Record<string, unknown>;
  readonly materials?: Record<string, MaterialGiven>;
  readonly point?: readonly [number, number] | null;
  readonly address?: string | null;
  readonly contact?: { readonly name?: string; readonly phone?: string } | null;
  readonly draftId?: string | null;
  /** The person or enterprise it is applied for, when not oneself. */
  readonly for?: string | null;
};

/**
 * Submits an application for a reader: the type is open to them, answers, form and materials are right; then it is opened and
 * its draft removed in the same transaction. Refuses with every wrong field and every missing material at once.
 */
export async function submit(db: Db | Database, house: House, reader: Reader, application: Application, from: From): Promise<Opened> {
  // Opening is one statement; only with a draft to be removed there is a second.
  if (application.draftId && 'begin' in db) return db.begin((tx) => submitIn(tx, house, reader, application, from)) as Promise<Opened>;
  return submitIn(db, house, reader, application, from);
}

type From = { readonly source: string; readonly traceId: string; readonly address: string | null };

async function submitIn(tx: Db, house: House, reader: Reader, application: Application, from: From): Promise<Opened> {
  const type = house.declared.find(matterTypes, application.type);
  if (!type) throw refuse('MATTER_TYPE_NOT_FOUND', { type: application.type });
  if (!mayOpen(reader, type)) throw refuse('MATTER_NOT_OPEN_TO_YOU', { title: type.title });
  const answers = checkAnswers(type, application.answers ?? {});
  const form = checkForm(type, application.form, answers);
  await mustBeInCity(house, type.form, form, '/form');
  const behalf = application.for && application.for !== reader.subjectId ? await onBehalf(tx, house, reader, type, application.for) : null;
  const materials = await withHeldProofs(tx, house, type, behalf?.subjectId ?? reader.subjectId, answers, application.materials ?? {});
  checkMaterials(type, materials, answers);
  const opened = await openMatter(tx, house, {
    type, form, answers, materials, reader, behalf, source: behalf?.mandateId === null ? 'window' : from.source, traceId: from.traceId, addressOfCaller: from.address,
    point: application.point ?? null, address: application.address ?? null, contact: application.contact ?? null,
    files: filesNamed(type, form, materials),
  });
  if (application.draftId) await tx`delete from drafts where id = ${application.draftId} and account_id = ${reader.accountId}`;
  return opened;
}

/** By which mandate a citizen applies for another; a clerk may help whoever stands at the window. */
async function onBehalf(tx: Db, house: House, reader: Reader, type: MatterType, subjectId: string): Promise<{ subjectId: string; mandateId: string | null }> {
  if (reader.kind === 'citizen') return { subjectId, mandateId: (await mustActFor(tx, house, reader.subjectId, subjectId, type)).id };
  mustMay(reader, 'mandate.register');
  if (type.kind !== 'service' || (await nameOf(tx, house, subjectId)) === null) throw refuse('MATTER_NOT_OPEN_TO_YOU', { title: type.title });
  return { subjectId, mandateId: null };
}

/** Whether this reader may open a matter of this type. */
export function mayOpen(reader: Reader, type: MatterType): boolean {
  if (type.openedBy === 'anybody') return true;
  if (type.openedBy === 'system') return false;
  return may(reader, type.openedBy);
}

/** The answers to the situation questions: each asked one answered, with one of its options. */
export function checkAnswers(type: MatterType, answers: Record<string, string>): Record<string, string> {
  const faults: FieldFault[] = type.questions
    .filter((question) => !Object.keys(question.options).includes(answers[question.key] ?? ''))
    .map((question) => ({ pointer: `/answers/${question.key}`, zh: `请回答“${question.title}”`, en: `Please answer “${question.title}”` }));
  if (faults.length > 0) throw refuseFaults(faults);
  return Object.fromEntries(type.questions.map((question) => [question.key, answers[question.key] ?? '']));
}

/** The form, checked against the fields these answers ask for. */
export const checkForm = (type: MatterType, form: Record<string, unknown>, answers: Answers) => checked<Record<string, unknown>>(formFor(type.form, answers), form, '/form');

/** Refuses (MATERIALS_MISSING) with every needed material that is neither uploaded, replaced by a licence, nor allowed later. */
export function checkMaterials(type: MatterType, materials: Record<string, MaterialGiven>, answers: Answers): void {
  const asked = materialsFor(type, answers);
  const given = (key: string) => (materials[key]?.files ?? []).length > 0 || materials[key]?.licence !== undefined;
  const missing = asked.filter((material) => material.needed && !given(material.key) && !(material.later && materials[material.key]?.later === true));
  const strange = Object.keys(materials).filter((key) => !asked.some((material) => material.key === key));
  const faults: FieldFault[] = [
    ...missing.map((material) => ({ pointer: `/materials/${material.key}`, zh: `请提供“${material.title}”${material.later ? '，或选择稍后补交' : ''}`, en: `Please supply “${material.title}”${material.later ? ', or choose to supply it later' : ''}` })),
    ...strange.map((key) => ({ pointer: `/materials/${key}`, zh: `“${key}”不是这件事需要的材料`, en: `“${key}” is not a material of this case` })),
  ];
  if (faults.length > 0) throw refuse('MATERIALS_MISSING', { count: faults.length }, faults);
}

/** Materials a valid e-licence replaces are filled in by the platform: what the city has issued it does not ask for again. */
async function withHeldProofs(tx: Db, house: House, type: MatterType, subjectId: string | null, answers: Answers, given: Record<string, MaterialGiven>): Promise<Record<string, MaterialGiven>> {
  const materials = { ...given };
  for (const material of materialsFor(type, answers)) {
    const claimed = materials[material.key];
    if (!material.from || (claimed?.files ?? []).length > 0) continue;
    const held = subjectId ? await heldProof(tx, house, subjectId, material.from) : null;
    if (held) materials[material.key] = { licence: held.identifier };
    else if (claimed?.licence !== undefined) delete materials[material.key];
  }
  return materials;
}

const refuseFaults = (faults: FieldFault[]) => refuseInput('INPUT_INVALID', { count: faults.length }, faults);
