import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import type { Db } from '#kernel/database/connect.ts';
import { isId, newId } from '#kernel/database/id.ts';
import type { BothWords } from '#kernel/errors/refusal.ts';
import type { House } from '#kernel/house.ts';
import { addDays, dayOf, type Day } from '#kernel/time/day.ts';
import { findEnterprise } from '../enterprises.ts';
import { namesOf } from '../names.ts';
import { ageOn } from '../identifiers/citizen-id.ts';
import { notifySubject } from '../notices.ts';
import { findPerson, findPersonByIdNumber, type Person } from '../persons.ts';
import { refuse } from './errors.ts';

export type MandateKind = 'guardian' | 'agent' | 'staff';
/** Who may act for whom, in what, until when. */
export type Mandate = {
  readonly id: string; readonly kind: MandateKind; readonly principalId: string; readonly agentId: string; readonly matterTypes: readonly string[] | null; readonly fromDay: Day; readonly untilDay: Day | null;
  readonly channel: 'portal' | 'window'; readonly givenAt: Date; readonly endedAt: Date | null; readonly endWhy: string | null;
};
/** What is asked: the agent is named by identity number, so that nobody can leaf through the registry. */
export type NewMandate = { readonly kind: MandateKind; readonly principalId: string; readonly agentIdNumber: string; readonly agentName: string; readonly matterTypes?: readonly string[] | null; readonly untilDay?: Day | null; readonly channel: 'portal' | 'window'; readonly evidence?: string | null };
type By = { readonly accountId: string; readonly traceId: string; readonly address: string | null };

const longest = 366 * 2;
const ofAge = 18;
const columns = 'id, kind, principal_id as "principalId", agent_id as "agentId", matter_types as "matterTypes", from_day as "fromDay", until_day as "untilDay", channel, given_at as "givenAt", ended_at as "endedAt", end_why as "endWhy"';
const inForce = (db: Db, today: Day) => db`ended_at is null and from_day <= ${today} and (until_day is null or until_day >= ${today})`;

/** Gives a mandate in the caller's transaction: by the principal on the portal, or by a clerk who keeps the papers. Both sides are told. */
export async function giveMandate(tx: Db, house: House, asked: NewMandate, by: By): Promise<Mandate> {
  const today = dayOf(house.clock.now());
  const agent = await findPersonByIdNumber(tx, house, asked.agentIdNumber);
  if (agent === null || agent.name !== asked.agentName.trim()) throw refuse('MANDATE_REFUSED', { why: { zh: '代办人的姓名与公民身份号码不一致，或人口库没有此人', en: 'name and identity number are not those of one person, or the registry has nobody of that number' } });
  const why = await objection(tx, house, asked, agent, today);
  if (why !== null) throw refuse('MANDATE_REFUSED', { why });
  const [mandate] = await tx<Mandate[]>`
    insert into mandates (id, kind, principal_id, agent_id, matter_types, from_day, until_day, channel, evidence, given_by)
    values (${newId()}, ${asked.kind}, ${asked.principalId}, ${agent.id}, ${asked.matterTypes ? [...asked.matterTypes] : null}, ${today}, ${asked.untilDay ?? null}, ${asked.channel}, ${asked.evidence ?? null}, ${by.accountId})
    on conflict (kind, principal_id, agent_id) where ended_at is null do nothing returning ${tx.unsafe(columns)}`;
  if (!mandate) throw refuse('MANDATE_REFUSED', { why: { zh: '已有同样的授权仍在有效期内；要改范围，请先终止再重新授权', en: 'the same mandate is in force already; to change its scope, end it and give it anew' } });
  await audit(tx, { ...by, act: 'mandate.give', object: 'mandate', objectId: mandate.id, subjects: [asked.principalId, agent.id], detail: { kind: asked.kind, channel: asked.channel, until: asked.untilDay ?? null, matterTypes: asked.matterTypes ?? null } });
  for (const subject of [asked.principalId, agent.id]) await notifySubject(tx, subject, { title: '代办授权', body: '一项代办授权已生效，可在“代办与授权”查看，双方都可以随时终止。', about: mandate.id });
  return mandate;
}

/** What stands against a mandate, in words; null when nothing does. */
async function objection(tx: Db, house: House, { kind, principalId, untilDay, evidence, channel }: NewMandate, agent: Pick<Person, 'id' | 'born'>, today: Day): Promise<BothWords | null> {
  if (agent.id === principalId) return { zh: '不能授权给自己', en: 'nobody needs a mandate for themselves' };
  if (ageOn(agent.born, today) < ofAge) return { zh: '代办人须年满 18 周岁', en: 'who acts for others must be 18 or older' };
  const isEnterprise = (await findEnterprise(tx, principalId)) !== null;
  const person = isEnterprise ? null : await findPerson(tx, house, principalId);
  if (!isEnterprise && person === null) return { zh: '被代办的人或单位不在登记库中', en: 'the person or enterprise acted for is in no registry' };
  if (kind === 'staff' && !isEnterprise) return { zh: '经办人只能由单位授权', en: 'only an enterprise names a member of staff' };
  if (kind !== 'staff' && isEnterprise) return { zh: '单位请授权经办人，并写明事项范围', en: 'an enterprise names a member of staff and what they may do' };
  if (kind === 'guardian' && !(evidence && channel === 'window')) return { zh: '监护关系须在窗口凭户口簿、出生证明或指定监护文书登记', en: 'a guardian is registered at a window, with the family register, a birth certificate or the order that named the guardian' };
  if (kind !== 'guardian' && !untilDay) return { zh: '请写明授权到哪一天', en: 'it needs a last day' };
  if (untilDay && (untilDay < today || untilDay > addDays(today, longest))) return { zh: '授权期限应在今天之后、两年以内', en: 'its last day must be today or later, and within two years' };
  if (kind === 'agent' && person && ageOn(person.born, today) < ofAge && channel === 'portal') return { zh: '未成年人由监护人代办，请监护人到窗口登记监护关系', en: 'a guardian acts for a minor: let the guardian register at a window' };
  return null;
}

/** Ends a mandate at once, by either side or by a clerk. */
export async function endMandate(tx: Db, id: string, mine: { subjects: readonly string[] } | 'clerk', why: string, by: By): Promise<Mandate> {
  const [mandate] = isId(id) ? await tx<Mandate[]>`update mandates set ended_at = now(), ended_by = ${by.accountId}, end_why = ${why} where id = ${id} and ended_at is null
    and ${mine === 'clerk' ? tx`true` : tx`(principal_id = any(${[...mine.subjects]}::uuid[]) or agent_id = any(${[...mine.subjects]}::uuid[]))`} returning ${tx.unsafe(columns)}` : [];
  if (!mandate) throw refuse('NOT_YOUR_DATA');
  await emit(tx, { topic: 'mandate.ended', about: id, traceId: by.traceId });
  await audit(tx, { ...by, act: 'mandate.end', object: 'mandate', objectId: id, purpose: why, subjects: [mandate.principalId, mandate.agentId] });
  for (const subject of [mandate.principalId, mandate.agentId]) await notifySubject(tx, subject, { title: '代办授权已终止', body: `一项代办授权已终止：${why}`, about: id });
  return mandate;
}

/** Everything given by or to a subject, newest first. */
export const mandatesOf = (db: Db, subjectId: string) => db<Mandate[]>`select ${db.unsafe(columns)} from mandates where principal_id = ${subjectId} or agent_id = ${subjectId} order by id desc limit 200`;

/** The mandate by which a person may do something for a principal today. Refuses (MANDATE_MISSING) when there is none. */
export async function mustActFor(db: Db, house: House, agentId: string | null, principalId: string, matterType: { key: string; title: string }): Promise<Mandate> {
  const today = dayOf(house.clock.now());
  const [mandate] = agentId === null ? [] : await db<Mandate[]>`select ${db.unsafe(columns)} from mandates where agent_id = ${agentId} and principal_id = ${principalId} and ${inForce(db, today)} and (matter_types is null or ${matterType.key} = any(matter_types)) limit 1`;
  if (!mandate) throw refuse('MANDATE_MISSING', { what: matterType.title });
  return mandate;
}

/** Whom a person may act for today. */
export async function principalsOf(db: Db, house: House, agentId: string): Promise<{ id: string; name: string; kind: MandateKind; matterTypes: readonly string[] | null; untilDay: Day | null }[]> {
  const rows = await db<Mandate[]>`select ${db.unsafe(columns)} from mandates where agent_id = ${agentId} and ${inForce(db, dayOf(house.clock.now()))} order by id limit 50`;
  const names = await namesOf(db, house, rows.map(({ principalId }) => principalId));
  return rows.map(({ principalId, kind, matterTypes, untilDay }) => ({ id: principalId, kind, matterTypes, untilDay, name: names.get(principalId) ?? '' }));
}

/** Subjects a person may speak for as guardian today, themselves first. */
export const spokenFor = async (db: Db, house: House, subjectId: string): Promise<string[]> =>
  [subjectId, ...(await db<{ id: string }[]>`select principal_id as id from mandates where agent_id = ${subjectId} and kind = 'guardian' and ${inForce(db, dayOf(house.clock.now()))}`).map(({ id }) => id)];
