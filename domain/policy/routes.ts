import { Type } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import { once } from '#kernel/http/once.ts';
import { etagOf } from '#kernel/http/page.ts';
import type { House } from '#kernel/house.ts';
import { correctTask, sayWhoIsMeant, type Correction } from './correct-task.ts';
import { importRoute } from './import-route.ts';
import { discardPlan, getPlan, listPlans, sourceOfPlan, tasksOfPlan } from './plans.ts';
import { releasePlan } from './release-plan.ts';
import { shownPlan, shownTask } from './shown-plan.ts';

const byId = Type.Object({ id: Type.String({ maxLength: 60 }) });
const organKey = Type.String({ maxLength: 80 });
const correction = Type.Object({
  number: Type.Optional(Type.String({ maxLength: 60, title: '编号' })), title: Type.Optional(Type.String({ minLength: 1, maxLength: 300, pattern: '\\S', title: '标题' })), text: Type.Optional(Type.String({ maxLength: 20_000, title: '内容' })),
  lead: Type.Optional(Type.Union([organKey, Type.Null()], { title: '牵头单位' })), joint: Type.Optional(Type.Array(organKey, { maxItems: 60, uniqueItems: true, title: '责任单位' })),
  due: Type.Optional(Type.Union([Type.String({ format: 'date' }), Type.Null()], { title: '完成时限' })), cycle: Type.Optional(Type.Unsafe<'week' | 'month' | 'quarter'>({ type: 'string', enum: ['week', 'month', 'quarter'], title: '反馈周期' })),
  leftOut: Type.Optional(Type.Boolean({ title: '不下达' })), targets: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }), { maxItems: 200, title: '考核指标' })), version: Type.Optional(Type.Integer()),
}, { additionalProperties: false });

/** Plans become tasks, tasks become supervised matters. */
export function policyRoutes(app: App, house: House): void {
  importRoute(app, house);

  app.get('/api/v1/plans', { config: { permission: 'plan.read' }, schema: { summary: '方案列表 Plans', tags: ['plans'] } }, async (request) => (await listPlans(house.db, request.reader)).map((plan) => shownPlan(house, plan, request.locale)));

  app.get('/api/v1/plans/:id', { config: { permission: 'plan.read' }, schema: { summary: '一份方案与全部任务 One plan with its tasks', tags: ['plans'], params: byId } }, async (request, reply) => {
    const { doubts, ...plan } = await getPlan(house.db, request.reader, request.params.id);
    reply.header('etag', etagOf(plan.version));
    return { ...shownPlan(house, plan, request.locale), doubts: doubts.map(({ zh, en, ...doubt }) => ({ ...doubt, says: request.locale === 'en' ? en : zh })), tasks: (await tasksOfPlan(house.db, plan.id)).map((task) => shownTask(house, task)) };
  });

  app.get('/api/v1/plans/:id/source', { config: { permission: 'plan.read' }, schema: { summary: '方案正文（任务的位置按 UTF-16 计） Text of a plan', tags: ['plans'], params: byId } }, async (request, reply) => {
    const plan = await getPlan(house.db, request.reader, request.params.id);
    if (plan.state === 'ready') reply.header('cache-control', 'private, max-age=86400, immutable');
    return reply.type('text/plain; charset=utf-8').send(await sourceOfPlan(house.db, plan.id));
  });

  app.delete('/api/v1/plans/:id', { config: { permission: 'plan.import' }, schema: { summary: '移除没有下达的方案 Discard a plan', tags: ['plans'], params: byId } }, async (request, reply) => {
    const plan = await getPlan(house.db, request.reader, request.params.id);
    await house.db.begin((tx) => discardPlan(tx, request.reader, plan, { traceId: request.traceId, address: request.ip }));
    return reply.code(204).send();
  });

  app.patch('/api/v1/plans/:id/tasks/:ordinal', {
    config: { permission: 'plan.import' },
    schema: { summary: '更正一项任务 Correct a task (If-Match: its version)', tags: ['plans'], params: Type.Object({ id: Type.String({ maxLength: 60 }), ordinal: Type.Integer({ minimum: 0 }) }), body: correction },
  }, async (request, reply) => {
    const { version, ...given } = request.body;
    const asked = request.headers['if-match'];
    const plan = await getPlan(house.db, request.reader, request.params.id);
    const isSeen = (stored: number) => (version === undefined || version === stored) && (asked === undefined || asked === '*' || asked === etagOf(stored));
    const task = await house.db.begin((tx) => correctTask(tx, house, request.reader, plan, request.params.ordinal, given as Correction, isSeen));
    reply.header('etag', etagOf(task.version));
    return shownTask(house, task);
  });

  app.post('/api/v1/plans/:id/units', {
    config: { permission: 'plan.import' },
    schema: {
      summary: '说明原文的单位名称指哪个单位 Say which organ a name in the document means', tags: ['plans'], params: byId,
      body: Type.Object({ named: Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()], { title: '原文名称' }), organ: Type.String({ maxLength: 80, title: '单位' }) }, { additionalProperties: false }),
    },
  }, (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const plan = await getPlan(tx, request.reader, request.params.id);
    const changed = await sayWhoIsMeant(tx, house, request.reader, plan, request.body.named, request.body.organ, { traceId: request.traceId, address: request.ip });
    return { status: 200, body: { tasks: changed.map((task) => shownTask(house, task)) } };
  }));

  app.post('/api/v1/plans/:id/release', {
    config: { permission: 'plan.release' },
    schema: { summary: '下达为督办件 Release as supervised matters', tags: ['plans'], params: byId, body: Type.Object({ tasks: Type.Optional(Type.Array(Type.Integer(), { maxItems: 2000 })) }, { additionalProperties: false }) },
  }, (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const plan = await getPlan(tx, request.reader, request.params.id);
    const released = await releasePlan(tx, house, request.reader, plan, request.body.tasks ?? null, { traceId: request.traceId, address: request.ip });
    return { status: 202, body: { released } };
  }));
}
