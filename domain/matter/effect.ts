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
