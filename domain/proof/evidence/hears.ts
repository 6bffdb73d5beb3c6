import { canonicalJson, type JsonValue } from '#kernel/crypto/canonical-json.ts';
import { sm3 } from '#kernel/crypto/sm3.ts';
import type { Listener } from '#kernel/house.ts';
import { notarise, threadOf } from './notarise.ts';

/** What happened, as the bus tells it, is hashed whole; it is found again from the event, never from the chain. */
const storing = (kind: string, about: (payload: Record<string, unknown>) => unknown = () => null, wanted: (payload: Record<string, unknown>) => boolean = () => true): Listener => async (event, house, tx) => {
  if (!wanted(event.payload)) return;
  const digest = sm3(canonicalJson({ id: event.id, topic: event.topic, about: event.about, payload: event.payload as JsonValue }));
  await notarise(tx, house.clock.now(), { algorithm: 'sm3', digest, kind, thread: threadOf(String(about(event.payload) ?? event.about ?? event.id)), organ: event.organ });
};

/** Facts that become evidence by themselves: exchange of data, changes of licences, whom a case was sent to and how it ended. */
export const evidenceHears: Readonly<Record<string, Listener>> = {
  'dataset.granted': storing('grant.given'),
  'dataset.grant-ended': storing('grant.ended'),
  'proof.changed': storing('licence.changed', ({ identifier }) => identifier),
  'matter.moved': storing('matter.dispatched', undefined, ({ act }) => act === 'dispatch'),
  'matter.closed': storing('matter.decided'),
};
