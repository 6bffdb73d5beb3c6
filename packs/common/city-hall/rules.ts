import { defineRules } from '#domain/subject/define-rules.ts';

/** What everybody who works with the city's systems acknowledges before anything is opened to them. */
export const rulesOfUse = defineRules({
  key: 'use-of-city-systems', title: '政务信息系统使用规定', version: '2026-11',
  points: [
    '帐号只供本人使用，不借给他人，不共用。',
    '只为办理本职工作查看信息；查看个人信息要写明用途，本人能看到是谁、何时、为什么看的。',
    '不把系统中的信息截图、拷贝或转发给无关的人；导出的文件带有我的名字。',
    '发现帐号被盗用、数据有误或泄露，立即报告安全管理员。',
    '离岗、调动或合同到期后不再登录；我的操作会留下记录并接受审计。',
  ],
});
