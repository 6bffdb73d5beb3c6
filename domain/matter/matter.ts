import type { Stop } from '#kernel/time/due.ts';
import type { MatterKind, Outcome } from './kinds.ts';

/** A time that does not count, with the reason told to the applicant. */
export type MatterStop = { readonly from: string; readonly until: string | null; readonly why: string };

/** One case as stored. Times are Dates, the place is CGCS2000. */
export type Matter = {
  readonly id: string;
  readonly type: string;
  readonly kind: MatterKind;
  readonly number: string;
  readonly title: string;
  readonly state: string;
  readonly outcome: Outcome | null;
  readonly organ: string;
  readonly post: string | null;
  readonly region: string;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly address: string | null;
  readonly level: string | null;
  readonly source: string;
  readonly subjectId: string | null;
  readonly openedBy: string | null;
  /** The mandate under which it was applied for on behalf of the subject; null when the subject did it. */
  readonly mandateId: string | null;
  /** A clerk applied at the window for the subject. */
  readonly assisted: boolean;
  readonly contact: { readonly name?: string; readonly phone?: string } | null;
  /** Personal answers of acts, by the id of the act: sealed with the form's personal fields. */
  readonly said: Readonly<Record<string, Record<string, unknown>>>;
  readonly form: Record<string, unknown>;
  readonly answers: Record<string, string>;
  readonly materials: Record<string, MaterialGiven>;
  readonly dispatched: string | null;
  readonly handlerId: string | null;
  /** It is the applicant's turn. */
  readonly waits: boolean;
  readonly parentId: string | null;
  readonly mergedInto: string | null;
  readonly traceId: string;
  readonly openedAt: Date;
  readonly stateSince: Date;
  readonly dueAt: Date | null;
  readonly promiseDueAt: Date | null;
  readonly clockFrom: Date | null;
  readonly stops: readonly MatterStop[];
  readonly endedAt: Date | null;
  readonly version: number;
  readonly demo: boolean;
};

/** How a material was supplied: uploaded files, an e-licence in its place, or promised for later (容缺). */
export type MaterialGiven = { readonly files?: readonly string[]; readonly licence?: string; readonly later?: boolean };

/** The columns of a matter under the names of the type, for every select of a whole one; `opened` (personal.ts) opens its sealed part. */
export const matterColumns = `id, type, kind, number, title, state, outcome, organ, post, region, lon, lat, address, level, source,
  subject_id as "subjectId", opened_by as "openedBy", contact, form, answers, materials, dispatched, handler_id as "handlerId", waits, parent_id as "parentId",
  merged_into as "mergedInto", trace_id as "traceId", opened_at as "openedAt", state_since as "stateSince", due_at as "dueAt",
  promise_due_at as "promiseDueAt", clock_from as "clockFrom", stops, ended_at as "endedAt", version, demo, sealed, mandate_id as "mandateId", assisted`;

/** One case as a list shows it: the columns of one line, and none that may be long or personal. */
export type ListedMatter = Pick<Matter, 'id' | 'number' | 'type' | 'kind' | 'title' | 'state' | 'outcome' | 'organ' | 'region' | 'lon' | 'lat' | 'level' | 'source' | 'waits' | 'openedAt' | 'dueAt' | 'endedAt' | 'demo' | 'version'>;
export const listedColumns = `id, number, type, kind, title, state, outcome, organ, region, lon, lat, level, source, waits,
  opened_at as "openedAt", due_at as "dueAt", ended_at as "endedAt", demo, version`;

/** Stored stops as the clock counts them. */
export const stopsOf = (matter: Pick<Matter, 'stops'>): Stop[] =>
  matter.stops.map((stop) => ({ from: new Date(stop.from), until: stop.until === null ? null : new Date(stop.until) }));
