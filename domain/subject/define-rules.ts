import { nounKey, type Declaration } from '#kernel/declare/declared.ts';

/**
 * Rules whoever works here acknowledges before anything else is opened to them (安全责任书). A new version is acknowledged
 * anew; what was acknowledged stays written down.
 */
export type Rules = Declaration & {
  readonly noun: 'rules';
  /** Such as 2026-01: raised with every change of the points. */
  readonly version: string;
  readonly points: readonly string[];
};

export const rules = nounKey<Rules>('rules');

export const defineRules = (given: Omit<Rules, 'noun'>): Rules => Object.freeze({ noun: 'rules' as const, ...given });
