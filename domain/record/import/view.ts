import type { Locale } from '#kernel/errors/refusal.ts';
import { catalogue, Refusal } from '#kernel/errors/refusal.ts';
import { problemOf } from '#kernel/http/edge.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { refusalReasons, type RefusalReason } from './scan.ts';
import type { ImportRow } from './store.ts';

const moment = (at: Date | null) => (at ? formatMoment(at) : null);
export const reasonTitle = (reason: string, locale: Locale): string => refusalReasons[reason as RefusalReason]?.[locale] ?? reason;

/** An import as its readers see it, in their language. */
export function importView(row: ImportRow & { readonly title: string }, locale: Locale) {
  const entry = row.failure ? catalogue.get(row.failure.code) : undefined;
  return {
    id: row.id, datasetId: row.dataset_id, datasetTitle: row.title, kind: row.kind, mode: row.mode, organ: row.organ, state: row.state, stage: row.stage, files: row.files,
    bytes: { done: row.bytes_done, total: row.bytes_total },
    rows: { read: row.read, accepted: row.accepted, refused: row.refused },
    refusedBy: Object.entries(row.refused_by).map(([reason, count]) => ({ reason, title: reasonTitle(reason, locale), count })).toSorted((a, b) => b.count - a.count),
    notes: row.notes.map((note) => ({ code: note.code, words: note[locale] })),
    version: row.version,
    failure: row.failure && entry ? problemOf(new Refusal(row.failure.code, entry, row.failure.values), { locale, traceId: row.trace_id }) : null,
    traceId: row.trace_id, orderedAt: formatMoment(row.ordered_at), startedAt: moment(row.started_at), endedAt: moment(row.ended_at),
  };
}
