import type { LicenceState } from './licence/state.ts';

/** An issued licence. Days are calendar days in China. */
export type Proof = {
  readonly id: string;
  readonly type: string;
  readonly identifier: string;
  readonly number: string;
  readonly holderId: string;
  readonly holderName: string;
  readonly issuer: string;
  readonly region: string;
  readonly face: Record<string, unknown>;
  readonly issuedOn: string;
  readonly validUntil: string | null;
  readonly state: LicenceState;
  readonly stateWhy: string | null;
  readonly stateSince: Date;
  readonly statement: Buffer;
  readonly signature: Buffer;
  readonly matterId: string | null;
  readonly traceId: string;
  readonly version: number;
};

/** `valid` ends by itself with its last day: that day is looked at when read, no job can be late. */
export const proofColumns = `id, type, identifier, number, holder_id as "holderId", holder_name as "holderName", issuer, region, face, issued_on as "issuedOn", valid_until as "validUntil",
  case when state = 'valid' and valid_until < (now() at time zone 'Asia/Shanghai')::date then 'expired' else state end as state,
  state_why as "stateWhy", state_since as "stateSince", statement, signature, matter_id as "matterId", trace_id as "traceId", version`;
