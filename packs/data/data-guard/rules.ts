import { defineIdleRule, defineUseRule } from '#domain/record/define-guard.ts';

/** What a city calls unusual. Other cities change the numbers here. */
export const useRules = [
  defineUseRule({ key: 'bulk-shared-rows', title: '共享数据批量读取', measure: 'rows', limit: 20_000, minutes: 60, stops: true, idea: '一小时内经同一授权取走的行数超过办理业务所需；授权的每日调用次数更多的，以其一小时的份额为限' }),
  defineUseRule({ key: 'many-subjects', title: '短时间查看大量主体', measure: 'subjects', limit: 100, minutes: 30, idea: '半小时内查看的个人和企业多于窗口一天的办件' }),
  defineUseRule({ key: 'bulk-reveals', title: '频繁显示脱敏内容', measure: 'entries', acts: ['person.reveal', 'matter.reveal'], limit: 50, minutes: 60, idea: '反复显示脱敏字段，可能在抄录' }),
  defineUseRule({ key: 'odd-hours', title: '非工作时段操作', measure: 'odd-hours', acts: ['person.', 'matter.', 'grant.', 'dataset.'], hours: ['07:00-21:00'], limit: 30, minutes: 120, idea: '休息日或深夜持续操作，应核实是否值班' }),
  defineUseRule({ key: 'many-refusals', title: '频繁被拒绝', measure: 'refusals', limit: 20, minutes: 30, idea: '反复尝试没有权限的内容或错误口令' }),
  defineIdleRule({ key: 'idle-interface', title: '接口长期无调用', tellAfterDays: 90, closeAfterDays: 120, idea: '三个月没有调用的接口告知双方，再过一个月仍无调用即关闭' }),
];
