import type { Say } from '#kernel/declare/reference.ts';
import type { Duty } from '../define-duty.ts';

/** The duties of a pack on its reference page. */
export const dutiesReference = (list: readonly Duty[], say: Say): string[] =>
  list.length === 0 ? [] : ['## 责任 Duties', '', ...list.map(({ key, title, task }) => `- ${say(title)} \`${key}\`：${say(task)}`), ''];
