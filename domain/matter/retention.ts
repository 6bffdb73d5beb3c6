import type { Fault } from '#kernel/declare/declared.ts';
import type { MatterType } from './define.ts';
import type { MatterKind } from './kinds.ts';
import type { Retention } from './define-retention.ts';

const archives = '机关文件材料归档范围和文书档案保管期限规定（国家档案局令第8号）';
const ownRules = '本市办理记录保存规定';

/** What holds where a type declares nothing of its own. */
export const usualRetention: Readonly<Record<MatterKind, Retention>> = {
  service: { years: 10, basis: archives }, task: { years: 10, basis: archives },
  incident: { years: 5, basis: ownRules }, review: { years: 5, basis: ownRules }, ticket: { years: 3, basis: ownRules }, request: { years: 3, basis: ownRules },
};

/** How long the persons of an ended case of this type are remembered. */
export const retentionOf = (type: Pick<MatterType, 'kind' | 'keeps'>): Retention => type.keeps ?? usualRetention[type.kind];

const mostYears = 100;

/** Every mistake in a declared retention period: it must end, and stand on something. */
export function checkRetention(pack: string, { key, keeps }: MatterType): Fault[] {
  if (!keeps) return [];
  const spot = `matter ${key} · keeps`;
  return [
    ...(Number.isInteger(keeps.years) && keeps.years >= 1 && keeps.years <= mostYears ? [] : [{ pack, spot, said: `is kept for ${keeps.years} years; give a whole number from 1 to ${mostYears}.` }]),
    ...(keeps.basis.trim() === '' ? [{ pack, spot, said: 'names no law or rule it is kept by; the person who asks for deletion is told it.' }] : []),
  ];
}
