import { definePack } from '#domain/pack.ts';
import { rulesOfUse } from './rules.ts';
import { cityHallRoles } from './roles.ts';

/** The posts every city hall has, with their rights. Three administrators, none of whom can do the others' work. */
export default definePack({
  key: 'city-hall', title: '市政岗位', area: 'common', lead: '政务服务数据管理局', serves: ['MM-P1', 'DZ-00'],
  roles: cityHallRoles, rules: [rulesOfUse],
  english: {
    窗口受理人员: 'Window clerk', 审批人员: 'Reviewer', 部门负责人: 'Head of organ', 城市运行派遣员: 'City operations dispatcher', 值班员: 'Duty officer', 网格员: 'Grid member', 市领导: 'City leader',
    督查督办人员: 'Supervision officer', 数据管理员: 'Data manager', 系统管理员: 'System administrator', 安全管理员: 'Security administrator', 审计管理员: 'Auditor',
    市政岗位: 'Posts of the city hall',
    政务信息系统使用规定: 'Rules for the use of the city’s systems', '帐号只供本人使用，不借给他人，不共用。': 'The account is for its holder alone: it is neither lent nor shared.', '只为办理本职工作查看信息；查看个人信息要写明用途，本人能看到是谁、何时、为什么看的。': 'Information is looked at for one’s own duties only; personal data with a stated purpose, and the person sees who looked, when and why.',
    '不把系统中的信息截图、拷贝或转发给无关的人；导出的文件带有我的名字。': 'Nothing is photographed, copied or passed on to others; exported files carry my name.', '发现帐号被盗用、数据有误或泄露，立即报告安全管理员。': 'Misuse of the account, wrong or leaked data are reported to the security administrator at once.', '离岗、调动或合同到期后不再登录；我的操作会留下记录并接受审计。': 'After leaving, moving or the end of the contract I no longer sign in; what I do is recorded and audited.',
  },
});
