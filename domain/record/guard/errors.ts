import { defineErrors } from '#kernel/errors/refusal.ts';

export const refuseGuard = defineErrors({
  USE_WARNING_NOT_FOUND: { status: 404,
    zh: { title: '没有这条预警', detail: '编号不存在，或已经处置。', next: '请刷新列表。' },
    en: { title: 'No such open warning', detail: 'The id does not exist, or it is closed already.', next: 'Reload the list.' } },
  USE_WARNING_HAS_CASE: { status: 409,
    zh: { title: '预警由事项核查', detail: '这条预警正由事项 {number} 核查，没有改动。', next: '请在该事项中办结，预警随之关闭。' },
    en: { title: 'A case looks into it', detail: 'Case {number} looks into this warning; nothing was changed.', next: 'End the case: the warning closes with it.' } },
  CALLER_NOT_FOUND: { status: 404,
    zh: { title: '没有这个调用系统', detail: '帐号不存在，或不是系统帐号。', next: '请核对帐号编号。' },
    en: { title: 'No such calling system', detail: 'The account does not exist, or is not one of a system.', next: 'Check the id.' } },
  CALLER_PERSON_UNKNOWN: { status: 422,
    zh: { title: '责任人不符合要求', detail: '“{username}”不是在用的工作人员帐号，或与系统不属同一单位。', next: '请填写本单位在用的工作人员帐号。' },
    en: { title: 'Nobody who can answer for it', detail: '“{username}” is no open account of an official of the same organ.', next: 'Name an official of the organ.' } },
});
