import type { Database, Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { checked } from '#kernel/schema/check.ts';
import { dueAt } from '#kernel/time/due.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { organName } from '#domain/subject/organs.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { issueProof } from '#domain/proof/issue.ts';
import { askParts } from './ask-parts.ts';
import { clockIn, movedStops } from './clock.ts';
import { isEnding, matterTypes, type Act, type MatterType, type State } from './define.ts';
import { refuse } from './errors.ts';
import { filesNamed, mustBeTheirs } from './files.ts';
import { doerOf, stateTitle } from './lifecycle.ts';
import type { MaterialGiven, Matter } from './matter.ts';
import { mustBeInCity } from './named.ts';
import { actorName, hasTurn, isApplicant, maySee, turnOf } from './people.ts';
import { dividedAsked } from './personal.ts';
import { findMatter } from './read.ts';
import { checkMaterials, checkForm } from './submit.ts';
import { messageTo } from './tell.ts';
import { updateMatter, type NewAct } from './write.ts';

/** What somebody does to a matter. `data` fits what the act asks for; a photo or position is evidence from the spot. */
export type Doing = {
  readonly act: string;
  readonly reason?: string | null;
  readonly data?: Record<string, unknown>;
  readonly files?: readonly string[];
  readonly position?: readonly [number, number] | null;
};

export type Caller = { readonly traceId: string; readonly address: string | null };

/** The one who acts: a person, or the program itself (a time that ran out, a part that completed the round). */
export type Actor = { readonly reader: Reader } | { readonly system: string };

/**
 * Does an act on a matter: who may, is it possible now, is what it asks for there; then state, turn and clock move, proofs are
 * issued, effects run, everybody concerned is told. Refuses in the reader's words, changing nothing. In a transaction it is part
 * of it; given the pool it is a commit by itself: most acts are one statement, for the others a transaction is opened.
 */
export async function act(db: Db | Database, house: House, actor: Actor, matter: Matter, doing: Doing, caller: Caller): Promise<Matter> {
  const type = house.declared.get(matterTypes, matter.type);
  if ('begin' in db && isMoreThanOneStatement(type, matter, doing)) return db.begin((tx) => actIn(tx, house, actor, type, matter, doing, caller)) as Promise<Matter>;
  return actIn(db, house, actor, type, matter, doing, caller);
}

/** Whether an act writes more than the case with its line, event, entry, files and messages: those are one statement (write.ts). */
function isMoreThanOneStatement(type: MatterType, matter: Matter, { act: key }: Doing): boolean {
  const step = type.lifecycle[matter.state]?.acts[key];
  return step !== undefined && Boolean(step.issues || step.effect || (typeof step.to === 'string' && type.lifecycle[step.to]?.parts));
}

async function actIn(tx: Db, house: House, actor: Actor, type: MatterType, matter: Matter, doing: Doing, caller: Caller): Promise<Matter> {
  const state = type.lifecycle[matter.state];
  const step = state?.acts[doing.act];
  if (!state || !step || matter.endedAt !== null) throw refuse('ACT_NOT_POSSIBLE', { number: matter.number, state: stateTitle(type, matter.state), act: step?.title ?? titleOfAct(type, doing.act), possible: possibleNow(state) });
  if ('reader' in actor) await mustHaveTurn(house, actor.reader, type, state, step, matter);
  if ('reader' in actor && step.notBy) await mustBeAnother(tx, type, actor.reader, matter, step, step.notBy);
  await mustBeInTime(tx, house, matter, doing.act, step);
  const data = checkAsked(step, doing);
  if (step.asks) await mustBeInCity(house, step.asks, data, '/data');
  const corrected = step.corrects ? corrections(type, matter, doing) : null;
  if (corrected) await mustBeInCity(house, type.form, corrected.form, '/form');
  const now = house.clock.now();
  const next = moved(type, matter, step, data, doing, now, corrected);
  const turn = next.outcome === null ? await turnOf(house, type, type.lifecycle[next.state]?.by ?? '', next) : null;
  const actingOrgan = 'reader' in actor ? actor.reader.organ : matter.organ;
  const stored: Matter = { ...next, organ: turn?.organ ?? (next.outcome === null || matter.waits ? matter.organ : (actingOrgan ?? matter.organ)), post: turn?.post ?? null, waits: next.outcome === null && turn === null, handlerId: 'reader' in actor && actor.reader.kind === 'official' ? actor.reader.accountId : matter.handlerId };
  const actId = newId(now);
  const asked = dividedAsked(step.asks, data);
  const line: NewAct = {
    id: actId, act: doing.act, title: step.title, fromState: matter.state, toState: next.state,
    accountId: 'reader' in actor ? actor.reader.accountId : null,
    actor: 'reader' in actor ? actorName(actor.reader) : actor.system, organ: actingOrgan,
    reason: doing.reason?.trim() || null, data: { ...asked.open, ...(doing.position ? { position: doing.position } : {}) }, files: doing.files ?? [], address: caller.address,
  };
  const told = { topic: next.outcome === null ? 'matter.moved' : 'matter.closed', payload: { type: type.key, number: matter.number, act: doing.act, from: matter.state, to: next.state, outcome: next.outcome, level: next.level } };
  const files = [...(doing.files ?? []), ...(corrected ? filesNamed(type, corrected.form, corrected.materials) : [])];
  await mustBeTheirs(tx, 'reader' in actor ? actor.reader : null, files, matter.id);
  const also = { files, message: step.tells ? messageTo(stored, step.tells, line.reason) : null };
  if (!(await updateMatter(tx, house, Object.keys(asked.closed).length > 0 ? { ...stored, said: { ...stored.said, [actId]: asked.closed } } : stored, line, told, also))) throw refuseCommon('STALE');
  if (next.outcome === null) await askParts(tx, house, type, stored, now);
  if (step.issues && type.issues) await issueProof(tx, house, { type: type.issues, matterId: matter.id, subjectId: matter.subjectId, organ: stored.organ, region: matter.region, form: stored.form, traceId: matter.traceId });
  if (step.effect) await step.effect.run({ tx, house, reader: 'reader' in actor ? actor.reader : systemReader, matter: stored, data, reason: line.reason, traceId: matter.traceId });
  return { ...stored, version: matter.version + 1 };
}

const systemReader: Reader = { kind: 'service', accountId: null, username: null, subjectId: null, name: '系统', organ: null, region: null, posts: [], rights: new Map(), csrf: null };

/** Finds a matter the reader may see; refuses with one and the same answer when it does not exist and when it may not be seen. */
export async function matterFor(db: Db, house: House, reader: Reader, idOrNumber: string): Promise<Matter> {
  const matter = await findMatter(db, house, idOrNumber);
  if (!matter || !(maySee(reader, matter) || (await isReporter(db, reader, matter)) || (await isConcerned(db, reader, matter)))) throw refuse('MATTER_NOT_FOUND');
  return matter;
}

const isReporter = async (db: Db, reader: Reader, matter: Matter) =>
  reader.accountId !== null && (await db`select 1 from matter_reporters where matter_id = ${matter.id} and account_id = ${reader.accountId}`).length > 0;
/** An organ keeps sight of what it was dispatched, named in, asked about or acted on, while it is another's turn. */
const isConcerned = async (db: Db, reader: Reader, matter: Matter) =>
  reader.organ !== null && reader.rights.has('matter.handle') && (matter.dispatched === reader.organ || Object.values(matter.form).includes(reader.organ)
    || (await db`select 1 from matter_parts where matter_id = ${matter.id} and organ = ${reader.organ} union all select 1 from matter_acts where matter_id = ${matter.id} and organ = ${reader.organ} limit 1`).length > 0);

const possibleNow = (state: State | undefined) => Object.values(state?.acts ?? {}).map((each) => each.title).join('、') || '无（已办结）';
const titleOfAct = (type: MatterType, act: string) => Object.values(type.lifecycle).map((state) => state.acts[act]?.title).find(Boolean) ?? act;

/** Whether it is the reader's turn for this act. What follows when a time runs out is done by nobody. */
export async function mayDo(house: House, reader: Reader, type: MatterType, state: State, step: Act, matter: Matter): Promise<boolean> {
  if (step.onTimeout) return false;
  const turn = await turnOf(house, type, doerOf(state, step), matter).catch(() => undefined);
  if (turn === undefined) return false;
  return turn === null ? isApplicant(reader, matter) : hasTurn(reader, turn, matter);
}

async function mustHaveTurn(house: House, reader: Reader, type: MatterType, state: State, step: Act, matter: Matter): Promise<void> {
  if (await mayDo(house, reader, type, state, step, matter)) return;
  const turn = await turnOf(house, type, doerOf(state, step), matter);
  throw refuse('ACT_NOT_YOURS', { act: step.title, who: turn === null ? '申请人本人' : `${organName(house, turn.organ)}${turn.post ? `（${turn.post}）` : ''}`, yours: reader.organ ? organName(house, reader.organ) : reader.name });
}

/** Two pairs of eyes: nobody judges what they have done themselves, whatever posts they hold. */
async function mustBeAnother(tx: Db, type: MatterType, reader: Reader, matter: Matter, step: Act, notBy: string): Promise<void> {
  const own = await tx`select 1 from matter_acts where matter_id = ${matter.id} and act = ${notBy} and account_id = ${reader.accountId} limit 1`;
  if (own.length > 0) throw refuse('ACT_NEEDS_ANOTHER', { act: step.title, done: titleOfAct(type, notBy) });
}

async function mustBeInTime(tx: Db, house: House, matter: Matter, actKey: string, step: Act): Promise<void> {
  if (step.times !== undefined) {
    const done = await tx`select 1 from matter_acts where matter_id = ${matter.id} and act = ${actKey} limit ${step.times}`;
    if (done.length >= step.times) throw refuse('ACT_DONE_BEFORE', { act: step.title, times: step.times });
  }
  if (step.until) {
    const until = dueAt(matter.stateSince, step.until);
    if (until.state === 'running' && until.at < house.clock.now()) throw refuse('ACT_TOO_LATE', { act: step.title, until: formatMoment(until.at), number: matter.number });
  }
}

function checkAsked(step: Act, doing: Doing): Record<string, unknown> {
  if (step.reason === 'needed' && !doing.reason?.trim()) throw refuse('REASON_NEEDED', { act: step.title });
  if (step.needs?.includes('photo') && (doing.files ?? []).length === 0) throw refuse('EVIDENCE_NEEDED', { act: step.title, what: '现场照片' });
  if (step.needs?.includes('paper') && (doing.files ?? []).length === 0) throw refuse('EVIDENCE_NEEDED', { act: step.title, what: '证明材料' });
  if (step.needs?.includes('position') && !doing.position) throw refuse('EVIDENCE_NEEDED', { act: step.title, what: '现场定位' });
  if (step.corrects) return {};
  return step.asks ? checked<Record<string, unknown>>(step.asks, doing.data ?? {}, '/data') : {};
}

type Corrected = { form: Record<string, unknown>; materials: Record<string, MaterialGiven> };

function corrections(type: MatterType, matter: Matter, doing: Doing): Corrected {
  const given = (doing.data ?? {}) as { form?: Record<string, unknown>; materials?: Record<string, MaterialGiven> };
  const form = checkForm(type, withoutEmptied({ ...matter.form, ...given.form }), matter.answers);
  const materials = { ...matter.materials, ...given.materials };
  checkMaterials(type, materials, matter.answers);
  return { form, materials };
}

/** A field sent as null was emptied by the applicant. */
const withoutEmptied = (form: Record<string, unknown>) => Object.fromEntries(Object.entries(form).filter(([, value]) => value !== null));

/** The matter after the act: its state or end, level, dispatch and clock. */
function moved(type: MatterType, matter: Matter, step: Act, data: Record<string, unknown>, doing: Doing, now: Date, corrected: Corrected | null): Matter {
  const ends = isEnding(step.to) ? step.to : null;
  const key = isEnding(step.to) ? step.to.ends : step.to;
  const state = ends ? undefined : type.lifecycle[key];
  const stops = movedStops(matter, state, now, doing.reason ?? state?.title ?? '');
  const clockFrom = step.accepts ? now : matter.clockFrom;
  const form = { ...(corrected?.form ?? matter.form), ...Object.fromEntries((step.sets ?? []).map((name) => [name, data[name]])) };
  return {
    ...matter, ...corrected, form, state: key, outcome: ends?.outcome ?? null, endedAt: ends ? now : null,
    level: typeof data['level'] === 'string' ? data['level'] : matter.level,
    dispatched: typeof data['organ'] === 'string' ? data['organ'] : matter.dispatched,
    stateSince: now, stops, clockFrom, ...clockIn(type, state, now, { clockFrom, stops, form }),
  };
}
