import { Type, type Static } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import { isId } from '#kernel/database/id.ts';
import type { Locale } from '#kernel/errors/refusal.ts';
import type { House } from '#kernel/house.ts';
import { once } from '#kernel/http/once.ts';
import { pageQuery } from '#kernel/http/page.ts';
import { placesOf } from '#domain/place/places.ts';
import { organName } from '#domain/subject/organs.ts';
import { whoAsks } from '#domain/subject/reader.ts';
import { backtest, qualityOf } from './backtest.ts';
import { levels, signals } from './define.ts';
import { refuse } from './errors.ts';
import { movePeriod } from './period.ts';
import { signalNamed } from './read.ts';
import { ruleHistory, ruleOf, rulesInForce, ruleShape, setRule } from './rules.ts';
import { keyParam, regionCode } from './shapes.ts';
import { traceOf } from './trace.ts';
import { findWarning, listWarnings, type WarningRow } from './warning-list.ts';

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const moment = Type.String({ format: 'date-time' });
const read = { permission: 'signal.read' } as const;
const tags = ['warnings'];
const warningShape = Type.Object({
  id: Type.String(), signal: Type.String(), title: Type.String(), region: Type.String(), regionName: Type.String(), organ: orNull(Type.String()), organName: orNull(Type.String()), level: orNull(Type.String()), peak: Type.String(),
  value: Type.Number(), unit: Type.String(), reason: Type.String(), rule: Type.Integer(), traceId: Type.String(), startedAt: moment, recoveredAt: orNull(moment), closedAt: orNull(moment), finishedAt: orNull(moment), outcome: orNull(Type.String()),
  matter: orNull(Type.Object({ id: Type.String(), number: Type.String(), state: Type.String(), organ: Type.String(), organName: Type.String(), dueAt: orNull(moment) })),
});
const episodeShape = Type.Object({ region: Type.String(), start: moment, end: orNull(moment), peak: Type.String(), worst: Type.Number(), found: Type.String() });
const ratio = orNull(Type.Number());
const backtestShape = Type.Object({
  values: Type.Integer(), fired: Type.Integer(), hits: Type.Integer(), falseAlarms: Type.Integer(), unknown: Type.Integer(), missed: Type.Integer(), hitRate: ratio, falseRate: ratio, byLevel: Type.Record(Type.String(), Type.Integer()), episodes: Type.Array(episodeShape),
});

/** Warnings and their rules: what stands, what a rule would have done, how good the rules are, and the whole trace of anything. */
export function warningRoutes(app: App, house: House): void {
  app.get('/api/v1/warnings', {
    config: read,
    schema: { summary: '预警列表 Warnings', tags, querystring: Type.Object({ ...pageQuery, open: Type.Optional(Type.Boolean()), signal: Type.Optional(Type.String({ maxLength: 60 })), region: Type.Optional(regionCode), level: Type.Optional(Type.Enum([...levels])) }), response: { 200: Type.Object({ items: Type.Array(warningShape), next: orNull(Type.String()) }) } },
  }, async (request) => {
    const { cursor, limit, ...filter } = request.query;
    const page = await listWarnings(house.db, filter, { cursor, limit });
    return { items: await Promise.all(page.items.map((row) => shown(house, row, request.locale))), next: page.next };
  });

  app.get('/api/v1/warnings/:id', { config: read, schema: { summary: '一条预警 One warning', tags, params: Type.Object({ id: Type.String({ maxLength: 60 }) }), response: { 200: warningShape } } }, async (request) => {
    const row = isId(request.params.id) ? await findWarning(house.db, request.params.id) : null;
    if (!row) throw refuse('WARNING_NOT_FOUND');
    return shown(house, row, request.locale);
  });

  app.post('/api/v1/signals/:key/backtest', {
    config: read,
    schema: {
      summary: '在历史数据上试算规则 Try a rule on the past', tags, params: keyParam,
      body: Type.Object({ warn: ruleShape, from: Type.Optional(moment), to: Type.Optional(moment), region: Type.Optional(regionCode) }, { additionalProperties: false }),
      response: { 200: Type.Object({ candidate: backtestShape, inForce: backtestShape }) },
    },
  }, async (request) => {
    const signal = signalNamed(house, request.params.key);
    const candidate = ruleOf(signal, request.body.warn);
    const to = request.body.to ? new Date(request.body.to) : house.clock.now();
    const from = request.body.from ? new Date(request.body.from) : movePeriod(signal.per.period, to, -2000);
    if (!(from < to) || movePeriod(signal.per.period, from, 10_000) < to) throw refuse('SIGNAL_RANGE_WRONG', { most: 10_000 });
    const rule = (await rulesInForce(house.db, [signal])).get(signal.key)?.warn ?? signal.warn;
    const [tried, real] = await Promise.all([candidate, rule].map((warn) => backtest(house.db, signal, warn, { from, to, region: request.body.region })));
    const answer = (result: typeof tried) => result && { ...result, byLevel: { ...result.byLevel }, episodes: result.episodes.slice(0, 200).map((episode) => ({ ...episode, start: episode.start.toISOString(), end: episode.end?.toISOString() ?? null })) };
    return { candidate: answer(tried), inForce: answer(real) } as { candidate: Static<typeof backtestShape>; inForce: Static<typeof backtestShape> };
  });

  app.get('/api/v1/signals/:key/rules', {
    config: read,
    schema: { summary: '预警规则的历次版本与成效 Versions of the rule and how well it does', tags, params: keyParam, response: { 200: Type.Object({ inForce: Type.Integer(), declared: ruleShape, versions: Type.Array(Type.Object({ version: Type.Integer(), warn: orNull(ruleShape), reason: Type.String(), at: moment, by: orNull(Type.String()) })), quality: Type.Object({ warnings: Type.Integer(), open: Type.Integer(), hits: Type.Integer(), falseAlarms: Type.Integer(), unclear: Type.Integer() }) }) } },
  }, async (request) => {
    const signal = signalNamed(house, request.params.key);
    const [versions, [quality]] = await Promise.all([ruleHistory(house.db, signal), qualityOf(house.db, signal)]);
    const declared = signal.warn.map(({ level, when, for: lasting }) => ({ level, op: when.op, limit: when.limit, hours: lasting?.unit === 'hours' ? lasting.count : 0 }));
    return { inForce: versions[0]?.version ?? 0, declared, versions: versions.map((version) => ({ ...version, at: version.at.toISOString() })), quality: quality ?? { warnings: 0, open: 0, hits: 0, falseAlarms: 0, unclear: 0 } };
  });

  app.post('/api/v1/signals/:key/rules', {
    config: { permission: 'signal.manage' },
    schema: { summary: '设定预警规则，留空则恢复声明的规则 Set the rule; null goes back to the declared one', tags, params: keyParam, body: Type.Object({ warn: orNull(ruleShape), reason: Type.String({ minLength: 1, maxLength: 500, title: '理由' }) }, { additionalProperties: false }), response: { 201: Type.Object({ version: Type.Integer() }) } },
  }, async (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const version = await setRule(tx, house, signalNamed(house, request.params.key), request.body.warn, request.body.reason, whoAsks(request));
    return { status: 201, body: { version } };
  }));

  app.get('/api/v1/traces/:traceId', {
    config: { permission: 'signed-in' },
    schema: { summary: '全链路：从读数到办结 Everything under one trace id', tags: ['traces'], params: Type.Object({ traceId: Type.String({ pattern: '^[0-9a-f]{32}$', title: '链路编号' }) }), response: { 200: Type.Object({ traceId: Type.String(), steps: Type.Array(Type.Object({ at: moment, kind: Type.String(), title: Type.String(), detail: Type.String(), who: orNull(Type.String()), link: orNull(Type.String()) })) }) } },
  }, async (request) => {
    const steps = await traceOf(house, request.reader, request.params.traceId, request.locale);
    if (steps.length === 0) throw refuse('TRACE_NOT_FOUND', { trace: request.params.traceId });
    return { traceId: request.params.traceId, steps: steps.map((step) => ({ ...step, at: step.at.toISOString() })) };
  });
}

async function shown(house: House, row: WarningRow, locale: Locale): Promise<Static<typeof warningShape>> {
  const { tree } = await placesOf(house);
  const signal = house.declared.find(signals, row.signal);
  const { matterId, matterNumber, matterState, matterOrgan, matterDue, because: _because, ...rest } = row;
  return {
    ...rest, title: house.declared.say(signal?.title ?? row.signal, locale), unit: signal?.unit ?? '', regionName: tree.find(row.region)?.name ?? row.region, organName: row.organ === null ? null : organName(house, row.organ),
    startedAt: row.startedAt.toISOString(), recoveredAt: row.recoveredAt?.toISOString() ?? null, closedAt: row.closedAt?.toISOString() ?? null, finishedAt: row.finishedAt?.toISOString() ?? null,
    matter: matterId !== null && matterNumber !== null && matterState !== null && matterOrgan !== null ? { id: matterId, number: matterNumber, state: matterState, organ: matterOrgan, organName: organName(house, matterOrgan), dueAt: matterDue?.toISOString() ?? null } : null,
  };
}
