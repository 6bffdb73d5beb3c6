import type { Db } from '#kernel/database/connect.ts';
import type { Page } from '#kernel/http/page.ts';
import type { Day } from '#kernel/time/day.ts';
import type { Because, GivenOf, Signal, Source } from '../define.ts';

/** One finest division in one period: what is collected at a time. */
export type Bucket = { readonly region: string; readonly start: Date };

/** What a bucket is made of, by organ where the signal tells organs apart (else the empty one). */
export type Collected<P> = Bucket & { readonly organ: string; readonly parts: P };

/** A row a value came from, as it is listed for people: when, which object, what it says, under which trace. */
export type SourceRow = {
  readonly at: Date;
  /** reading, matter, report. */
  readonly kind: string;
  /** Code of the thing, number of the matter, name of the reporter. */
  readonly object: string;
  readonly title: string;
  readonly organ: string | null;
  readonly region: string;
  readonly value: number;
  readonly unit: string;
  readonly traceId: string;
};

export type Stretch = { readonly region: string; readonly start: Date; readonly end: Date; readonly organ: string };

/** What decided a value when a level began: its trace, and where it is. */
export type Deciding = { readonly traceId: string; readonly point: readonly [number, number] | null; readonly region: string | null; readonly thing: { readonly code: string; readonly name: string } | null };

/** How one kind of source is read. `P` is kept as JSON and can be added up. */
export type SourceEngine<S extends Source, P> = {
  readonly collect: (tx: Db, signal: Signal, from: S, buckets: readonly Bucket[]) => Promise<readonly Collected<P>[]>;
  readonly merge: (parts: readonly P[]) => P;
  readonly given: (from: S, parts: P, day: Day) => GivenOf<S>;
  /** The rows behind a value, newest first, one page at a time. */
  readonly rows: (db: Db, signal: Signal, from: S, stretch: Stretch, page: { cursor?: string | undefined; limit: number }) => Promise<Page<SourceRow>>;
  /** Null where no single row decided. */
  readonly deciding: (tx: Db, signal: Signal, from: S, stretch: Stretch, because: Because | null) => Promise<Deciding | null>;
};
