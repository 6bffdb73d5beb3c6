import { definePack } from '#domain/pack.ts';
import { ratingReview } from '#packs/service/rating/review.ts';
import ratingPack from '#packs/service/rating/pack.ts';
import { bikeJam, counterRepair, counterSignals, watchedCounter } from './counter.ts';
import { bicyclePlate, bicycleRegistration, stolenBicycle } from './register.ts';

/** An invented topic, complete and small, on which the engines are tested. */
export default definePack({
  key: 'bicycle', title: '自行车登记', area: 'service', lead: '交通运输局', proofs: [bicyclePlate], things: [watchedCounter], signals: counterSignals, matters: [bicycleRegistration, stolenBicycle, ratingReview, bikeJam, counterRepair],
  english: {
    ...ratingPack.english,
    自行车登记: 'Bicycle registration', 自行车号牌证: 'Bicycle plate', 车主: 'Owner', 车架号: 'Frame number', 颜色: 'Colour', 红: 'Red', 蓝: 'Blue', 其他: 'Other', 车从哪里来: 'Where does it come from', 新买的: 'New', 二手的: 'Second-hand', 车主姓名: 'Owner’s name', 车主身份证号: 'Owner’s identity number',
    联系电话: 'Telephone', 刻在五通下方: 'Stamped under the bottom bracket', 原车主姓名: 'Former owner', 照片: 'Photo', 购车发票: 'Invoice', 转让协议: 'Transfer agreement', 待受理: 'To be accepted', 受理: 'Accept', 一次告知补正: 'Ask for correction, once', 不予受理: 'Not accepted', 撤回申请: 'Withdraw',
    待补正: 'To be corrected', 提交补正: 'Send the correction', 逾期未补正: 'Correction lapsed', 并联会审: 'Joint review', 会审通过: 'All agree', 会审有异议: 'Objections', 待决定: 'To be decided', 准予登记: 'Grant', 不予登记: 'Refuse', 自行车失窃: 'Stolen bicycle', 经过: 'What happened', 已报: 'Reported', 找到了: 'Found', 未找到: 'Not found', 待确认: 'To be confirmed', 确认: 'Confirm', 不是我的车: 'Not mine', 到期: 'Lapsed',
    出行: 'Getting about', '清晰、完整、在有效期内': 'Clear, complete and still valid', 已撤回: 'Withdrawn', 视为放弃: 'Given up', 道路意见: 'Opinion on the road', 失窃核查: 'Checked against thefts', '自行车登记办法（测试）': 'Bicycle Registration Measures (test)', 第三条: 'Article 3', 交通运输局: 'Transport Bureau', 公安局: 'Public Security Bureau', 车架号清晰: 'The frame number is readable',
    申请: 'Apply', 会审: 'Joint review', 决定: 'Decide', 发证: 'Issue', 无: 'None', 测试大厅: 'Test hall', '工作日 9:00–17:00': 'Working days 9:00–17:00', 已归还: 'Returned', '已归还（到期）': 'Returned (by lapse of time)',
    值守计数器: 'Watched counter', 自行车: 'Bicycles', 气压: 'Air pressure', 最低气压: 'Lowest pressure', 自行车拥堵处置: 'Bicycle jam', 级别: 'Level', 严重: 'Severe', 较重: 'Serious', 一般: 'Ordinary', 流量: 'Flow', 地点: 'Place', 待处置: 'To be handled', 疏导完毕: 'Cleared', 已疏导: 'Cleared', 误报: 'False alarm',
    计数器检修: 'Counter repair', 设备编号: 'Code of the thing', 设备名称: 'Name of the thing', 失联起点: 'Silent since', 主管单位: 'Owner', 待检修: 'To be repaired', 已修复: 'Repaired', 骑行流量: 'Bicycle flow', 一小时内经过计数器的自行车: 'Bicycles passing a counter in an hour', 各计数器小时均值的平均: 'Mean of the hourly means of the counters', 辆: 'bicycles',
    气压不足: 'Lack of pressure', 打气筒气压低于各自下限的程度: 'How far pumps are below their own lowest pressure', '下限减最新读数，取最大者': 'The lowest allowed less the newest reading, the greatest of all', 未了拥堵: 'Open jams', 尚未办结的拥堵处置: 'Jams not yet closed', 计数: 'A count', 件: 'cases', 拥堵按时处置率: 'Jams cleared on time', 按时处置的份额: 'The share cleared on time', '按时办结 ÷ 办结': 'Closed on time ÷ closed',
    头盔佩戴率: 'Helmets worn', 抽查中佩戴头盔的份额: 'The share wearing one in spot checks', '各区填报，全市取平均': 'Reported by each district, the mean for the city',
  },
});
