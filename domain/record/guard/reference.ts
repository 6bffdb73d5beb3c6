import type { Say } from '#kernel/declare/reference.ts';
import type { Guard } from '../define-guard.ts';

/** The rules over use of a pack, on its reference page. */
export const guardsReference = (list: readonly Guard[], say: Say): string[] => (list.length === 0 ? [] : [
  '## 使用规则 Rules over use', '', '| 规则 rule | 计数 measure | 上限 limit | 时段 within | 为何 why |', '|---|---|---|---|---|',
  ...list.map((rule) => `| ${say(rule.title)} \`${rule.key}\` | ${rule.measure}${rule.measure !== 'idle' && rule.acts ? ` ${rule.acts.join(' ')}` : ''} | ${rule.measure === 'idle' ? `${rule.tellAfterDays} d → ${rule.closeAfterDays} d` : rule.limit} | ${rule.measure === 'idle' ? '—' : `${rule.minutes} min`} | ${say(rule.idea)} |`), '',
]);
