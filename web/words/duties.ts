import { both } from './both.ts';

/** Texts of the page of duties. */
export const dutyWords = both({
  title: ['数据责任', 'Duties for data'],
  idea: ['每个单位都有首席数据代表，采集到归档十个环节都有人负责。未落实的排在前面，每周提醒一次。', 'Each organ has a chief data representative and somebody for each of the ten links. What is unfilled stands first and is reminded of weekly.'],
  filled: ['{count} 个单位已全部落实', '{count} organs have filled all'],
  lacking: ['{count} 个单位尚未落实', '{count} organs lack somebody'],
  organ: ['单位', 'Organ'],
  representative: ['首席数据代表', 'Chief data representative'],
  links: ['已落实环节', 'Links filled'],
  open: ['在办', 'Open'],
  late: ['超期', 'Late'],
  inTime: ['按时办结', 'Ended in time'],
  nobody: ['未指定', 'Nobody'],
  show: ['查看', 'Show'],
  hide: ['收起', 'Hide'],
  name: ['指定', 'Name'],
  change: ['更换', 'Change'],
  account: ['本单位人员的帐号', 'Account of somebody of this organ'],
  since: ['{date} 起', 'since {date}'],
  find: ['按单位名称查找', 'Find an organ by name'],
});
