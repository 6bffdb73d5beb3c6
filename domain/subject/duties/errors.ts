import { defineErrors } from '#kernel/errors/refusal.ts';

export const refuse = defineErrors({
  DUTY_UNKNOWN: { status: 404,
    zh: { title: '没有这项责任', detail: '没有登记“{duty}”这项责任，或没有这个单位。', next: '请从责任清单中选择。' },
    en: { title: 'No such duty', detail: 'There is no duty “{duty}”, or no such organ.', next: 'Choose from the list of duties.' } },
  DUTY_OTHER_ORGAN: { status: 422,
    zh: { title: '不是本单位人员', detail: '“{name}”不是{organ}的在用工作人员帐号，不能担任“{duty}”。', next: '请选择本单位人员；人员调动请先由系统管理员办理。' },
    en: { title: 'Not of this organ', detail: '“{name}” is no active official of {organ} and cannot hold “{duty}”.', next: 'Choose somebody of this organ; moves between organs are for the system administrator.' } },
});
