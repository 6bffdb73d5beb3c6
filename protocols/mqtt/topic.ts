import type { KnownThing } from '#domain/thing/known.ts';

/** Where a device reports: `yiwang/<type>/<code>/readings`. */
export const readingsTopic = ({ type, code }: Pick<KnownThing, 'type' | 'code'>): string => `${ownTopics({ type, code })}/readings`;

/** Where a device is told what was not accepted, as MQTT 3.1.1 has no word for it in an acknowledgement. */
export const rejectedTopic = (thing: Pick<KnownThing, 'type' | 'code'>): string => `${ownTopics(thing)}/rejected`;

const ownTopics = ({ type, code }: Pick<KnownThing, 'type' | 'code'>): string => `yiwang/${type.key}/${code}`;

/** Whether a device may listen there: beneath its own topic only, and no wildcard reaches beyond it. */
export const mayHear = (thing: Pick<KnownThing, 'type' | 'code'>, filter: string): boolean => filter.startsWith(`${ownTopics(thing)}/`);
