import { defineRole } from '#domain/subject/define.ts';

/** 窗口人员: accepts and hands out at a service hall. */
export const clerk = defineRole({ key: 'clerk', title: '窗口受理人员', reach: 'organ', face: 'office', sees: ['personal', 'sensitive'], may: ['matter.read', 'matter.handle', 'person.read', 'mandate.register', 'proof.read', 'code.scan'] });
/** 审批人员: decides. */
export const reviewer = defineRole({ key: 'reviewer', title: '审批人员', reach: 'organ', face: 'office', sees: ['personal', 'sensitive'], may: ['matter.read', 'matter.handle', 'person.read', 'proof.read', 'evidence.store', 'proof.revoke'] });
/** 部门负责人 */
export const organHead = defineRole({ key: 'organ-head', title: '部门负责人', reach: 'organ', face: 'office', sees: ['personal', 'sensitive'], may: ['matter.read', 'matter.handle', 'person.read', 'export.decide', 'proof.read', 'evidence.store', 'signal.read', 'thing.read', 'plan.read', 'dataset.read', 'dataset.request', 'grant.decide', 'duty.read', 'duty.name', 'code.scan', 'code.register'] });
/** 派遣席: sees the whole city and sends each case to whom it belongs. */
export const dispatcher = defineRole({ key: 'dispatcher', title: '城市运行派遣员', reach: 'city', face: 'office', may: ['matter.read', 'matter.handle', 'signal.read', 'thing.read'] });
/** 值班员 of an organ that answers warnings. */
export const dutyOfficer = defineRole({ key: 'duty-officer', title: '值班员', reach: 'organ', face: 'office', may: ['matter.read', 'matter.handle', 'signal.read', 'thing.read', 'thing.manage'] });
/** 网格员: on foot, in one town or village. */
export const gridMember = defineRole({ key: 'grid-member', title: '网格员', reach: 'region', face: 'office', may: ['matter.read', 'matter.handle', 'matter.report'] });
/** 指挥长与领导: reads everything that is not personal. */
export const leader = defineRole({ key: 'leader', title: '市领导', reach: 'city', face: 'command', may: ['matter.read', 'signal.read', 'thing.read', 'dataset.read', 'plan.read'] });
/** 督办人员 */
export const supervisor = defineRole({ key: 'supervisor', title: '督查督办人员', reach: 'city', face: 'office', may: ['matter.read', 'matter.handle', 'plan.read', 'plan.import', 'plan.release', 'signal.read'] });
/** 数据管理员 of an organ. */
export const dataManager = defineRole({ key: 'data-manager', title: '数据管理员', reach: 'organ', face: 'hub', may: ['person.import', 'dataset.read', 'dataset.manage', 'dataset.publish', 'dataset.request', 'grant.decide', 'evidence.store', 'code.register', 'thing.read', 'signal.read', 'matter.read'] });
/** 系统管理员: accounts and appointments; reads no case. */
export const systemAdministrator = defineRole({ key: 'system-administrator', title: '系统管理员', reach: 'city', face: 'hub', may: ['account.read', 'account.manage', 'pack.read', 'house.watch'] });
/** 安全管理员: rights and grants of rights. */
export const securityAdministrator = defineRole({ key: 'security-administrator', title: '安全管理员', reach: 'city', face: 'hub', may: ['account.read', 'right.read', 'right.manage', 'guard.read', 'guard.handle', 'pack.read', 'key.read', 'key.manage', 'grade.manage', 'house.watch'] });
/** 审计管理员: reads the audit log, changes nothing. */
export const auditor = defineRole({ key: 'auditor', title: '审计管理员', reach: 'city', face: 'hub', may: ['audit.read', 'guard.read', 'account.read', 'house.watch'] });

export const cityHallRoles = [clerk, reviewer, organHead, dispatcher, dutyOfficer, gridMember, leader, supervisor, dataManager, systemAdministrator, securityAdministrator, auditor];
