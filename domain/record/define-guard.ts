import { nounKey, type Declaration } from '#kernel/declare/declared.ts';

/**
 * What is counted of one account in the span: entries whose act begins with one of `acts`; different persons and enterprises they
 * concerned; rows handed out under one grant, where the owner did not grant so many calls that more are to be expected; acts
 * refused; acts outside of `hours`. Acts alone are counted: nobody is scored.
 */
export type UseMeasure = 'entries' | 'subjects' | 'rows' | 'refusals' | 'odd-hours';

/** A rule over the use of accounts: more than `limit` within `minutes` warns the security administrator. */
export type UseRule = Declaration & {
  readonly noun: 'guard';
  readonly measure: UseMeasure;
  /** Why it is looked at, in one sentence. */
  readonly idea: string;
  readonly limit: number;
  readonly minutes: number;
  readonly acts?: readonly string[];
  /** Spans of a working day that are not odd, such as 07:00-21:00. */
  readonly hours?: readonly string[];
  /** Ends the grant under which it happened, at once. For `rows` only. */
  readonly stops?: boolean;
};

/** When a grant nobody calls is told of, and when it is closed. */
export type IdleRule = Declaration & { readonly noun: 'guard'; readonly measure: 'idle'; readonly idea: string; readonly tellAfterDays: number; readonly closeAfterDays: number };

export type Guard = UseRule | IdleRule;
export const guards = nounKey<Guard>('guard');

export const defineUseRule = (given: Omit<UseRule, 'noun'>): UseRule => Object.freeze({ noun: 'guard' as const, ...given });
export const defineIdleRule = (given: Omit<IdleRule, 'noun' | 'measure'>): IdleRule => Object.freeze({ noun: 'guard' as const, measure: 'idle' as const, ...given });
