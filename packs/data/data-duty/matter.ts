import { Type } from 'typebox';
import { choice, longText, organ, text } from '#kernel/schema/fields.ts';
import { workingDays } from '#kernel/time/duration.ts';
import { asks, defineMatter, end, organNamedIn, to } from '#domain/matter/define.ts';
import { representative } from './duties.ts';

/** 数据事项: what one organ asks of another about its data; it waits for the chief data representative, whoever that is. */
export const dataMatter = defineMatter({
  key: 'data-matter', title: '数据事项', kind: 'request', openedBy: 'dataset.request',
  form: Type.Object({
    organ: organ('数据单位'), kind: choice('事由', { quality: '数据有误', late: '没有按期更新', need: '需要新的数据', security: '安全问题', other: '其他' }),
    subject: text('标题', { class: 'internal', maxLength: 200 }), words: longText('说明', { class: 'internal', maxLength: 4000 }),
  }, { additionalProperties: false }),
  titleOf: (form) => String(form['subject']),
  people: { representative: organNamedIn('organ', representative.title) },
  lifecycle: {
    asked: { title: '待首席数据代表答复', by: 'representative', within: workingDays(5), acts: {
      answer: to('answered', '答复', { primary: true, reason: 'needed', tells: '“{title}”已答复：{reason}' }),
      pass: to('asked', '转有关单位', { asks: asks({ organ: organ('转给单位') }), sets: ['organ'], reason: 'needed' }),
    } },
    answered: { title: '待提出单位确认', by: 'applicant', within: workingDays(5), acts: {
      accept: end('确认', '已解决', 'done', { primary: true }),
      settle: end('逾期未回应，视为解决', '已解决', 'done', { onTimeout: true }),
      again: to('asked', '没有解决，退回', { reason: 'needed' }),
      drop: end('撤回', '已撤回', 'withdrawn', { reason: 'needed' }),
    } },
  },
});
