import type { Source } from '../define.ts';
import { mattersEngine } from './matters.ts';
import { readingsEngine } from './readings.ts';
import { reportedEngine } from './reported.ts';
import type { SourceEngine } from './source.ts';

/** Every kind of source. A new kind does not compile until it has its engine here. */
const engines = { readings: readingsEngine, matters: mattersEngine, reported: reportedEngine } satisfies Record<Source['kind'], unknown>;

/** The engine of a signal's source. Its parts are opaque JSON to everybody else. */
export const engineFor = (source: Source): SourceEngine<Source, unknown> => engines[source.kind] as unknown as SourceEngine<Source, unknown>;
