import { defineErrors } from '#kernel/errors/refusal.ts';

export const refuse = defineErrors({
  PLAN_NOT_FOUND: { status: 404,
    zh: { title: '没有找到这份方案', detail: '编号不存在，或不在您可以查看的范围内。', next: '请从方案列表进入。' },
    en: { title: 'Plan not found', detail: 'The id does not exist, or it is outside what you may see.', next: 'Open it from the list of plans.' } },
  PLAN_TASK_RELEASED: { status: 409,
    zh: { title: '任务已经下达', detail: '第 {ordinal} 项已作为督办件下达，不能再改。', next: '请在督办件上办理延期或调整。' },
    en: { title: 'Already released', detail: 'Task {ordinal} has been released as a supervised matter and can no longer be edited.', next: 'Extend or adjust the matter itself.' } },
  PLAN_RELEASED: { status: 409,
    zh: { title: '已有任务下达，不能移除', detail: '这份方案的任务已经成为督办件，正在办理。', next: '不再需要的任务请在督办件上终止。' },
    en: { title: 'Tasks have been released', detail: 'Tasks of this plan have become supervised matters and are being worked on.', next: 'End the matters that are no longer needed.' } },
  PLAN_NOT_READY: { status: 422,
    zh: { title: '还有任务没有核定', detail: '{count} 项任务缺少牵头单位，没有下达任何任务。', next: '请逐项选定牵头单位，或标为不下达。' },
    en: { title: 'Tasks still open', detail: '{count} tasks have no lead organ; nothing was released.', next: 'Choose a lead organ for each, or leave the task out.' } },
  PLAN_NOTHING_TO_RELEASE: { status: 409,
    zh: { title: '没有可下达的任务', detail: '所选任务都已下达或标为不下达。', next: '请检查任务表。' },
    en: { title: 'Nothing to release', detail: 'All tasks have been released or left out.', next: 'Check the table of tasks.' } },
});
