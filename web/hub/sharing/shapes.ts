import type { Static } from 'typebox';
import type { CallShape, GrantShape, RequestShape, SharedRowsShape } from '#domain/record/shapes.ts';

/** A request for data as both sides see it. */
export type DataRequest = Static<typeof RequestShape>;
/** A grant: which columns, for what, until when, how often. */
export type Grant = Static<typeof GrantShape>;
export type Call = Static<typeof CallShape>;
export type SharedRows = Static<typeof SharedRowsShape>;
