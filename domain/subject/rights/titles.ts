import type { Declared } from '#kernel/declare/declared.ts';
import type { Locale } from '#kernel/errors/refusal.ts';
import { roles } from '../define.ts';

/** What each right of the platform lets somebody do, as a security administrator would say it; packs name their own in a role. */
export const rightTitles = {
  'account.manage': ['开通、停用帐号', 'Open and close accounts'],
  'account.read': ['查看帐号与任职', 'See accounts and posts'],
  'audit.read': ['查询、核验审计日志', 'Search and check the audit log'],
  'code.register': ['登记、停用扫码点', 'Register and close code points'],
  'code.scan': ['扫居民码、企业码', 'Read codes of residents and enterprises'],
  'dataset.manage': ['上传、整理、维护数据', 'Upload and look after data'],
  'dataset.publish': ['发布数据到目录', 'Publish data in the catalogue'],
  'dataset.read': ['查看未公开的数据目录', 'See data that is not open to all'],
  'dataset.request': ['申请使用其他单位的数据', 'Request data of other organs'],
  'duty.name': ['指定数据责任人', 'Name who answers for data'],
  'duty.read': ['查看数据责任落实情况', 'See who answers for data'],
  'evidence.store': ['存证', 'Store evidence'],
  'export.decide': ['审批数据导出', 'Decide on exports of data'],
  'grade.manage': ['确认数据分类分级', 'Confirm classes and grades of data'],
  'grant.decide': ['审批、终止数据授权', 'Decide on and end grants of data'],
  'guard.handle': ['核实使用预警', 'Settle warnings of use'],
  'guard.read': ['查看使用监测', 'See the watch over use'],
  'house.watch': ['查看运行与对账', 'See how the house runs and reconciles'],
  'key.manage': ['轮换、停用数据密钥', 'Change and stop data keys'],
  'key.read': ['查看数据密钥状态', 'See the state of data keys'],
  'mandate.register': ['窗口登记代办、监护', 'Register mandates and guardians at a window'],
  'matter.handle': ['办理事项', 'Handle cases'],
  'matter.read': ['查看事项', 'See cases'],
  'matter.report': ['上报事件', 'Report events'],
  'pack.read': ['查看专题包', 'See topic packs'],
  'person.import': ['导入登记库', 'Import registries'],
  'person.read': ['查找人员（脱敏）', 'Find persons, masked'],
  'plan.import': ['导入方案、整理任务', 'Import plans and edit their tasks'],
  'plan.read': ['查看方案与任务', 'See plans and tasks'],
  'plan.release': ['下达任务', 'Release tasks'],
  'proof.read': ['查看证照', 'See licences'],
  'proof.revoke': ['撤销、注销、暂停证照', 'Withdraw, cancel and suspend licences'],
  'right.manage': ['设计角色、授予角色', 'Design and give roles'],
  'right.read': ['查看角色与权限', 'See roles and rights'],
  'signal.manage': ['调整体征指标与阈值', 'Change indicators and thresholds'],
  'signal.read': ['查看城市体征', 'See the signs of the city'],
  'signal.report': ['填报体征数值', 'Report values of indicators'],
  'thing.manage': ['登记、维护设备', 'Register and look after devices'],
  'thing.read': ['查看设备与读数', 'See devices and readings'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>;

/** A right in words: of the platform, or of a pack that names it in a role; one without words is its key. */
export function rightTitle(right: string, locale: Locale, declared?: Declared): string {
  const titles = (rightTitles as Readonly<Record<string, readonly [string, string]>>)[right];
  if (titles) return titles[locale === 'zh' ? 0 : 1];
  const named = declared?.all(roles).flatMap(({ names }) => names?.[right] ?? [])[0];
  return named === undefined ? right : (declared?.say(named, locale) ?? right);
}

/** A right in words, with its key for who sets it: 查看事项（matter.read）. */
export function rightNamed(right: string, locale: Locale, declared?: Declared): string {
  const title = rightTitle(right, locale, declared);
  if (title === right) return right;
  return locale === 'zh' ? `${title}（${right}）` : `${title} (${right})`;
}
