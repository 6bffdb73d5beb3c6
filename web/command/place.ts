import { useSearch } from '../ui/router.tsx';
import type { Picked } from './map/city-map.ts';

/** What the screen shows at this moment; all of it stands in the address, so that any view can be sent and gone back from. */
export type View = {
  readonly region: string;
  /** A signal that is open, `all` for the list of all, null for the key numbers. */
  readonly signal: string | null;
  readonly rows: boolean;
  readonly picked: Picked | null;
  /** The moment looked back at; null is now. */
  readonly at: string | null;
  readonly range: Range;
};
export const ranges = { day: 24, week: 168, month: 720 } as const;
export type Range = keyof typeof ranges;

type Change = Partial<{ region: string | null; signal: string | null; rows: boolean; picked: Picked | null; at: string | null; range: Range }>;

/** The present view, and how to change it. Leads one step further, so that the browser's way back is the way back. */
export function useView(city: string): [View, (change: Change) => void] {
  const [search, put] = useSearch();
  const range = search.get('range');
  const view: View = { region: search.get('region') ?? city, signal: search.get('signal'), rows: search.has('rows'), picked: pickedIn(search.get('pick')), at: search.get('at'), range: range === 'week' || range === 'month' ? range : 'day' };
  return [view, (change) => put({
    ...('region' in change ? { region: change.region === city ? null : (change.region ?? null) } : {}),
    ...('signal' in change ? { signal: change.signal ?? null, rows: null } : {}),
    ...('rows' in change ? { rows: change.rows ? '1' : null } : {}),
    ...('picked' in change ? { pick: change.picked ? `${change.picked.kind}:${change.picked.id}` : null } : {}),
    ...('at' in change ? { at: change.at ?? null } : {}),
    ...(change.range ? { range: change.range, at: null } : {}),
  }, { replace: 'at' in change })];
}

function pickedIn(text: string | null): Picked | null {
  const [kind, ...rest] = (text ?? '').split(':');
  return kind === 'matter' || kind === 'thing' ? { kind, id: rest.join(':'), name: '' } : null;
}
