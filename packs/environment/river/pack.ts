import { definePack } from '#domain/pack.ts';
import { rainGauge, riverGauge } from './gauges.ts';
import { floodResponse } from './matters.ts';
import { rainHour, riverStage } from './signals.ts';

/** Rivers and rain: gauges, four colours by each river's own marks, and the flood that somebody goes out to. */
export default definePack({
  key: 'river', title: '河道水情', area: 'environment', lead: '水务局', serves: ['MM-T28', 'MM-T13', 'SD-3.2b'],
  things: [riverGauge, rainGauge], signals: [riverStage, rainHour], matters: [floodResponse],
  english: {
    河道水情: 'River stage', 河道水位站: 'River gauge', 水位: 'Water level', 流量: 'Flow', 河流: 'River', 警戒水位: 'Warning level', 保证水位: 'Guarantee level', 历史最高水位: 'Highest level ever', 雨量站: 'Rain gauge', 雨量: 'Rain',
    级: ' (stage)', '辖区内水位最高的河道站相对其警戒、保证和历史最高水位的位置': 'Where the highest river of the area stands against its own warning, guarantee and highest levels',
    '各站最新水位折算：警戒为 1，保证为 2，历史最高为 3，其间按比例；取最大者': 'The newest level of each gauge: 1 at its warning, 2 at its guarantee, 3 at its highest level ever, in proportion between; the highest gauge counts',
    平稳: 'Calm', 接近警戒: 'Near the warning level', 超警戒: 'Above the warning level', 超保证: 'Above the guarantee level', 超历史: 'Higher than ever',
    小时雨量: 'Rain in one hour', 一小时内辖区最大的雨量: 'The most rain any gauge of the area had in one hour', '各雨量站一小时内雨量相加，取最大者': 'The rain of each gauge in the hour, added up; the wettest gauge counts',
    洪水处置: 'Flood response', '响应级别（防汛）': 'Flood response level', Ⅰ级: 'Level I', Ⅱ级: 'Level II', Ⅲ级: 'Level III', Ⅳ级: 'Level IV', 站点: 'Gauge', 水情: 'State of the river', 待研判水情: 'River to be judged', 确认并派遣: 'Confirm and dispatch', 处置单位: 'Unit to handle it', 研判: 'Assessment',
    误报: 'False alarm', 现场处置: 'Handled on the spot', 处置完成: 'Done on the spot', 调整防汛级别: 'Change the flood level', 退回: 'Return', 待核实: 'To be verified', '核实无误，结案': 'Verified, close', 已结案: 'Case closed', 重新处置: 'Handle again',
  },
});
