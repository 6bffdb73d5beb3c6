import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { organName } from '#domain/subject/organs.ts';
import { may, type Reader } from '#domain/subject/reader.ts';
import { act, type Caller } from './act.ts';
import { matterTypes, type MatterType } from './define.ts';
import { refuse } from './errors.ts';
import type { Matter } from './matter.ts';

/** One organ's part in a joint review. */
export type Part = { readonly part: string; readonly title: string; readonly organ: string; readonly answer: 'agreed' | 'refused' | null; readonly opinion: string | null; readonly dueAt: Date | null; readonly answeredAt: Date | null };

/** The parts of a matter in the order of the definition. */
export async function partsOf(db: Db, type: MatterType, matter: Matter): Promise<Part[]> {
  const rows = await db<Omit<Part, 'title'>[]>`select part, organ, answer, opinion, due_at as "dueAt", answered_at as "answeredAt" from matter_parts where matter_id = ${matter.id}`;
  const titles = new Map(Object.values(type.lifecycle).flatMap((state) => Object.entries(state.parts ?? {})).map(([key, { title }]) => [key, title]));
  return rows.map((row) => ({ ...row, title: titles.get(row.part) ?? row.part }));
}

/** An organ answers its part. The last answer moves the matter on: `agreed` when all agree, `refused` otherwise. */
export async function answerPart(tx: Db, house: House, reader: Reader, matter: Matter, part: string, answer: 'agreed' | 'refused', opinion: string, caller: Caller): Promise<Matter> {
  const type = house.declared.get(matterTypes, matter.type);
  const state = type.lifecycle[matter.state];
  const asked = state?.parts?.[part];
  if (!asked) throw refuse('ACT_NOT_POSSIBLE', { number: matter.number, state: state?.title ?? matter.state, act: '会审意见', possible: Object.values(state?.acts ?? {}).map((each) => each.title).join('、') || '无' });
  if (!opinion.trim()) throw refuse('REASON_NEEDED', { act: asked.title });
  const [row] = await tx<{ organ: string; answer: string | null }[]>`select organ, answer from matter_parts where matter_id = ${matter.id} and part = ${part} for update`;
  if (!row || row.organ !== reader.organ || !may(reader, 'matter.handle', { organ: row.organ, region: matter.region })) throw refuse('ACT_NOT_YOURS', { act: asked.title, who: row ? organName(house, row.organ) : asked.title, yours: reader.organ ? organName(house, reader.organ) : reader.name });
  if (row.answer !== null) throw refuse('ACT_DONE_BEFORE', { act: asked.title, times: 1 });
  await tx`update matter_parts set answer = ${answer}, opinion = ${opinion.trim()}, account_id = ${reader.accountId}, answered_at = ${house.clock.now()} where matter_id = ${matter.id} and part = ${part}`;
  const answers = await tx<{ answer: string | null; opinion: string | null }[]>`select answer, opinion from matter_parts where matter_id = ${matter.id} order by part for update`;
  if (answers.some((each) => each.answer === null)) return matter;
  const refused = answers.filter((each) => each.answer === 'refused');
  return act(tx, house, { system: '并联会审' }, matter, { act: refused.length > 0 ? 'refused' : 'agreed', reason: refused.map((each) => each.opinion).join('；') || '各部门均同意' }, caller);
}
