import { Type } from 'typebox';
import { choice, organ, text, time } from '#kernel/schema/fields.ts';
import { workingDays } from '#kernel/time/duration.ts';
import { asks, defineMatter, end, organNamedIn, to } from '#domain/matter/define.ts';

/** 设备失联处置: what the silence of a device opens for its owner. */
export const deviceRepair = defineMatter({
  key: 'device-repair', title: '设备失联处置', kind: 'task', openedBy: 'thing.manage', alsoCalled: ['离线', '掉线'],
  form: Type.Object({ code: text('设备编号', { class: 'internal' }), name: text('设备名称', { class: 'internal' }), since: time('失联起点'), organ: organ('主管单位') }, { additionalProperties: false }),
  people: { owner: organNamedIn('organ') },
  lifecycle: {
    open: { title: '待检修', by: 'owner', within: workingDays(2), acts: {
      repair: end('已修复', '已修复', 'done', { primary: true, asks: asks({ fault: choice('故障原因', { power: '供电', network: '通信', sensor: '传感器', vandal: '人为损坏', other: '其他原因' }) }), reason: 'allowed' }),
      order: to('ordered', '报修', { reason: 'needed' }),
      fine: end('设备正常', '设备正常', 'void', { reason: 'needed' }),
    } },
    ordered: { title: '修理中', by: 'owner', within: workingDays(15), acts: { repaired: end('修理完成', '已修复', 'done', { primary: true, reason: 'allowed' }), replace: end('无法修复，已更换', '已更换', 'done', { reason: 'needed' }) } },
  },
});
