import type { Declared } from '#kernel/declare/declared.ts';
import type { Listener } from '#kernel/house.ts';
import { checked } from '#kernel/schema/check.ts';
import { matterTypes, type MatterType } from './define.ts';
import { openMatter } from './open.ts';

/** One listener per topic on which declared matter types open by themselves. */
export function openingListeners(declared: Declared): Record<string, Listener> {
  const types = declared.all(matterTypes).filter((type) => type.opensOn !== undefined);
  return Object.fromEntries([...Map.groupBy(types, (type) => type.opensOn?.topic ?? '')].map(([topic, waiting]) => [topic, openEach(waiting)]));
}

const openEach = (types: readonly MatterType[]): Listener => async (event, house, tx) => {
  for (const type of types) {
    const opening = type.opensOn?.opening(event.payload);
    if (!opening) continue;
    const form = checked<Record<string, unknown>>(type.form, opening.form, '/form');
    await openMatter(tx, house, { type, ...opening, form, source: event.topic.split('.')[0] ?? 'event', traceId: event.traceId, actor: '系统', ...(event.region && !opening.region ? { region: event.region } : {}) });
  }
};
