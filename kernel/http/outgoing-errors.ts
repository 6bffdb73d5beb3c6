import { defineErrors } from '../errors/refusal.ts';

export const refuse = defineErrors({
  ADDRESS_NOT_ALLOWED: { status: 400,
    zh: { title: '不能访问这个地址', detail: '“{address}”不是公网的 http(s) 地址，或解析到内部网络。', next: '请填写对方的公网地址；内部系统请由管理员在配置中放行。' },
    en: { title: 'This address may not be asked', detail: '“{address}” is no public http(s) address, or leads into the inner network.', next: 'Give the public address; inner systems are allowed in the settings by an administrator.' } },
});
