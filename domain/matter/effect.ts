import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import type { Reader } from '#domain/subject/reader.ts';
import type { Matter } from './matter.ts';

/** What an act does on a floor below, in the transaction of the act: grant data, revoke a licence, add a device. */
export type Effect = {
  readonly key: string;
  readonly run: (context: { tx: Db; house: House; reader: Reader; matter: Matter; data: Record<string, unknown>; reason: string | null; traceId: string }) => Promise<void>;
};

export const effect = (key: string, run: Effect['run']): Effect => ({ key, run });

const running = new Map<string, Effect['run']>();

/** An effect a pack may name and an engine does: the work needs the database, which definitions must not know. */
export const provided = (key: string): Effect => effect(key, (context) => {
  const run = running.get(key);
  if (!run) throw new Error(`Nothing in this house does the effect ${key}.`);
  return run(context);
});

/** Says what a provided effect does. Called once, at load. */
export function provide(key: string, run: Effect['run']): void {
  running.set(key, run);
}
