import { useSyncExternalStore } from 'react';

/** The columns of the table of tasks, in order. */
export const columns = ['number', 'title', 'lead', 'joint', 'due', 'cycle', 'figures', 'state'] as const;
export type ColumnName = (typeof columns)[number];

/** From which width of the window, in rem, a column has room; what is left out stands in the open row. */
const roomFrom: Record<ColumnName, number> = { title: 0, lead: 0, number: 30, due: 30, state: 48, cycle: 88, figures: 112, joint: 112 };
const widths = [...new Set(Object.values(roomFrom))].filter((width) => width > 0).map((width) => matchMedia(`(min-width: ${width}.01rem)`));
const subscribe = (changed: () => void): (() => void) => {
  for (const width of widths) width.addEventListener('change', changed);
  return () => { for (const width of widths) width.removeEventListener('change', changed); };
};

/** The columns there is room for in this window. */
export function useColumns(): readonly ColumnName[] {
  const room = useSyncExternalStore(subscribe, () => innerWidth);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return columns.filter((name) => room >= roomFrom[name] * rem);
}
