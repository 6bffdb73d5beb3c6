/** The list a matter was opened from: to go on to the next without going back, and back to the very same list. */
export type Trail = { readonly ids: readonly string[]; readonly list: string };

let trail: Trail = { ids: [], list: '/office' };

export const keepTrail = (ids: readonly string[], list: string): void => void (trail = { ids, list });

/** The neighbours of a matter in the list it was opened from. */
export function neighboursOf(id: string): { readonly before: string | undefined; readonly after: string | undefined; readonly list: string; readonly at: string } {
  const index = trail.ids.indexOf(id);
  if (index < 0) return { before: undefined, after: undefined, list: trail.list, at: '' };
  return { before: trail.ids[index - 1], after: trail.ids[index + 1], list: trail.list, at: `${index + 1} / ${trail.ids.length}` };
}
