import type { House } from '#kernel/house.ts';
import { idTime } from '#kernel/database/id.ts';
import type { Locale } from '#kernel/errors/refusal.ts';
import { dayOf } from '#kernel/time/day.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { organName } from '#domain/subject/organs.ts';
import type { Outcome } from './calls.ts';
import type { Grant } from './grant.ts';
import type { DataRequest } from './request.ts';

const moment = (at: Date | null) => (at ? formatMoment(at) : null);

/** A request as both sides see it. */
export function requestView(house: House, row: DataRequest & { readonly title: string; readonly grant_id: string | null }) {
  return {
    id: row.id, datasetId: row.dataset_id, datasetTitle: row.title, organ: row.organ, organName: organName(house, row.organ), ownerOrgan: row.owner_organ, ownerOrganName: organName(house, row.owner_organ),
    columns: row.columns, purpose: row.purpose, scenario: row.scenario, basis: row.basis, frequency: row.frequency, until: formatMoment(row.until), state: row.state, askedAt: formatMoment(row.asked_at), dueOn: row.due_on,
    overdue: row.state === 'open' && row.due_on < dayOf(house.clock.now()), decidedAt: moment(row.decided_at), reason: row.reason, law: row.law, grantId: row.grant_id, traceId: row.trace_id,
  };
}

export type ListedGrant = Grant & { readonly title: string; readonly today: number; readonly total: number; readonly last_call: string | null };

/** A grant with how much of it was used. */
export function grantView(house: House, row: ListedGrant) {
  return {
    id: row.id, requestId: row.request_id, datasetId: row.dataset_id, datasetTitle: row.title, organ: row.organ, organName: organName(house, row.organ), ownerOrgan: row.owner_organ, ownerOrganName: organName(house, row.owner_organ),
    columns: row.columns, revealed: row.revealed, revealBasis: row.reveal_basis, purpose: row.purpose, until: formatMoment(row.until), callsPerDay: row.calls_per_day, rowsPerCall: row.rows_per_call, note: row.note,
    grantedAt: formatMoment(row.granted_at), endedAt: moment(row.ended_at), endedReason: row.ended_reason, state: row.ended_at ? 'ended' as const : row.until <= house.clock.now() ? 'expired' as const : 'living' as const,
    used: { today: row.today, total: row.total, lastAt: row.last_call ? formatMoment(idTime(row.last_call)) : null }, path: `/api/v1/shared/${row.id}/rows`,
  };
}

/** What became of a call, in words. */
export const outcomeWords: Readonly<Record<Outcome, { zh: string; en: string }>> = {
  answered: { zh: '已返回', en: 'Answered' }, over: { zh: '授权已终止', en: 'Grant over' }, quota: { zh: '超出当日次数', en: 'Over the day’s quota' }, 'no-key': { zh: '没有有效凭证', en: 'No valid credential' },
  'no-name': { zh: '调用方未实名', en: 'Caller without a real name' }, 'not-yours': { zh: '不是被授权单位', en: 'Not the grantee' }, 'bad-request': { zh: '请求有误', en: 'Wrong request' }, failed: { zh: '没有完成，未计次数', en: 'Not completed, not counted' },
};

export type CallRow = { readonly id: string; readonly outcome: Outcome; readonly asked: string[]; readonly rows: number; readonly by: string | null; readonly version: number | null; readonly trace_id: string };

/** A line of a grant's log. */
export const callView = (row: CallRow, grant: Grant, locale: Locale) => ({
  id: row.id, at: formatMoment(idTime(row.id)), outcome: row.outcome, title: outcomeWords[row.outcome][locale], purpose: grant.purpose, columns: row.outcome === 'answered' ? grant.columns : [], asked: row.asked, rows: row.rows, by: row.by, version: row.version, traceId: row.trace_id,
});
