import { Type } from 'typebox';
import { choice, longText, organ, rating, text } from '#kernel/schema/fields.ts';
import { workingDays } from '#kernel/time/duration.ts';
import { asks, defineMatter, end, officer, organNamedIn, to } from '#domain/matter/define.ts';

/** 差评整改: who handled it answers it (谁办理谁负责); every bad rating is called back, fixed and answered within 15 working days by default. */
export const ratingReview = defineMatter({
  key: 'rating-review', title: '差评整改', kind: 'review', openedBy: 'system',
  form: Type.Object({ matter: text('原事项编号', { class: 'internal' }), organ: organ('被评单位'), level: rating('评价'), words: longText('评价内容', { class: 'internal' }) }, { additionalProperties: false }),
  people: { unit: organNamedIn('organ'), watch: officer('政务服务数据管理局') },
  lifecycle: {
    received: { title: '待回访核实', by: 'unit', within: workingDays(1), acts: {
      verify: to('fixing', '回访核实', { primary: true, asks: asks({ finding: choice('核实结论', { clear: '情况属实，立即整改', complex: '情况复杂，限期整改', groundless: '没有依据，作出解释' }), callback: longText('回访记录', { minLength: 4 }) }) }),
      appeal: to('appealed', '申诉（误评、恶意）', { reason: 'needed' }),
    } },
    appealed: { title: '申诉复核', by: 'watch', within: workingDays(5), acts: {
      uphold: to('fixing', '申诉不成立', { primary: true, reason: 'needed' }),
      accept: end('申诉成立', '评价剔除统计', 'void', { reason: 'needed' }),
    } },
    fixing: { title: '整改中', by: 'unit', within: workingDays(15), acts: { fix: to('checking', '整改完成', { primary: true, reason: 'needed', tells: '您的评价已整改：{reason}' }) } },
    checking: { title: '整改复核', by: 'watch', within: workingDays(3), acts: {
      close: end('通过复核', '已整改', 'done', { primary: true, reason: 'allowed' }),
      again: to('fixing', '重新整改', { reason: 'needed' }),
    } },
  },
});
