import { Type } from 'typebox';
import { choice, longText, organ, text } from '#kernel/schema/fields.ts';
import { hours, minutes } from '#kernel/time/duration.ts';
import { asks, defineMatter, dispatchedOrgan, end, officer, to } from '#domain/matter/define.ts';

const levels = { I: 'Ⅰ级', II: 'Ⅱ级', III: 'Ⅲ级', IV: 'Ⅳ级' };

/** 洪水处置: judged by the water bureau of the place, somebody goes there with a camera, the city's desk checks, it is closed. */
export const floodResponse = defineMatter({
  key: 'flood-response', title: '洪水处置', kind: 'incident', openedBy: 'matter.report', levels,
  form: Type.Object({ level: choice('响应级别（防汛）', levels), station: text('站点', { class: 'internal' }), words: text('水情', { class: 'internal', maxLength: 300 }) }, { additionalProperties: false }),
  people: { duty: officer('水务局', '值班员'), unit: dispatchedOrgan, desk: officer('政务服务数据管理局', '派遣员') },
  lifecycle: {
    reported: { title: '待研判水情', by: 'duty', within: minutes(30), acts: {
      dispatch: to('handling', '确认并派遣', { primary: true, asks: asks({ organ: organ('处置单位'), judgement: Type.Optional(longText('研判', { maxLength: 1000 })) }) }),
      dismiss: end('误报', '误报', 'void', { reason: 'needed' }),
    } },
    handling: { title: '现场处置', by: 'unit', within: hours(2), acts: {
      handle: to('checking', '处置完成', { primary: true, reason: 'needed', needs: ['photo', 'position'] }),
      adjust: to('handling', '调整防汛级别', { by: 'duty', asks: asks({ level: choice('响应级别（防汛）', levels) }), reason: 'needed' }),
      return: to('reported', '退回', { reason: 'needed' }),
    } },
    checking: { title: '待核实', by: 'desk', within: hours(2), acts: {
      close: end('核实无误，结案', '已结案', 'done', { primary: true, reason: 'allowed' }),
      rework: to('handling', '重新处置', { reason: 'needed' }),
    } },
  },
});
