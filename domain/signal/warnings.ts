import type postgres from 'postgres';
import { emit } from '#kernel/bus/outbox.ts';
import { newId } from '#kernel/database/id.ts';
import { Refusal } from '#kernel/errors/refusal.ts';
import type { House, Listener } from '#kernel/house.ts';
import { openMatter } from '#domain/matter/open.ts';
import { raiseLevel } from '#domain/matter/raise.ts';
import { placesOf } from '#domain/place/places.ts';
import { organFor } from '#domain/subject/organs.ts';
import type { Because, Level, Signal, Warn } from './define.ts';
import { conditionWords, levelInForce, lookBack, rankOf, type Valued } from './judge.ts';
import { movePeriod, periodEnd } from './period.ts';
import type { RuleInForce } from './rules.ts';
import type { Deciding } from './sources/source.ts';
import { engineFor } from './sources/sources.ts';
import { isAt } from './spot.ts';

type Tx = postgres.TransactionSql;
type Seen = Valued & { readonly region: string; readonly because: Because | null; readonly traceId: string };
type Open = { readonly id: string; readonly level: Level | null; readonly peak: Level; readonly matterId: string | null; readonly closedAt: Date | null; readonly traceId: string; readonly organ: string | null };

/** Values older than this many periods say nothing about now: an import of the past warns nobody. */
const fresh = 3;
const watcher = '监测规则';

/** Judges where each division stands now and begins, raises, lowers or ends its warning. */
export async function judgeRegions(tx: Tx, house: House, signal: Signal, regions: readonly string[], rule: RuleInForce): Promise<void> {
  const { period } = signal.per;
  const since = movePeriod(period, house.clock.now(), -fresh - lookBack(rule.warn, period));
  const rows = await tx<Seen[]>`
    select region, start, value, because, trace_id as "traceId" from signal_values
    where signal = ${signal.key} and region = any(${[...regions]}) and organ = '' and start >= ${since} order by region, start desc`;
  for (const [region, values] of Map.groupBy(rows, (row) => row.region)) {
    const [newest] = values;
    if (!newest || periodEnd(period, newest.start) < movePeriod(period, house.clock.now(), -fresh)) continue;
    const level = levelInForce(values, rule.warn, period);
    await keepState(tx, house, signal, newest, level, rule);
    if (isAt(signal.warnAt, region)) await keepWarning(tx, house, signal, newest, level, rule);
  }
}

const keepState = (tx: Tx, house: House, signal: Signal, { region, start, value }: Seen, level: Level | null, rule: RuleInForce) => tx`
  insert into signal_states as was (signal, region, start, value, level, since, rule) values (${signal.key}, ${region}, ${start}, ${value}, ${level}, ${house.clock.now()}, ${rule.version})
  on conflict (signal, region) do update set start = excluded.start, value = excluded.value, rule = excluded.rule, level = excluded.level,
    since = case when was.level is distinct from excluded.level then excluded.since else was.since end`;

/** One warning from the beginning until the value is back and the matter closed, however often the level changes meanwhile. */
async function keepWarning(tx: Tx, house: House, signal: Signal, newest: Seen, level: Level | null, rule: RuleInForce): Promise<void> {
  const [open] = await tx<Open[]>`
    select id, level, peak, matter_id as "matterId", closed_at as "closedAt", trace_id as "traceId", organ from signal_warnings where signal = ${signal.key} and region = ${newest.region} and finished_at is null`;
  const warn = rule.warn.find((each) => each.level === level);
  if (!open) {
    if (warn) await begin(tx, house, signal, newest, warn, rule);
  } else if (level === null) {
    if (open.level !== null) await recover(tx, house, signal, newest, open);
  } else if (open.level !== level && warn) {
    await change(tx, house, signal, newest, open, warn);
  }
}

async function begin(tx: Tx, house: House, signal: Signal, newest: Seen, warn: Warn, rule: RuleInForce): Promise<void> {
  const now = house.clock.now();
  const decided = await decidingOf(tx, signal, newest);
  const traceId = decided?.traceId ?? newest.traceId;
  const reason = reasonOf(signal, newest, warn);
  const matter = warn.opens ? await openFor(tx, house, signal, newest, warn, decided, traceId) : null;
  const organ = matter?.organ ?? (await organFor(house, signal.owner, decided?.region ?? newest.region))?.id ?? null;
  const id = newId(now);
  await tx`
    insert into signal_warnings (id, signal, region, organ, level, peak, value, reason, because, rule, trace_id, started_at, matter_id)
    values (${id}, ${signal.key}, ${newest.region}, ${organ}, ${warn.level}, ${warn.level}, ${newest.value}, ${reason}, ${tx.json(newest.because as never)}, ${rule.version}, ${traceId}, ${now}, ${matter?.id ?? null})`;
  await emit(tx, { topic: 'signal.warned', about: id, traceId, organ, region: newest.region, payload: { ...toldOf(signal, newest, warn.level), reason, matterId: matter?.id ?? null, number: matter?.number ?? null } });
}

const decidingOf = (tx: Tx, signal: Signal, { region, start, because }: Seen) =>
  engineFor(signal.from).deciding(tx, signal, signal.from, { region, start, end: periodEnd(signal.per.period, start), organ: '' }, because);

/** Opens the matter of a level. What the city cannot route must not stop the warning itself: it is told without a matter, and logged. */
async function openFor(tx: Tx, house: House, signal: Signal, newest: Seen, warn: Warn, decided: Deciding | null, traceId: string) {
  const { tree } = await placesOf(house);
  const opens = warn.opens;
  if (!opens) return null;
  const described = signal.describes?.({
    level: warn.level, matterLevel: opens.level, value: newest.value, unit: signal.unit, region: newest.region, regionName: tree.find(newest.region)?.name ?? newest.region,
    at: house.clock.now(), because: newest.because, thing: decided?.thing ?? null,
  });
  const aimed = newest.because?.thing !== undefined ? decided : null;
  try {
    return await tx.savepoint((inner) => openMatter(inner, house, {
      type: opens.matter, form: described?.form ?? {}, title: described?.title ?? `${signal.title}：${reasonOf(signal, newest, warn)}`, level: opens.level,
      source: 'signal', actor: watcher, traceId, region: aimed?.region ?? newest.region, point: aimed?.point ?? null,
    }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    house.log.error({ err: error, signal: signal.key, region: newest.region }, 'A warning could not open its matter.');
    return null;
  }
}

/** The level of a running warning changes, and with it the reason it gives; the matter is raised, never lowered: that is for people to decide. */
async function change(tx: Tx, house: House, signal: Signal, newest: Seen, open: Open, warn: Warn): Promise<void> {
  const worse = rankOf(warn.level) > rankOf(open.level);
  const higher = rankOf(warn.level) > rankOf(open.peak);
  const decided = await decidingOf(tx, signal, newest);
  const reason = reasonOf(signal, newest, warn);
  const opened = warn.opens && open.matterId === null ? await openFor(tx, house, signal, newest, warn, decided, open.traceId) : null;
  const matterId = opened?.id ?? open.matterId;
  await tx`update signal_warnings set level = ${warn.level}, peak = ${higher ? warn.level : open.peak}, value = ${newest.value}, reason = ${reason}, because = ${tx.json(newest.because as never)}, recovered_at = null, matter_id = ${matterId} where id = ${open.id}`;
  if (higher && warn.opens && open.matterId && !open.closedAt) await raiseLevel(tx, house, open.matterId, warn.opens.level, { actor: watcher, title: '监测升级', reason });
  const topic = open.level === null ? 'signal.warned' : worse ? 'signal.worsened' : 'signal.eased';
  await emit(tx, { topic, about: open.id, traceId: open.traceId, organ: open.organ, region: newest.region, payload: { ...toldOf(signal, newest, warn.level), reason, from: open.level, again: open.level === null, matterId, number: opened?.number ?? null } });
}

async function recover(tx: Tx, house: House, signal: Signal, newest: Seen, open: Open): Promise<void> {
  const now = house.clock.now();
  const finished = open.matterId === null || open.closedAt !== null;
  await tx`update signal_warnings set level = null, recovered_at = ${now}, finished_at = ${finished ? now : null} where id = ${open.id}`;
  await emit(tx, { topic: 'signal.recovered', about: open.id, traceId: open.traceId, organ: open.organ, region: newest.region, payload: { ...toldOf(signal, newest, null), from: open.level, matterId: open.matterId } });
}

const toldOf = (signal: Signal, { region, start, value }: Seen, level: Level | null) => ({ signal: signal.key, title: signal.title, region, start: start.toISOString(), value: Number(value.toFixed(signal.decimals)), unit: signal.unit, level });

/** Why a level began, in words: 空气质量指数 163 > 150，持续 24 小时. */
function reasonOf(signal: Signal, { value, because }: Seen, { when, for: lasting }: Warn): string {
  const lasted = lasting === undefined ? '' : `，持续 ${lasting.count} ${{ seconds: '秒', minutes: '分钟', hours: '小时' }[lasting.unit]}`;
  return `${because?.words ? `${because.words}；` : ''}${signal.title} ${value.toFixed(signal.decimals)}${signal.unit} ${conditionWords(when)}${lasted}`;
}

/** A matter has ended: its warning knows what was found, and is over once the value is back too. */
export const hearClosed: Listener = async (event, house, tx) => {
  const outcome = { done: 'hit', void: 'false' }[String(event.payload['outcome'])] ?? 'unclear';
  const now = house.clock.now();
  await tx`update signal_warnings set closed_at = ${now}, outcome = ${outcome}, finished_at = case when recovered_at is null then null else ${now}::timestamptz end where matter_id = ${event.about} and closed_at is null`;
};
