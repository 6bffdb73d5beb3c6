import { buffer } from 'node:stream/consumers';
import { Type } from 'typebox';
import type { App } from '#kernel/http/app.ts';
import { refuse as refuseCommon } from '#kernel/errors/common.ts';
import { findFile } from '#kernel/files/table.ts';
import { once } from '#kernel/http/once.ts';
import { etagOf } from '#kernel/http/page.ts';
import type { House } from '#kernel/house.ts';
import { formatMoment } from '#kernel/time/rfc3339.ts';
import { organName } from '#domain/subject/organs.ts';
import type { Correction } from './plans.ts';
import { correctTask, getPlan, listPlans, releasePlan, storePlan, tasksOfPlan, type StoredPlan, type StoredTask } from './plans.ts';

const byId = Type.Object({ id: Type.String({ maxLength: 60 }) });

/** Plans become tasks, tasks become supervised matters. */
export function policyRoutes(app: App, house: House): void {
  const shownPlan = ({ doubts, ...plan }: StoredPlan) => ({ ...plan, doubtCount: doubts.length, organName: organName(house, plan.organ), releasedAt: plan.releasedAt ? formatMoment(plan.releasedAt) : null });
  const shownTask = (task: StoredTask) => ({ ...task, leadName: task.lead ? organName(house, task.lead) : null, jointNames: task.joint.map((organ) => organName(house, organ)), releasedAt: task.releasedAt ? formatMoment(task.releasedAt) : null });

  app.get('/api/v1/plans', { config: { permission: 'plan.read' }, schema: { summary: '方案列表 Plans', tags: ['plans'] } }, async (request) => (await listPlans(house.db, request.reader)).map(shownPlan));

  app.post('/api/v1/plans', {
    config: { permission: 'plan.import' },
    schema: {
      summary: '导入方案：先上传文件，或粘贴正文 Import a plan', tags: ['plans'],
      body: Type.Object({ file: Type.Optional(Type.String({ format: 'uuid', title: '文件' })), text: Type.Optional(Type.String({ maxLength: 1_500_000, title: '正文' })), name: Type.Optional(Type.String({ maxLength: 200, title: '名称' })) }, { additionalProperties: false }),
    },
  }, (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const { file: fileId, text, name } = request.body;
    const file = fileId ? await findFile(tx, fileId) : null;
    if (!file && text === undefined) throw refuseCommon('INPUT_INVALID', { count: 1 }, [{ pointer: '/file', zh: '请上传文件或粘贴正文', en: 'Upload a file or paste the text' }]);
    if (file && file.ownerId !== request.reader.accountId) throw refuseCommon('NOT_FOUND');
    const bytes = file ? await buffer(await house.files.get(file.sha256)) : Buffer.from(text ?? '', 'utf8');
    const { id } = await storePlan(tx, house, request.reader, bytes, file ? { name: name ?? file.name, type: file.type } : { ...(name ? { name } : {}), type: 'text/plain' }, { traceId: request.traceId, address: request.ip });
    const plan = await getPlan(tx, request.reader, id);
    return { status: 201, headers: { location: `/api/v1/plans/${id}` }, body: shownPlan(plan) };
  }));

  app.get('/api/v1/plans/:id', { config: { permission: 'plan.read' }, schema: { summary: '一份方案与全部任务 One plan with its tasks', tags: ['plans'], params: byId } }, async (request, reply) => {
    const { source, ...plan } = await getPlan(house.db, request.reader, request.params.id);
    reply.header('etag', etagOf(plan.version));
    return { ...shownPlan(plan), source, doubts: plan.doubts.map(({ zh, en, ...doubt }) => ({ ...doubt, says: request.locale === 'en' ? en : zh })), tasks: (await tasksOfPlan(house.db, plan.id)).map(shownTask) };
  });

  app.patch('/api/v1/plans/:id/tasks/:ordinal', {
    config: { permission: 'plan.import' },
    schema: {
      summary: '更正一项任务 Correct a task', tags: ['plans'], params: Type.Object({ id: Type.String({ maxLength: 60 }), ordinal: Type.Integer({ minimum: 0 }) }),
      body: Type.Object({
        title: Type.Optional(Type.String({ minLength: 1, maxLength: 300, title: '标题' })), text: Type.Optional(Type.String({ maxLength: 20_000, title: '内容' })), lead: Type.Optional(Type.Union([Type.String({ maxLength: 80 }), Type.Null()], { title: '牵头单位' })), joint: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 60, title: '责任单位' })),
        due: Type.Optional(Type.Union([Type.String({ format: 'date' }), Type.Null()], { title: '完成时限' })), cycle: Type.Optional(Type.Unsafe<'week' | 'month' | 'quarter'>({ type: 'string', enum: ['week', 'month', 'quarter'], title: '反馈周期' })), leftOut: Type.Optional(Type.Boolean({ title: '不下达' })), version: Type.Optional(Type.Integer()),
      }, { additionalProperties: false }),
    },
  }, async (request) => {
    const { version, ...correction } = request.body;
    const plan = await getPlan(house.db, request.reader, request.params.id);
    return shownTask(await house.db.begin((tx) => correctTask(tx, request.reader, plan.id, request.params.ordinal, correction as Correction, version ?? null)));
  });

  app.post('/api/v1/plans/:id/release', {
    config: { permission: 'plan.release' },
    schema: { summary: '下达为督办件 Release as supervised matters', tags: ['plans'], params: byId, body: Type.Object({ tasks: Type.Optional(Type.Array(Type.Integer(), { maxItems: 2000 })) }, { additionalProperties: false }) },
  }, (request, reply) => once(house.db, request.reader.accountId ?? '', request, reply, async (tx) => {
    const plan = await getPlan(tx, request.reader, request.params.id);
    const released = await releasePlan(tx, request.reader, plan, request.body.tasks ?? null, { traceId: request.traceId, address: request.ip });
    return { status: 202, body: { released } };
  }));
}
