import type { Db } from '#kernel/database/connect.ts';
import { idTime } from '#kernel/database/id.ts';
import { pageOf, positionOf, type Page } from '#kernel/http/page.ts';
import type { Reason } from './intake/reasons.ts';

/** A reading that was not accepted, as its owner sees it. */
export type Rejected = { readonly id: string; readonly receivedAt: Date; readonly code: string; readonly quantity: string | null; readonly reason: Reason; readonly reportedAt: string | null; readonly value: string | null; readonly source: string; readonly traceId: string };

/** What a device sent that was not accepted, newest first; with `unknown`, what came under codes nobody has registered. */
export async function listRejected(db: Db, of: { code: string } | 'unknown', page: { cursor?: string | undefined; limit: number }): Promise<Page<Rejected>> {
  const after = positionOf(page.cursor, 1);
  const rows = await db<Omit<Rejected, 'receivedAt'>[]>`
    select id, code, quantity, reason, reported_at as "reportedAt", value, source, trace_id as "traceId" from rejected_readings
    where ${of === 'unknown' ? db`thing_id is null` : db`code = ${of.code}`} ${after ? db`and id < ${String(after[0])}::uuid` : db``} order by id desc limit ${page.limit + 1}`;
  return pageOf(rows.map((row) => ({ ...row, receivedAt: idTime(row.id) })), page.limit, (row) => [row.id]);
}
