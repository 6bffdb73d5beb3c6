import { table, type Say } from '#kernel/declare/reference.ts';
import type { Role } from './define.ts';

/** The roles of a pack on its reference page. */
export const rolesReference = (roles: readonly Role[], say: Say): string[] => (roles.length === 0 ? [] : [
  '## 角色 Roles', '', ...table(['角色 role', '范围 reach', '界面 face', '权限 rights'], roles.map((role) => [`${say(role.title)} \`${role.key}\``, role.reach, `/${role.face === 'portal' ? '' : role.face}`, role.may.map((right) => `\`${right}\``).join(' ')])),
]);
