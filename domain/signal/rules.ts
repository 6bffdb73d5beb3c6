import { Type, type Static } from 'typebox';
import { audit } from '#kernel/audit/audit.ts';
import { emit } from '#kernel/bus/outbox.ts';
import type { Db } from '#kernel/database/connect.ts';
import type { FieldFault } from '#kernel/errors/refusal.ts';
import type { House } from '#kernel/house.ts';
import { hours, millisecondsOf } from '#kernel/time/duration.ts';
import { levels, longestFor, type Condition, type Signal, type Warn } from './define.ts';
import { refuse } from './errors.ts';
import { rankOf } from './judge.ts';

/** The warning rule that counts now, with its version; 0 is the one the pack declares. */
export type RuleInForce = { readonly version: number; readonly warn: readonly Warn[] };

/** A rule as it is set and stored: level, comparison, hours it must last. What it opens stays as declared. */
export const ruleShape = Type.Array(Type.Object({
  level: Type.Enum([...levels], { title: '级别' }),
  op: Type.Enum(['above', 'atLeast', 'below', 'atMost'], { title: '比较' }),
  limit: Type.Number({ title: '阈值' }),
  hours: Type.Integer({ minimum: 0, maximum: millisecondsOf(longestFor) / 3_600_000, default: 0, title: '持续小时' }),
}, { additionalProperties: false }), { minItems: 1, maxItems: 4, title: '预警规则' });
export type RuleLine = Static<typeof ruleShape>[number];

/** A rule in the shape it is shown and set in. */
export const linesOf = (warn: readonly Warn[]): RuleLine[] => warn.map(({ level, when, for: lasting }) => ({ level, op: when.op, limit: when.limit, hours: lasting === undefined ? 0 : millisecondsOf(lasting) / 3_600_000 }));

/** Reads given lines as a rule of this signal. Refuses (RULE_INVALID) levels twice and milder levels that begin later than worse ones. */
export function ruleOf(signal: Signal, lines: readonly RuleLine[]): Warn[] {
  const faults: FieldFault[] = lines.flatMap((line, index) => faultOf(line, index, lines));
  if (faults.length > 0) throw refuse('RULE_INVALID', { count: faults.length }, faults);
  return lines.map(({ level, op, limit, hours: lasting }) => {
    const opens = (signal.warn.find((each) => each.level === level) ?? signal.warn.find((each) => each.opens))?.opens;
    return { level, when: { op, limit }, ...(lasting > 0 ? { for: hours(lasting) } : {}), ...(opens ? { opens } : {}) };
  });
}

function faultOf(line: RuleLine, index: number, lines: readonly RuleLine[]): FieldFault[] {
  const pointer = `/warn/${index}`;
  if (lines.findIndex((each) => each.level === line.level) !== index) return [{ pointer: `${pointer}/level`, zh: `级别 ${line.level} 出现了两次`, en: `The level ${line.level} appears twice` }];
  const up = (condition: Condition['op']) => condition === 'above' || condition === 'atLeast';
  const [first] = lines;
  if (first && up(first.op) !== up(line.op)) return [{ pointer: `${pointer}/op`, zh: '各级别的比较方向应相同', en: 'All levels must compare in the same direction' }];
  const milder = lines.filter((each) => rankOf(each.level) < rankOf(line.level));
  const wrong = milder.some((each) => (up(line.op) ? each.limit > line.limit : each.limit < line.limit));
  return wrong ? [{ pointer: `${pointer}/limit`, zh: '较重的级别应比较轻的级别更严', en: 'A worse level must begin later than a milder one' }] : [];
}

/** The rules in force of some signals. */
export async function rulesInForce(db: Db, signals: readonly Signal[]): Promise<Map<string, RuleInForce>> {
  const rows = await db<{ signal: string; version: number; warn: RuleLine[] | null }[]>`
    select distinct on (signal) signal, version, warn from signal_rules where signal = any(${signals.map(({ key }) => key)}) order by signal, version desc`;
  const set = new Map(rows.map((row) => [row.signal, row]));
  return new Map(signals.map((signal) => {
    const row = set.get(signal.key);
    return [signal.key, { version: row?.version ?? 0, warn: row?.warn ? ruleOf(signal, row.warn) : signal.warn }];
  }));
}

/** Every version a city has set, newest first. */
export const ruleHistory = (db: Db, signal: Signal) => db<{ version: number; warn: RuleLine[] | null; reason: string; at: Date; by: string | null }[]>`
  select version, warn, reason, at, accounts.name as by from signal_rules left join accounts on accounts.id = account_id where signal = ${signal.key} order by version desc limit 100`;

/** Puts a rule in force from now on; null goes back to the declared one. Values already computed keep the version they were judged by. */
export async function setRule(tx: Db, house: House, signal: Signal, warn: readonly RuleLine[] | null, reason: string, caller: { accountId: string | null; traceId: string; address: string | null }): Promise<number> {
  if (warn) ruleOf(signal, warn);
  const [row] = await tx<{ version: number }[]>`
    insert into signal_rules (signal, version, warn, account_id, reason, at)
    select ${signal.key}, coalesce(max(version), 0) + 1, ${warn === null ? null : tx.json(warn as never)}, ${caller.accountId}::uuid, ${reason}, ${house.clock.now()} from signal_rules where signal = ${signal.key} returning version`;
  const version = row?.version ?? 0;
  await emit(tx, { topic: 'signal.rule-set', traceId: caller.traceId, payload: { signal: signal.key, version } });
  await audit(tx, { accountId: caller.accountId, act: 'signal.rule', object: 'signal', objectId: signal.key, traceId: caller.traceId, address: caller.address, detail: { version, warn, reason } });
  return version;
}
