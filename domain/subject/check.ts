import type { Declared, Fault } from '#kernel/declare/declared.ts';
import { checkEnglish } from '#kernel/declare/english.ts';
import type { Role } from './define.ts';
import { administratorNames, administratorsIn, isCityWide } from './rights/administrators.ts';

/** Every mistake in a role: rights that are none, rights held twice, its English. */
export function checkRole(pack: string, role: Role, declared: Declared): Fault[] {
  const faults: Fault[] = [];
  const at = (said: string) => faults.push({ pack, spot: `role ${role.key}`, said });
  if (role.may.length === 0) at('holds no right. Give it at least one, such as matter.read.');
  for (const right of new Set(role.may)) {
    if (right.startsWith('field.')) at(`the right “${right}” is written as sees: ['${right.slice(6)}'].`);
    else if (!/^[a-z]+\.[a-z]+$/.test(right)) at(`the right “${right}” is not written as noun.verb, such as matter.read.`);
    if (role.may.filter((each) => each === right).length > 1) at(`holds the right “${right}” twice.`);
  }
  const wide = role.reach === 'city' ? [] : role.may.filter(isCityWide);
  if (wide.length > 0) at(`reaches ${role.reach === 'organ' ? 'an organ' : 'a division'}, but ${wide.join(', ')} ${wide.length === 1 ? 'is' : 'are'} the whole city's. Declare a role with reach: 'city' for it.`);
  const administrators = administratorsIn(role.may);
  if (administrators.length > 1) at(`would be ${administrators.map((each) => administratorNames[each].en).join(' and ')} in one. The three administrators are separate: declare a role for each.`);
  return [...faults, ...checkEnglish(pack, `role ${role.key}`, [role.title, ...Object.values(role.names ?? {})], declared)];
}
