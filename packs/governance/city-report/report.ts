import { Type } from 'typebox';
import { choice, files, longText, organ, point, text } from '#kernel/schema/fields.ts';
import { calendarDays, workingDays, workingHours } from '#kernel/time/duration.ts';
import { applicant, asks, defineMatter, dispatchedOrgan, end, officer, to } from '#domain/matter/define.ts';

/** Classes of city events people report (GB/T 30428.2, in everyday words); the service list of Open311. */
export const reportClasses = {
  road: '道路破损、坑洼', manhole: '井盖缺失、破损', light: '路灯不亮', garbage: '垃圾堆放', water: '积水、管道漏水', tree: '树木倒伏、绿化损坏', noise: '施工噪声、扬尘', stall: '占道经营、违停', facility: '公共设施损坏', other: '其他问题',
} as const;

/** 随手报: anybody reports what is wrong in the street; filed, dispatched, handled with photo and position, checked, and closed by the one who reported it (数字城管七步). */
export const cityReport = defineMatter({
  key: 'city-report', title: '随手报', kind: 'ticket', openedBy: 'signed-in', public: true, rated: true,
  report: { class: 'class', words: 'description', where: 'where', spot: 'spot', photos: 'photos' },
  alsoCalled: ['路坏了', '坑', '井盖', '路灯', '垃圾', '举报', '反映问题', '城市管理'],
  form: Type.Object({
    class: choice('问题类型', reportClasses),
    description: longText('说说情况', { class: 'internal', maxLength: 1000, minLength: 4, hint: '在哪里、什么样、多久了。请不要写他人姓名和电话。' }),
    where: Type.Optional(text('位置说明', { class: 'internal', maxLength: 120, hint: '例如：人民南路农行门口' })),
    spot: point('地点', { hint: '在地图上点，或用“我的位置”' }),
    photos: Type.Optional(files('照片', { class: 'internal', accept: ['image/jpeg', 'image/png', 'image/webp'], maxItems: 4 })),
  }, { additionalProperties: false }),
  titleOf: (form) => `${reportClasses[form['class'] as keyof typeof reportClasses] ?? '问题'}${typeof form['where'] === 'string' ? `：${form['where']}` : ''}`,
  people: { desk: officer('政务服务数据管理局', '派遣员'), unit: dispatchedOrgan, reporter: applicant },
  lifecycle: {
    reported: { title: '待立案', by: 'desk', within: workingHours(2), acts: {
      dispatch: to('handling', '立案并派遣', { primary: true, asks: asks({ organ: organ('承办单位') }), reason: 'allowed', tells: '您反映的“{title}”已立案，编号 {number}，正在派人处理。' }),
      dismiss: end('不予立案', '不予立案', 'void', { reason: 'needed', tells: '您反映的“{title}”未立案：{reason}' }),
      withdraw: end('撤回', '已撤回', 'withdrawn', { by: 'reporter' }),
    } },
    handling: { title: '处理中', by: 'unit', within: workingDays(3), acts: {
      handle: to('checking', '处理完成', { primary: true, reason: 'needed', needs: ['photo', 'position'] }),
      return: to('reported', '退回派遣', { reason: 'needed' }),
    } },
    checking: { title: '待核查', by: 'desk', within: workingDays(1), acts: {
      pass: to('confirming', '核查通过', { primary: true, reason: 'allowed', tells: '您反映的“{title}”已处理完毕，请确认。7 天内可以要求重新处理。' }),
      rework: to('handling', '要求返工', { reason: 'needed' }),
    } },
    confirming: { title: '待反映人确认', by: 'reporter', within: calendarDays(7), acts: {
      confirm: end('确认已解决', '已解决', 'done', { primary: true }),
      reopen: to('handling', '没有解决，重新处理', { reason: 'needed', times: 3 }),
      expire: end('到期视为确认', '已解决（到期）', 'done', { by: 'desk', onTimeout: true }),
    } },
  },
});
