import { audit } from '#kernel/audit/audit.ts';
import type { Db } from '#kernel/database/connect.ts';
import { newId } from '#kernel/database/id.ts';
import type { FieldFault } from '#kernel/errors/refusal.ts';
import type { House } from '#kernel/house.ts';
import { placesOf } from '#domain/place/places.ts';
import type { Signal } from './define.ts';
import { refuse } from './errors.ts';
import { isPeriodStart } from './period.ts';
import { isAt } from './spot.ts';
import { touch } from './touch.ts';

/** A value as its owner reports it. The unit is said again, so that 万元 are not taken for 元. */
export type Report = { readonly region: string; readonly start: string; readonly value: number; readonly unit: string; readonly note?: string | undefined };

/** Stores a reported value and has it computed. Refuses wrong units, periods in the future, values that cannot be, divisions the signal does not look at. */
export async function reportValue(tx: Db, house: House, signal: Signal, report: Report, caller: { accountId: string | null; traceId: string; address: string | null }): Promise<string> {
  if (signal.from.kind !== 'reported') throw refuse('SIGNAL_NOT_REPORTED', { title: signal.title });
  const start = new Date(report.start);
  const { tree } = await placesOf(house);
  const faults: FieldFault[] = [];
  if (!tree.find(report.region) || !isAt(signal.per.region, report.region)) faults.push({ pointer: '/region', zh: '不是本指标统计的区划', en: 'Not a division this signal looks at' });
  if (!isPeriodStart(signal.per.period, start)) faults.push({ pointer: '/start', zh: '不是时段的起点（北京时间）', en: 'Does not begin a period (Beijing time)' });
  else if (start > house.clock.now()) faults.push({ pointer: '/start', zh: '时段在未来', en: 'The period lies in the future' });
  if (report.unit !== signal.unit) faults.push({ pointer: '/unit', zh: `单位应为“${signal.unit}”`, en: `The unit must be “${signal.unit}”` });
  if (report.value < signal.from.minimum || report.value > signal.from.maximum) faults.push({ pointer: '/value', zh: `应在 ${signal.from.minimum} 与 ${signal.from.maximum} 之间`, en: `Must lie between ${signal.from.minimum} and ${signal.from.maximum}` });
  if (faults.length > 0) throw refuse('SIGNAL_VALUE_REFUSED', { title: signal.title }, faults);
  const id = newId(house.clock.now());
  await tx`insert into signal_reports (id, signal, region, start, value, note, account_id, trace_id, at)
    values (${id}, ${signal.key}, ${report.region}, ${start}, ${report.value}, ${report.note ?? null}, ${caller.accountId}, ${caller.traceId}, ${house.clock.now()})`;
  await touch(tx, [{ signal: signal.key, region: report.region, start, traceId: caller.traceId }]);
  await audit(tx, { accountId: caller.accountId, act: 'signal.report', object: 'signal', objectId: signal.key, traceId: caller.traceId, address: caller.address, detail: { ...report } });
  return id;
}
