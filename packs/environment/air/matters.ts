import { Type } from 'typebox';
import { choice, files, longText, number, region, text } from '#kernel/schema/fields.ts';
import { hours, minutes, workingDays } from '#kernel/time/duration.ts';
import { asks, defineMatter, end, officer, to } from '#domain/matter/define.ts';

const levels = { I: 'Ⅰ级响应', II: 'Ⅱ级响应', III: 'Ⅲ级响应' };

/** 重污染天气应急响应: judged, started, lifted, reviewed (重污染天气应急预案 §响应). */
export const pollutionResponse = defineMatter({
  key: 'pollution-response', title: '重污染天气应急响应', kind: 'incident', openedBy: 'matter.report', levels,
  form: Type.Object({ level: choice('响应级别', levels), region: region('区域'), aqi: number('空气质量指数', { minimum: 0, maximum: 500 }), because: text('起因', { class: 'internal', maxLength: 300 }) }, { additionalProperties: false }),
  people: { duty: officer('生态环境局', '值班员'), lead: officer('生态环境局', '负责人') },
  lifecycle: {
    reported: { title: '待研判', by: 'duty', within: minutes(30), acts: {
      confirm: to('starting', '确认，建议启动', { primary: true, asks: asks({ judgement: longText('研判意见', { maxLength: 1000 }) }) }),
      dismiss: end('误报', '误报', 'void', { reason: 'needed' }),
    } },
    starting: { title: '待启动', by: 'lead', within: hours(1), acts: {
      start: to('responding', '启动响应', { primary: true, reason: 'needed' }),
      decline: end('不启动', '未达启动条件', 'void', { reason: 'needed' }),
    } },
    responding: { title: '响应中', by: 'lead', acts: {
      adjust: to('responding', '调整级别', { asks: asks({ level: choice('响应级别', levels) }), reason: 'needed' }),
      lift: to('reviewing', '解除响应', { primary: true, reason: 'needed' }),
    } },
    reviewing: { title: '待评估', by: 'duty', within: workingDays(5), acts: {
      close: end('提交评估，结束', '已结束', 'done', { primary: true, asks: asks({ report: Type.Optional(files('评估报告')), lessons: longText('总结', { maxLength: 2000 }) }) }),
    } },
  },
});
