import { definePack } from '#domain/pack.ts';
import { defineRole } from '#domain/subject/define.ts';
import { closedMatters, onTimeRate, openedMatters, openMatters, satisfaction } from './signals.ts';

/** 体征指标管理员: sets warning rules, reports values, looks behind every number. */
export const indicatorManager = defineRole({ key: 'indicator-manager', title: '体征指标管理员', reach: 'city', face: 'hub', may: ['signal.read', 'signal.manage', 'signal.report', 'thing.read', 'matter.read'] });

/** The vital signs of the city's own work: what lies on its desk, what is late, and what people think of it. */
export default definePack({
  key: 'vital-signs', title: '市域治理体征', area: 'governance', lead: '政务服务数据管理局', serves: ['MM-P2', 'MM-G2', 'HH-12'],
  roles: [indicatorManager], signals: [openMatters, onTimeRate, satisfaction, openedMatters, closedMatters],
  english: {
    市域治理体征: 'Vital signs of the city', 体征指标管理员: 'Indicator manager', 件: '', 未办结事项: 'Open matters', 已受理而尚未办结的全部事项: 'All matters accepted and not yet ended', '此刻未办结的事项计数，按所在区划与承办单位': 'Count of matters not ended at this moment, by division and organ',
    按时办结率: 'Ended on time', 当日办结的事项中各环节均未超期的份额: 'Share of the day’s ended matters that kept every deadline', '按时办结数 ÷ 办结数；撤回的不计；有承诺时限的须在承诺内': 'Ended on time ÷ ended; withdrawn ones left out; promised times must be kept',
    好差评满意率: 'Satisfied ratings', 当日评价中非常满意与满意的份额: 'Share of the day’s ratings that are 4 or 5', '评价为 5、4 的件数 ÷ 评价件数': 'Ratings of 5 and 4 ÷ all ratings',
    当日受理: 'Opened today', 当日新受理的全部事项: 'All matters opened that day', 当日受理的事项计数: 'Count of matters opened that day', 当日办结: 'Ended today', 当日办结的全部事项: 'All matters ended that day', 当日办结的事项计数: 'Count of matters ended that day',
  },
});
