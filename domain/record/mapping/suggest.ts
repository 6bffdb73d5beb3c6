import type { VersionColumn } from '../column.ts';
import type { Step } from './step.ts';

/** Names under which the parts of a date come in columns of their own. */
const parts = {
  year: /^(year|年|年份)$/i, month: /^(month|月|月份)$/i, day: /^(day|日|日期)$/i, hour: /^(hour|时|小时)$/i, minute: /^(minute|分|分钟)$/i,
} as const;

/** Steps a table asks for by itself: every column as the type its values have, and the parts of a date put together. */
export function suggestSteps(columns: readonly VersionColumn[]): Step[] {
  const steps: Step[] = columns.filter((column) => column.kept === 'text').map((column) => ({ kind: 'convert', column: column.name, type: column.type, onFault: 'empty' }));
  const named = (pattern: RegExp) => columns.find((column) => column.type === 'integer' && pattern.test(column.name))?.name;
  const [year, month, day, hour, minute] = [parts.year, parts.month, parts.day, parts.hour, parts.minute].map(named);
  if (year === undefined || month === undefined || day === undefined) return steps;
  const to = ['time', '时间', 'moment'].find((each) => !columns.some((column) => column.name.toLowerCase() === each)) ?? 'time_2';
  const withClock = { ...(hour === undefined ? {} : { hour }), ...(hour === undefined || minute === undefined ? {} : { minute }) };
  const used = [year, month, day, hour, hour === undefined ? undefined : minute].filter((each) => each !== undefined);
  return [...steps, { kind: 'moment', year, month, day, ...withClock, to, onFault: 'refuse' }, { kind: 'drop', columns: used }];
}
