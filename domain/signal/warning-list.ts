import type { Db } from '#kernel/database/connect.ts';
import { pageOf, positionOf, type Page } from '#kernel/http/page.ts';
import type { Because, Level } from './define.ts';

/** A warning as it is read, with what became of its matter. */
export type WarningRow = {
  readonly id: string; readonly signal: string; readonly region: string; readonly organ: string | null; readonly level: Level | null; readonly peak: Level; readonly value: number; readonly reason: string; readonly because: Because | null;
  readonly rule: number; readonly traceId: string; readonly startedAt: Date; readonly recoveredAt: Date | null; readonly matterId: string | null; readonly closedAt: Date | null; readonly outcome: string | null; readonly finishedAt: Date | null;
  readonly matterNumber: string | null; readonly matterState: string | null; readonly matterOrgan: string | null; readonly matterDue: Date | null;
};
export type WarningFilter = { readonly open?: boolean | undefined; readonly signal?: string | undefined; readonly region?: string | undefined; readonly level?: string | undefined };

const columns = `w.id, w.signal, w.region, w.organ, w.level, w.peak, w.value, w.reason, w.because, w.rule, w.trace_id as "traceId", w.started_at as "startedAt", w.recovered_at as "recoveredAt", w.matter_id as "matterId",
  w.closed_at as "closedAt", w.outcome, w.finished_at as "finishedAt", m.number as "matterNumber", m.state as "matterState", m.organ as "matterOrgan", m.due_at as "matterDue"`;

/** Warnings, newest first. */
export async function listWarnings(db: Db, { open, signal, region, level }: WarningFilter, page: { cursor?: string | undefined; limit: number }): Promise<Page<WarningRow>> {
  const after = positionOf(page.cursor, 1);
  const rows = await db<WarningRow[]>`
    select ${db.unsafe(columns)} from signal_warnings w left join matters m on m.id = w.matter_id
    where ${open === undefined ? db`true` : open ? db`w.finished_at is null` : db`w.finished_at is not null`} ${signal ? db`and w.signal = ${signal}` : db``}
      ${region ? db`and w.region = ${region}` : db``} ${level ? db`and w.peak = ${level}` : db``} ${after ? db`and w.id < ${String(after[0])}::uuid` : db``}
    order by w.id desc limit ${page.limit + 1}`;
  return pageOf([...rows], page.limit, (row) => [row.id]);
}

/** One warning; null when there is none. */
export async function findWarning(db: Db, id: string): Promise<WarningRow | null> {
  const [row] = await db<WarningRow[]>`select ${db.unsafe(columns)} from signal_warnings w left join matters m on m.id = w.matter_id where w.id = ${id}`;
  return row ?? null;
}
