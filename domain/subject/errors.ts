import { defineErrors } from '#kernel/errors/refusal.ts';

export const refuse = defineErrors({
  SIGN_IN_NEEDED: { status: 401,
    zh: { title: '请先登录', detail: '这一步需要知道您是谁。', next: '登录后会回到这里继续。' },
    en: { title: 'Please sign in', detail: 'This step needs to know who you are.', next: 'Sign in and you will come back here.' } },
  SIGN_IN_FAILED: { status: 401,
    zh: { title: '用户名或密码不对', detail: '没有登录。', next: '请核对后再试；连续输错会暂停几分钟。' },
    en: { title: 'Wrong user name or password', detail: 'You are not signed in.', next: 'Check and try again; repeated failures pause sign-in for some minutes.' } },
  SIGN_IN_PAUSED: { status: 429,
    zh: { title: '登录暂停', detail: '这个帐号从这个地址连续输错 {count} 次。', next: '请在 {minutes} 分钟后再试，或找回密码。' },
    en: { title: 'Sign-in paused', detail: '{count} failures in a row for this account from this address.', next: 'Try again in {minutes} minutes.' } },
  NOT_ALLOWED: { status: 403,
    zh: { title: '没有这项权限', detail: '您的岗位没有“{right}”的权限，或不在您的部门、辖区范围内。', next: '确需办理，请由本单位负责人向安全管理员申请调整岗位权限。' },
    en: { title: 'Not allowed', detail: 'Your post does not hold the right “{right}” here.', next: 'If you need it, let the head of your organ ask the security administrator.' } },
  CSRF_MISSING: { status: 403,
    zh: { title: '页面已过期', detail: '提交缺少防伪标记，可能是页面停留太久或来自其他网站。', next: '请刷新页面后重新提交，填写的内容请先复制保存。' },
    en: { title: 'The page has expired', detail: 'The request carries no valid anti-forgery token.', next: 'Reload the page and send again.' } },
  SUBJECT_NOT_FOUND: { status: 404,
    zh: { title: '没有找到这个主体', detail: '编号不存在，或您无权查看。', next: '请核对编号。' },
    en: { title: 'Subject not found', detail: 'The id does not exist, or you may not see it.', next: 'Check the id.' } },
});
