/** The lists officials work from. */
export const queues = ['todo', 'late', 'waiting', 'parts', 'handled', 'all'] as const;
export type Queue = (typeof queues)[number];

/** What a list of matters is narrowed by; all of it must be met. */
export type MatterFilter = {
  readonly queue?: Queue;
  readonly type?: string;
  readonly kind?: string;
  readonly state?: string;
  readonly open?: boolean;
  readonly level?: string;
  readonly organ?: string;
  readonly region?: string;
  readonly source?: string;
  readonly q?: string;
};
