import { definePack } from '#domain/pack.ts';
import { cityHallRoles } from './roles.ts';

/** The posts every city hall has, with their rights. Three administrators, none of whom can do the others' work. */
export default definePack({
  key: 'city-hall', title: '市政岗位', area: 'common', lead: '政务服务数据管理局', serves: ['MM-P1', 'DZ-00'],
  roles: cityHallRoles,
  english: {
    窗口受理人员: 'Window clerk', 审批人员: 'Reviewer', 部门负责人: 'Head of organ', 城市运行派遣员: 'City operations dispatcher', 值班员: 'Duty officer', 网格员: 'Grid member', 市领导: 'City leader',
    督查督办人员: 'Supervision officer', 数据管理员: 'Data manager', 系统管理员: 'System administrator', 安全管理员: 'Security administrator', 审计管理员: 'Auditor',
    市政岗位: 'Posts of the city hall',
  },
});
