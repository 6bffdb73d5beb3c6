import { definePack } from '#domain/pack.ts';
import { unusualUse, useReviewer } from './case.ts';
import { useRules } from './rules.ts';

/** Data in use are watched over by their acts: what is unusual warns, what nobody uses is closed. */
export default definePack({
  key: 'data-guard', title: '数据安全监测', area: 'data', lead: '政务服务数据管理局', serves: ['DZ-32', 'HH-24', 'HH-32', 'SX-5.2'], guards: useRules, matters: [unusualUse], roles: [useReviewer],
  english: {
    数据安全监测: 'Watch over the use of data', 共享数据批量读取: 'Bulk reading of shared data', '一小时内经同一授权取走的行数超过办理业务所需；授权的每日调用次数更多的，以其一小时的份额为限': 'More rows within an hour under one grant than any business needs; where more calls a day were granted, more than their share of the hour', 短时间查看大量主体: 'Many subjects in a short time', 半小时内查看的个人和企业多于窗口一天的办件: 'More persons and enterprises within half an hour than a counter serves in a day',
    频繁显示脱敏内容: 'Frequent reveals', '反复显示脱敏字段，可能在抄录': 'Masked fields are revealed again and again, perhaps to copy them', 非工作时段操作: 'Work at odd hours', '休息日或深夜持续操作，应核实是否值班': 'Steady work on days off or at night: check whether it is duty', 频繁被拒绝: 'Many refusals', 反复尝试没有权限的内容或错误口令: 'Tries again and again what is not allowed, or wrong passwords',
    使用核查员: 'Reviewer of unusual use', 异常使用核查: 'Review of unusual use', 数据安全: 'data security', 异常操作: 'unusual acts', 规则: 'Rule', 为何核查: 'Why it is looked at', 帐号: 'Account', 使用单位: 'Organ of the account', 计数: 'Counted', 上限: 'Limit', 自: 'From', 至: 'To', 记录: 'Records', 授权: 'Grant', 已自动终止: 'Ended at once', 没有变动: 'Unchanged',
    待核查: 'To be checked', 核实为正常使用: 'Found usual', 正常使用: 'Usual', 请使用单位说明: 'Ask the organ to explain', 确认使用不当: 'Found improper', 已处置: 'Dealt with', 处置: 'Measure', 终止授权: 'Grant ended', 调整权限: 'Rights changed', 停用帐号: 'Account closed', 提醒教育: 'Reminded and taught', 移交有权机关: 'Passed to the authority in charge', 待使用单位说明: 'The organ explains', 说明情况: 'Explain',
    接口长期无调用: 'Interface nobody calls', '三个月没有调用的接口告知双方，再过一个月仍无调用即关闭': 'Told to both sides after three months without a call, closed after one more',
  },
});
