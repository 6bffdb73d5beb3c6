import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import { indexWords } from '#kernel/search/segment.ts';
import { fieldsOf, isMasked } from '#kernel/schema/fields.ts';
import type { Reader } from '#domain/subject/reader.ts';
import { clockIn, promiseFrom } from './clock.ts';
import { matterTypes, type MatterType } from './define.ts';
import { doerOf, firstState } from './lifecycle.ts';
import type { MaterialGiven, Matter } from './matter.ts';
import { mustBeTheirs } from './files.ts';
import { nextNumber } from './next-number.ts';
import { caseNumber } from './number.ts';
import { actorName, turnOf } from './people.ts';
import { spotOf } from './spot.ts';
import { insertMatter } from './write.ts';

/** What is needed to open a matter. The form must already be checked (submit.ts does it for people; signals and packs are typed). */
export type Opening = {
  readonly type: MatterType | string;
  readonly form: Record<string, unknown>;
  /** Where it comes from: portal, window, office, open311, signal, matter … */
  readonly source: string;
  readonly traceId: string;
  readonly reader?: Reader | null;
  /** On whose behalf the reader applies: under a mandate, or as a clerk who helps. */
  readonly behalf?: { readonly subjectId: string; readonly mandateId: string | null } | null;
  /** Who did it, when no account did: 监测规则, Open311 客户端 … */
  readonly actor?: string;
  readonly title?: string;
  readonly region?: string;
  /** CGCS2000 [lon, lat]. */
  readonly point?: readonly [number, number] | null;
  readonly address?: string | null;
  readonly level?: string | null;
  readonly contact?: { readonly name?: string; readonly phone?: string } | null;
  readonly answers?: Record<string, string>;
  readonly materials?: Record<string, MaterialGiven>;
  /** The organ it goes to at once, where a party is the dispatched one. */
  readonly dispatched?: string | null;
  /** What it was opened for, told with the event so that the floor below finds its own again. */
  readonly origin?: string | null;
  readonly parentId?: string | null;
  readonly addressOfCaller?: string | null;
  readonly files?: readonly string[];
};

export type Opened = { readonly id: string; readonly number: string; readonly organ: string; readonly dueAt: Date | null; readonly traceId: string };

/**
 * Opens a matter: finds its place, its organ and its deadline, and writes it with act, event, audit and files in one statement,
 * which needs no transaction around it: given the pool, it is a commit by itself.
 */
export async function openMatter(tx: Db, house: House, opening: Opening): Promise<Opened> {
  const type = typeof opening.type === 'string' ? house.declared.get(matterTypes, opening.type) : opening.type;
  const now = house.clock.now();
  const spot = await spotOf(house, type, opening);
  const state = firstState(type);
  const first = type.lifecycle[state];
  if (!first) throw new Error(`Matter ${type.key} has no first state.`);
  const turn = await turnOf(house, type, first.by, { region: spot.region, form: opening.form, dispatched: opening.dispatched ?? null });
  const clockFrom = promiseFrom(type, now);
  const clock = clockIn(type, first, now, { clockFrom, stops: [], form: opening.form });
  const title = opening.title ?? type.titleOf?.(opening.form) ?? type.title;
  const id = newId(now);
  const number = caseNumber(await nextNumber(tx, house), now);
  const reader = opening.reader ?? null;
  const behalf = opening.behalf ?? null;
  const matter: Omit<Matter, 'version' | 'endedAt' | 'outcome'> = {
    id, type: type.key, kind: type.kind, number, title, state,
    organ: turn?.organ ?? spot.organ, post: turn?.post ?? null,
    region: spot.region, lon: spot.point?.[0] ?? null, lat: spot.point?.[1] ?? null, address: opening.address ?? null,
    level: opening.level ?? levelIn(opening.form), source: opening.source,
    subjectId: behalf ? behalf.subjectId : (reader?.subjectId ?? null), openedBy: behalf?.mandateId === null ? null : (reader?.accountId ?? null), mandateId: behalf?.mandateId ?? null, assisted: behalf?.mandateId === null, contact: opening.contact ?? null,
    said: {}, form: opening.form, answers: opening.answers ?? {}, materials: opening.materials ?? {},
    dispatched: opening.dispatched ?? null, handlerId: null, waits: turn === null, parentId: opening.parentId ?? null, mergedInto: null, traceId: opening.traceId,
    openedAt: now, stateSince: now, dueAt: clock.dueAt, promiseDueAt: clock.promiseDueAt, clockFrom, stops: [], demo: false,
  };
  const files = opening.files ?? [];
  await mustBeTheirs(tx, reader, files, id);
  await insertMatter(tx, house, matter, indexWords(`${title} ${number} ${type.title} ${opening.address ?? ''} ${textsIn(type, opening.form)}`),
    { act: 'open', title: '提交', fromState: null, toState: state, accountId: reader?.accountId ?? null, actor: opening.actor ?? (reader ? actorName(reader) : '系统'), organ: reader?.organ ?? null, reason: behalf === null ? null : behalf.mandateId === null ? '窗口帮办：工作人员代申请人提交' : '代办：受申请人授权提交', data: {}, files, address: opening.addressOfCaller ?? null },
    { topic: 'matter.opened', payload: { type: type.key, state, number, level: matter.level, source: opening.source, origin: opening.origin ?? null, turn: doerOf(first, { title: '', to: state }) } }, { files });
  return { id, number, organ: matter.organ, dueAt: matter.dueAt, traceId: matter.traceId };
}

const levelIn = (form: Record<string, unknown>) => (typeof form['level'] === 'string' ? form['level'] : null);

/** The words of a form worth finding a case by: texts that are not personal. */
function textsIn(type: MatterType, form: Record<string, unknown>): string {
  return fieldsOf(type.form)
    .filter((field) => (field.kind === 'text' || field.kind === 'longText') && !isMasked(field))
    .map((field) => form[field.name])
    .filter((value) => typeof value === 'string')
    .join(' ');
}
