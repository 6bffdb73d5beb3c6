import type { Db } from '#kernel/database/connect.ts';
import type { House } from '#kernel/house.ts';
import { findMatter } from './read.ts';
import { updateMatter } from './write.ts';

/**
 * Raises the level of an open matter because what opened it has become worse: a line in its timeline, no change of turn or clock.
 * Answers false when it has ended meanwhile or somebody else changed it at the same moment.
 */
export async function raiseLevel(tx: Db, house: House, matterId: string, level: string, { actor, title, reason }: { actor: string; title: string; reason: string }): Promise<boolean> {
  const matter = await findMatter(tx, house, matterId);
  if (!matter || matter.endedAt !== null || matter.level === level) return false;
  const form = 'level' in matter.form ? { ...matter.form, level } : matter.form;
  return updateMatter(tx, house, { ...matter, level, form },
    { act: 'raise', title, fromState: matter.state, toState: matter.state, accountId: null, actor, organ: null, reason, data: { level, from: matter.level }, files: [], address: null },
    { topic: 'matter.moved', payload: { type: matter.type, number: matter.number, act: 'raise', from: matter.state, to: matter.state, outcome: null, level } });
}
