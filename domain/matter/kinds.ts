/** What a matter is: asked for by somebody, raised by a signal, reported, ordered by a plan, asked of data or people, or a check. */
export type MatterKind = 'service' | 'incident' | 'ticket' | 'task' | 'request' | 'review';

/** How a matter ended: what was asked for was done, was refused, was taken back, or had no ground. */
export type Outcome = 'done' | 'refused' | 'withdrawn' | 'void';
