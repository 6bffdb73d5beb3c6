import type { House } from '#kernel/house.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { classOf, fieldsOf, isMasked } from '#kernel/schema/fields.ts';
import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { Basis } from '#domain/subject/personal/basis.ts';
import { mustReveal } from '#domain/subject/personal/reveal.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { matterTypes, type MatterType } from './define.ts';
import type { Matter } from './matter.ts';
import { isApplicant } from './people.ts';

type Caller = { readonly traceId: string; readonly address: string | null };
export type RevealWish = { readonly purpose: string; readonly basis: Basis; readonly fields: readonly string[] };

/** Opens masked fields of a case for an official who says what for: the values, written down with whose they are. */
export async function revealFields(tx: Db, house: House, reader: Reader, matter: Matter, wish: RevealWish, caller: Caller): Promise<Record<string, unknown>> {
  const type = house.declared.get(matterTypes, matter.type);
  const known = fieldsOf(type.form).filter(isMasked);
  const fields = wish.fields.map((name) => known.find((field) => field.name === name));
  if (fields.includes(undefined)) throw refuseCommon('INPUT_INVALID', { count: 1 }, [{ pointer: '/fields', zh: `可以查看的字段有：${known.map(({ name, title }) => `${title}(${name})`).join('、') || '无'}`, en: `Fields that can be revealed: ${known.map(({ name }) => name).join(', ') || 'none'}` }]);
  await mustReveal(tx, house, {
    reader, purpose: wish.purpose, basis: wish.basis, fields: fields.map((field) => ({ name: field!.name, class: classOf(field!) })), subjectId: matter.subjectId,
    spot: { organ: matter.organ, region: matter.region }, act: 'matter.reveal', object: 'matter', objectId: matter.id, ...caller,
  });
  return Object.fromEntries(wish.fields.map((name) => [name, matter.form[name] ?? null]));
}

/** An official who opens a case that holds somebody's data leaves that behind, masked as the fields may be. */
export async function noteOpened(db: Db, house: House, reader: Reader, type: MatterType, matter: Matter, caller: Caller): Promise<void> {
  if (matter.subjectId === null || isApplicant(reader, matter)) return;
  const fields = fieldsOf(type.form).filter((field) => isMasked(field) && matter.form[field.name] !== undefined).map(({ name }) => name);
  if (fields.length === 0) return;
  await audit(db, { accountId: reader.accountId, act: 'matter.opened-file', object: 'matter', objectId: matter.id, ...caller, purpose: `办理“${house.declared.say(type.title, 'zh')}”`, subjects: [matter.subjectId], fields, detail: { masked: true } });
}
