import { nounKey, type Declaration } from '#kernel/declare/declared.ts';

/**
 * A duty every organ has somebody for (责任到岗到人), such as the chief data representative. Its title is also the name of a
 * post: a matter that waits for the post of an organ waits for whoever holds the duty there, today and after a change.
 */
export type Duty = Declaration & {
  readonly noun: 'duty';
  /** What its holder answers for, in one sentence. */
  readonly task: string;
};

export const duties = nounKey<Duty>('duty');

export const defineDuty = (given: Omit<Duty, 'noun'>): Duty => Object.freeze({ noun: 'duty' as const, ...given });
