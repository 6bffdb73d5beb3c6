import { definePack } from '#domain/pack.ts';
import { pollutionResponse } from './matters.ts';
import { aqi, aqiDay } from './signals.ts';
import { airStation } from './station.ts';

/** The air: stations, the index of each county and of the city, and what a polluted day sets in motion. */
export default definePack({
  key: 'air', title: '大气环境', area: 'environment', lead: '生态环境局', serves: ['MM-T26', 'HH-14'],
  things: [airStation], signals: [aqi, aqiDay], matters: [pollutionResponse],
  english: {
    大气环境: 'Air', 空气质量监测站: 'Air quality station', 站点级别: 'Grade of station', 国控: 'National', 省控: 'Provincial', 市控: 'Municipal', 微站: 'Micro station',
    空气质量指数: 'Air quality index', 空气质量日指数: 'Daily air quality index', 优: 'Excellent', 良: 'Good', 轻度污染: 'Lightly polluted', 中度污染: 'Moderately polluted', 重度污染: 'Heavily polluted', 严重污染: 'Severely polluted',
    一小时内空气污染的综合程度: 'How polluted the air is in one hour, over all pollutants', 一天内空气污染的综合程度: 'How polluted the air is over one day, over all pollutants',
    '各站小时浓度取平均，按当日有效的 HJ 633 分项求指数，取最大者，向上取整': 'Mean of the stations’ hourly concentrations; the index of each pollutant by the HJ 633 in force that day; the highest, rounded up',
    '各站每小时浓度取平均，不少于 20 小时有效；臭氧取最大 8 小时平均；按当日有效的 HJ 633 求指数': 'Mean of the stations for each hour, at least 20 valid hours; ozone by its highest 8-hour mean; index by the HJ 633 in force that day',
    重污染天气应急响应: 'Response to heavy air pollution', 响应级别: 'Response level', Ⅰ级响应: 'Response level I', Ⅱ级响应: 'Response level II', Ⅲ级响应: 'Response level III', 区域: 'Area', 起因: 'Cause',
    待研判: 'To be judged', '确认，建议启动': 'Confirm and propose to start', 研判意见: 'Judgement', 误报: 'False alarm', 待启动: 'To be started', 启动响应: 'Start the response', 不启动: 'Do not start', 未达启动条件: 'Conditions not met',
    响应中: 'Response running', 调整级别: 'Change the level', 解除响应: 'Lift the response', 待评估: 'To be reviewed', '提交评估，结束': 'Hand in the review and close', 已结束: 'Closed', 评估报告: 'Review report', 总结: 'Summary',
  },
});
