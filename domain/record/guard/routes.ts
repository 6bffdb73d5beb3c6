import { Type } from 'typebox';
import { audit } from '#kernel/audit/audit.ts';
import { idTime, isId } from '#kernel/database/id.ts';
import type { House } from '#kernel/house.ts';
import type { App } from '#kernel/http/app.ts';
import { pageOf, pageQuery, positionOf } from '#kernel/http/page.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { organName } from '#domain/subject/organs.ts';
import { whoAsks } from '#domain/subject/reader.ts';
import { realName } from '#domain/subject/real-name.ts';
import { guards } from '../define-guard.ts';
import { useCasesOf } from './case.ts';
import { refuseGuard } from './errors.ts';
import { idleRuleOf, idleSince } from './idle.ts';
import { indicatorsOf } from './indicators.ts';

type Warning = { id: string; rule: string; accountId: string; accountName: string | null; username: string | null; grantId: string | null; measured: number; exceeded: number; fromAt: Date; toAt: Date; stopped: boolean; closedAt: Date | null; why: string | null; traceId: string };

/** What the security administrator sees: warnings of unusual use, interfaces nobody calls, systems without a name, indicators. */
export function guardRoutes(app: App, house: House): void {
  const { db } = house;
  const titleOf = (key: string, locale: 'zh' | 'en') => house.declared.say(house.declared.find(guards, key)?.title ?? key, locale);

  app.get('/api/v1/guard/warnings', {
    config: { permission: 'guard.read' },
    schema: { summary: '异常使用预警 Warnings of unusual use', tags: ['guard'], querystring: Type.Object({ ...pageQuery, state: Type.Optional(Type.Unsafe<'open' | 'closed'>({ type: 'string', enum: ['open', 'closed'] })) }) },
  }, async (request) => {
    const { cursor, limit, state } = request.query;
    const after = positionOf(cursor, 1);
    const rows = await db<Warning[]>`
      select w.id, w.rule, w.account_id as "accountId", a.name as "accountName", a.username, w.grant_id as "grantId", w.measured, w.exceeded, w.from_at as "fromAt", w.to_at as "toAt", w.stopped, w.closed_at as "closedAt", w.why, w.trace_id as "traceId"
      from usage_warnings w left join accounts a on a.id = w.account_id where true ${after && isId(String(after[0])) ? db`and w.id < ${String(after[0])}` : db``} ${state ? (state === 'open' ? db`and w.closed_at is null` : db`and w.closed_at is not null`) : db``} order by w.id desc limit ${limit + 1}`;
    const page = pageOf(rows, limit, ({ id }) => [id]);
    const cases = await useCasesOf(db, page.items.filter(({ closedAt }) => closedAt === null).map(({ traceId }) => traceId));
    return { ...page, items: page.items.map((row) => ({ ...row, case: cases.get(row.traceId) ?? null, title: titleOf(row.rule, request.locale), at: formatMoment(idTime(row.id)), fromAt: formatMoment(row.fromAt), toAt: formatMoment(row.toAt), closedAt: row.closedAt && formatMoment(row.closedAt) })) };
  });

  app.post('/api/v1/guard/warnings/:id/close', {
    config: { permission: 'guard.handle' },
    schema: { summary: '处置没有事项的预警 Close a warning no case looks into, with what was found', tags: ['guard'], params: Type.Object({ id: Type.String({ maxLength: 40 }) }), body: Type.Object({ why: Type.String({ minLength: 2, maxLength: 1000, title: '核实情况' }) }, { additionalProperties: false }) },
  }, (request) => db.begin(async (tx) => {
    const { id } = request.params;
    const [row] = isId(id) ? await tx<{ account_id: string; trace_id: string }[]>`update usage_warnings set closed_at = ${house.clock.now()}, closed_by = ${request.reader.accountId}, why = ${request.body.why} where id = ${id} and closed_at is null returning account_id, trace_id` : [];
    if (!row) throw refuseGuard('USE_WARNING_NOT_FOUND');
    const looking = (await useCasesOf(tx, [row.trace_id])).get(row.trace_id);
    if (looking) throw refuseGuard('USE_WARNING_HAS_CASE', { number: looking.number });
    await audit(tx, { ...whoAsks(request), act: 'guard.closed', object: 'account', objectId: row.account_id, detail: { warning: id, why: request.body.why } });
    return { id, closed: true };
  }));

  app.get('/api/v1/guard/rules', { config: { permission: 'guard.read' }, schema: { summary: '使用规则 Rules over use', tags: ['guard'] } }, async (request) =>
    house.declared.all(guards).map(({ title, idea, ...rule }) => ({ ...rule, title: house.declared.say(title, request.locale), idea: house.declared.say(idea, request.locale) })));

  app.get('/api/v1/guard/interfaces', { config: { permission: 'guard.read' }, schema: { summary: '长期没有调用的接口 Interfaces nobody calls', tags: ['guard'] } }, async () => {
    const rule = idleRuleOf(house);
    const now = house.clock.now().getTime();
    const rows = rule ? await idleSince(db, new Date(now - rule.tellAfterDays * 86_400_000)) : [];
    return {
      tellAfterDays: rule?.tellAfterDays ?? null, closeAfterDays: rule?.closeAfterDays ?? null,
      items: rows.map((row) => ({ ...row, organName: organName(house, row.organ), ownerOrganName: organName(house, row.ownerOrgan), days: Math.floor((now - row.usedAt.getTime()) / 86_400_000), usedAt: formatMoment(row.usedAt), toldAt: row.toldAt && formatMoment(row.toldAt) })),
    };
  });

  app.get('/api/v1/guard/callers', { config: { permission: 'guard.read' }, schema: { summary: '调用系统与责任人 Calling systems and who answers for them', tags: ['guard'] } }, () =>
    db`select a.id, a.username, a.name, a.organ, a.real_name > 0 as named, p.username as "answeredBy" from accounts a left join accounts p on p.id = a.answered_by and p.closed_at is null where a.kind = 'service' and a.closed_at is null order by a.username limit 500`);

  app.post('/api/v1/guard/callers/:id', {
    config: { permission: 'guard.handle' },
    schema: { summary: '调用系统实名：指定责任人 Name who answers for a calling system', tags: ['guard'], params: Type.Object({ id: Type.String({ maxLength: 40 }) }), body: Type.Object({ answeredBy: Type.String({ minLength: 1, maxLength: 100, title: '责任人用户名' }) }, { additionalProperties: false }) },
  }, (request) => db.begin(async (tx) => {
    const { id } = request.params;
    // The official is held first, as a move holds them, and until the commit: whoever leaves meanwhile is not named.
    const [person] = await tx<{ id: string; organ: string | null }[]>`select id, organ from accounts where username = ${request.body.answeredBy} and kind = 'official' and closed_at is null for share`;
    const [system] = isId(id) ? await tx<{ organ: string | null }[]>`select organ from accounts where id = ${id} and kind = 'service' and closed_at is null for update` : [];
    if (!system) throw refuseGuard('CALLER_NOT_FOUND');
    if (!person || person.organ !== system.organ) throw refuseGuard('CALLER_PERSON_UNKNOWN', { username: request.body.answeredBy });
    await tx`update accounts set real_name = greatest(real_name, ${realName.vouched}), answered_by = ${person.id} where id = ${id}`;
    await audit(tx, { ...whoAsks(request), act: 'guard.caller-named', object: 'account', objectId: id, detail: { answeredBy: person.id } });
    return { id, named: true, answeredBy: request.body.answeredBy };
  }));

  app.get('/api/v1/guard/indicators', { config: { permission: 'guard.read' }, schema: { summary: '防护能力指标 Indicators of protection', tags: ['guard'] } }, async (request) =>
    (await indicatorsOf(house)).map(({ english, title, ...rest }) => ({ ...rest, title: request.locale === 'en' ? english : title })));
}
