import type { Listener } from '#kernel/house.ts';
import { matterTypes } from '#domain/matter/define.ts';
import { openMatter } from '#domain/matter/open.ts';
import { thingTypes } from '#domain/thing/define.ts';
import { findThing } from '#domain/thing/thing.ts';

/** A thing has gone silent: its owner gets the task its type names, unless one for this thing is still open. The form has code, name, since and organ. */
export const hearSilence: Listener = async (event, house, tx) => {
  const { type: typeKey, code, name, since } = event.payload as { type: string; code: string; name: string; since: string };
  const opens = house.declared.find(thingTypes, typeKey)?.silenceOpens;
  const type = opens ? house.declared.find(matterTypes, opens.key) : undefined;
  const thing = await findThing(tx, code);
  if (!type || !thing || thing.state !== 'silent') return;
  const running = await tx`select 1 from matters where type = ${type.key} and ended_at is null and form->>'code' = ${code} limit 1`;
  if (running.length > 0) return;
  const point = thing.lon === null || thing.lat === null ? null : ([thing.lon, thing.lat] as const);
  await openMatter(tx, house, { type, form: { code, name, since, organ: thing.organ }, title: `设备失联：${name}`, source: 'thing', actor: '设备监测', traceId: event.traceId, region: thing.region, point });
};
