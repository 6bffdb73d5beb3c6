import { Type } from 'typebox';
import { choice, date, integer, longText, organ, text } from '#kernel/schema/fields.ts';
import { calendarDays, months, workingDays } from '#kernel/time/duration.ts';
import { asks, defineMatter, end, officer, organNamedIn, to } from '#domain/matter/define.ts';

/**
 * 督办件: a task of a released plan. The lead organ reports progress in every cycle; the supervision office checks the end,
 * grants extensions, and sees by the light which task is late (MM-S, DZ-S: 跟踪督办、定期通报).
 */
export const supervisedTask = defineMatter({
  key: 'supervised-task', title: '督办任务', kind: 'task', openedBy: 'plan.release', deadlineIn: 'due',
  form: Type.Object({
    plan: text('出自', { class: 'internal', maxLength: 300 }), number: text('编号', { class: 'internal', maxLength: 60, minLength: 0 }), title: text('任务', { class: 'internal', maxLength: 300 }), text: longText('内容', { class: 'internal', maxLength: 20_000, minLength: 0 }), lead: organ('牵头单位'),
    joint: Type.Optional(text('责任单位', { class: 'internal', maxLength: 2000, minLength: 0 })), figures: Type.Optional(text('指标', { class: 'internal', maxLength: 2000, minLength: 0 })), due: Type.Optional(date('完成时限')), progress: Type.Optional(integer('进度', { minimum: 0, maximum: 100, unit: '%' })),
    cycle: choice('反馈周期', { week: '每周', month: '每月', quarter: '每季度' }),
  }, { additionalProperties: false }),
  titleOf: (form) => String(form['title']),
  opensOn: {
    topic: 'plan.task-released',
    opening: (task) => ({
      form: {
        plan: task['plan'], number: task['number'], title: task['title'], text: task['text'], lead: task['lead'], cycle: task['cycle'], progress: 0, joint: (task['responsible'] as string[]).join('、').slice(0, 2000),
        figures: (task['figures'] as string[]).join('；').slice(0, 2000), ...(task['due'] ? { due: task['due'] } : {}),
      },
      origin: String(task['origin']),
    }),
  },
  people: { unit: organNamedIn('lead'), office: officer('人民政府办公室', '督查员') },
  lifecycle: {
    accepted: { title: '待签收', by: 'unit', within: workingDays(2), acts: {
      sign: to('working', '签收', { primary: true, asks: asks({ contact: text('联络人', { class: 'personal' }) }) }),
      contest: to('contested', '职责异议', { reason: 'needed' }),
    } },
    contested: { title: '职责待裁定', by: 'office', within: workingDays(3), acts: {
      keep: to('accepted', '维持牵头单位', { primary: true, reason: 'needed' }),
      move: to('accepted', '改派牵头单位', { asks: asks({ lead: organ('新的牵头单位') }), sets: ['lead'], reason: 'needed' }),
    } },
    working: { title: '推进中', by: 'unit', within: months(1), acts: {
      feedback: to('working', '反馈进展', { primary: true, asks: asks({ progress: integer('完成进度', { minimum: 0, maximum: 99, unit: '%' }) }), sets: ['progress'], reason: 'needed' }),
      finish: to('checking', '报请办结', { asks: asks({ progress: integer('完成进度', { minimum: 100, maximum: 100, unit: '%' }) }), sets: ['progress'], reason: 'needed' }),
      extend: to('extending', '申请延期', { asks: asks({ wished: date('申请延到') }), reason: 'needed' }),
      urge: to('working', '催办', { by: 'office', reason: 'needed' }),
    } },
    extending: { title: '延期待批', by: 'office', within: workingDays(3), acts: {
      allow: to('working', '同意延期', { primary: true, asks: asks({ due: date('新的完成时限') }), sets: ['due'], reason: 'allowed' }),
      deny: to('working', '不同意延期', { reason: 'needed' }),
    } },
    checking: { title: '待核验', by: 'office', within: calendarDays(10), acts: {
      close: end('核验通过，销号', '已完成', 'done', { primary: true, reason: 'allowed' }),
      again: to('working', '退回继续办理', { reason: 'needed' }),
      stop: end('终止督办', '已终止', 'void', { reason: 'needed' }),
    } },
  },
});
