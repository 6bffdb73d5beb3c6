import { definePack } from '#domain/pack.ts';
import { deviceRepair } from './repair.ts';

/** Devices that fall silent, whatever they measure. */
export default definePack({
  key: 'device-care', title: '感知设备运维', area: 'common', lead: '政务服务数据管理局', serves: ['MM-B3', 'SD-2.2c'],
  matters: [deviceRepair],
  english: {
    感知设备运维: 'Care of sensing devices', 设备失联处置: 'Silent device', 离线: 'offline', 掉线: 'disconnected', 设备编号: 'Device code', 设备名称: 'Device', 失联起点: 'Silent since', 主管单位: 'Owning organ', 待检修: 'To be checked by the owner', 已修复: 'Repaired', 故障原因: 'Cause of the fault',
    供电: 'Power', 通信: 'Network', 传感器: 'Sensor', 人为损坏: 'Damage', 其他原因: 'Something else', 报修: 'Order a repair', 设备正常: 'Nothing wrong', 修理中: 'Being repaired', 修理完成: 'Repair done', '无法修复，已更换': 'Beyond repair, replaced', 已更换: 'Replaced',
  },
});
