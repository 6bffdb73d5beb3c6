import { defineErrors } from '#kernel/errors/refusal.ts';

export const refuse = defineErrors({
  RULES_NOT_ACKNOWLEDGED: { status: 403,
    zh: { title: '请先阅读并确认使用规定', detail: '使用前要确认“{title}”（{version}）。确认之前不能查看和办理任何业务。', next: '登录后阅读规定并确认。' },
    en: { title: 'Acknowledge the rules first', detail: '“{title}” ({version}) must be acknowledged before anything can be seen or done.', next: 'Sign in, read the rules and acknowledge them.' } },
  RULES_CHANGED: { status: 409,
    zh: { title: '规定已更新', detail: '您确认的版本是 {given}，现行版本是 {version}。', next: '请阅读现行版本后再确认。' },
    en: { title: 'The rules have changed', detail: 'You acknowledged version {given}; the one in force is {version}.', next: 'Read the version in force and acknowledge it.' } },
  CONTRACT_OVER: { status: 403,
    zh: { title: '不在合同期内', detail: '您所属的合作单位合同不在有效期内（{from} 至 {until}），帐号不能使用。', next: '请联系{organ}；续签后由系统管理员更新。' },
    en: { title: 'The contract does not run', detail: 'Your company’s contract runs from {from} to {until}; the account cannot be used now.', next: 'Contact {organ}; once it is renewed the system administrator updates it.' } },
  CONTRACT_UNKNOWN: { status: 404,
    zh: { title: '没有这份合同', detail: '没有这份合同，或它已经终止。', next: '请从合同列表中选择。' },
    en: { title: 'No such contract', detail: 'There is no such contract, or it has been ended.', next: 'Choose from the list of contracts.' } },
  CONTRACT_INVALID: { status: 422,
    zh: { title: '合同信息有误', detail: '这份合同不能登记：{what}。', next: '请核对合同后重新填写。' },
    en: { title: 'The contract cannot be right', detail: 'The contract cannot be entered: {what}.', next: 'Check the contract and enter it again.' } },
});
