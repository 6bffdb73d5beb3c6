import { table, type Say } from '#kernel/declare/reference.ts';
import type { Role } from './define.ts';
import { needsFactor } from './rights/compile.ts';

/** The roles of a pack on its reference page. */
export const rolesReference = (roles: readonly Role[], say: Say): string[] => (roles.length === 0 ? [] : [
  '## 角色 Roles', '', ...table(['角色 role', '范围 reach', '界面 face', '第二因素 second factor', '权限 rights'], roles.map((role) => [`${say(role.title)} \`${role.key}\``, role.reach, `/${role.face === 'portal' ? '' : role.face}`, needsFactor(role) ? '每次登录 at every sign-in' : '—', role.may.map((right) => `\`${right}\``).join(' ')])),
]);
