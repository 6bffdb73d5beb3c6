import { definePack } from '#domain/pack.ts';
import { supervisedTask } from './task.ts';

/** A city's own plan, followed task by task until each is done. */
export default definePack({
  key: 'supervision', title: '督查督办', area: 'office', lead: '人民政府办公室', serves: ['DZ-S2', 'HH-S1', 'MM-S1', 'SX-6.1', 'SD-5.1'], matters: [supervisedTask],
  english: {
    督查督办: 'Supervision', 督办任务: 'Supervised task', 出自: 'From', 编号: 'Number', 任务: 'Task', 内容: 'Text', 牵头单位: 'Lead organ', 责任单位: 'Responsible units', 指标: 'Figures', 完成时限: 'Due', 进度: 'Progress', 反馈周期: 'Feedback cycle', 每周: 'Weekly', 每月: 'Monthly', 每季度: 'Quarterly',
    待签收: 'To be signed for', 签收: 'Sign', 联络人: 'Contact', 职责异议: 'Contest', 职责待裁定: 'Responsibility contested', 维持牵头单位: 'Keep the lead organ', 改派牵头单位: 'Move to another organ', 新的牵头单位: 'New lead organ', 推进中: 'Under way', 反馈进展: 'Report progress', 完成进度: 'Progress', 报请办结: 'Report done', 申请延期: 'Ask for extension', 申请延到: 'Wished date', 催办: 'Urge',
    延期待批: 'Extension asked', 同意延期: 'Grant extension', 新的完成时限: 'New due date', 不同意延期: 'Deny extension', 待核验: 'To be verified', '核验通过，销号': 'Verified, closed', 退回继续办理: 'Return', 终止督办: 'End supervision', 已完成: 'Completed', 已终止: 'Ended',
  },
});
