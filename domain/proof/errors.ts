import { defineErrors } from '#kernel/errors/refusal.ts';

export const refuse = defineErrors({
  PROOF_NOT_FOUND: { status: 404,
    zh: { title: '没有这份证照', detail: '标识不存在、有误，或您无权查看。', next: '请核对证照上的标识，或重新扫描二维码。' },
    en: { title: 'No such licence', detail: 'The identifier does not exist, is mistyped, or you may not see it.', next: 'Check the identifier on the licence or scan its code again.' } },
  PROOF_STATE: { status: 409,
    zh: { title: '证照状态不允许', detail: '这份证照目前是“{state}”，不能再“{act}”。', next: '请核对证照状态。' },
    en: { title: 'Not possible in this state', detail: 'The licence is “{state}”; “{act}” is not possible.', next: 'Check its state.' } },
  PROOF_HOLDER_MISSING: { status: 422,
    zh: { title: '没有持证主体', detail: '“{title}”要发给{holder}，但申请人帐号没有对应的登记信息。', next: '请先完成实名认证或关联企业。' },
    en: { title: 'No holder', detail: '“{title}” is issued to a {holder}, but the applicant’s account is not linked to one.', next: 'Link the account to a registered person or enterprise first.' } },
});
