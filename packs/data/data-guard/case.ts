import { Type } from 'typebox';
import { choice, integer, organ, text, time } from '#kernel/schema/fields.ts';
import { workingDays } from '#kernel/time/duration.ts';
import { defineRole } from '#domain/subject/define.ts';
import { asks, defineMatter, end, officer, organNamedIn, to } from '#domain/matter/define.ts';

/** 使用核查员: works on the cases the watch over use opens, in the organ of the security administrator; reads no other log or case. */
export const useReviewer = defineRole({ key: 'use-reviewer', title: '使用核查员', reach: 'organ', face: 'office', needs: 'factor', may: ['matter.read', 'matter.handle'] });

/**
 * 异常使用核查: what a warning of unusual use opens. It names an account, the rule and the entries the rule counted, nothing else:
 * acts are looked into, no person is scored. The organ of the account may be asked to explain.
 */
export const unusualUse = defineMatter({
  key: 'unusual-use', title: '异常使用核查', kind: 'task', openedBy: 'system', alsoCalled: ['数据安全', '异常操作'],
  form: Type.Object({
    rule: text('规则', { class: 'internal', maxLength: 100 }), idea: text('为何核查', { class: 'internal', maxLength: 400 }), account: text('帐号', { class: 'internal', maxLength: 100 }), organ: organ('使用单位'),
    measured: integer('计数', { minimum: 0 }), limit: integer('上限', { minimum: 0 }), from: time('自'), to: time('至'), records: text('记录', { class: 'internal', maxLength: 300 }), stopped: choice('授权', { yes: '已自动终止', no: '没有变动' }),
  }, { additionalProperties: false }),
  titleOf: (form) => `${String(form['rule'])}：${String(form['account'])}`,
  opensOn: {
    topic: 'usage.warned',
    opening: (use) => (use['organ'] === null ? null : {
      form: {
        rule: use['title'], idea: use['idea'], account: use['account'], organ: use['organ'], measured: use['count'], limit: use['limit'], from: use['from'], to: use['to'], records: use['records'], stopped: use['stopped'] === true ? 'yes' : 'no',
      },
    }),
  },
  people: { reviewer: officer('政务服务数据管理局', '安全管理员'), unit: organNamedIn('organ') },
  lifecycle: {
    open: { title: '待核查', by: 'reviewer', within: workingDays(3), acts: {
      usual: end('核实为正常使用', '正常使用', 'void', { primary: true, reason: 'needed' }),
      ask: to('explaining', '请使用单位说明', { reason: 'needed' }),
      improper: end('确认使用不当', '已处置', 'done', { asks: asks({ measure: choice('处置', { stopped: '终止授权', rights: '调整权限', closed: '停用帐号', taught: '提醒教育', passed: '移交有权机关' }) }), reason: 'needed' }),
    } },
    explaining: { title: '待使用单位说明', by: 'unit', within: workingDays(3), acts: {
      answer: to('open', '说明情况', { primary: true, reason: 'needed' }),
    } },
  },
});
