import type { Row } from '../api.ts';

/** A request for data as both sides see it. */
export type DataRequest = {
  readonly id: string; readonly datasetId: string; readonly datasetTitle: string; readonly organ: string; readonly organName: string; readonly ownerOrgan: string; readonly ownerOrganName: string;
  readonly columns: readonly string[]; readonly purpose: string; readonly scenario: string; readonly basis: string; readonly frequency: string; readonly until: string;
  readonly state: 'open' | 'granted' | 'refused' | 'withdrawn'; readonly askedAt: string; readonly dueOn: string; readonly decidedAt: string | null; readonly reason: string | null; readonly law: string | null; readonly grantId: string | null; readonly traceId: string;
};

/** A grant: which columns, for what, until when, how often. */
export type Grant = {
  readonly id: string; readonly requestId: string; readonly datasetId: string; readonly datasetTitle: string; readonly organ: string; readonly organName: string; readonly ownerOrgan: string; readonly ownerOrganName: string;
  readonly columns: readonly string[]; readonly revealed: readonly string[]; readonly purpose: string; readonly until: string; readonly callsPerDay: number; readonly rowsPerCall: number; readonly note: string | null; readonly grantedAt: string; readonly endedAt: string | null; readonly endedReason: string | null;
  readonly used?: { readonly today: number; readonly total: number; readonly lastAt: string | null };
};

export type Call = { readonly id: string; readonly at: string; readonly outcome: string; readonly purpose: string; readonly columns: readonly string[]; readonly rows: number; readonly by: string | null };
export type SharedRows = { readonly callId: string; readonly columns: readonly { readonly name: string; readonly title: string }[]; readonly items: readonly Row[]; readonly masked: readonly string[]; readonly next: string | null };
