import type { Declared } from '#kernel/declare/declared.ts';
import { rules } from '../define-rules.ts';
import { refuse } from './errors.ts';

/** What the database knows of an account's conditions: the contract, if it works under one, and the rules it has acknowledged (`key version`). */
export type Conditions = { readonly kind: 'citizen' | 'official' | 'service'; readonly demo: boolean; readonly contract: { readonly runs: boolean; readonly from: string; readonly until: string; readonly organ: string } | null; readonly acknowledged: readonly string[] };

/** Why an account is held back before it may do anything; null when it is not. */
export type HeldBack = { readonly why: 'contract'; readonly from: string; readonly until: string; readonly organ: string } | { readonly why: 'rules'; readonly title: string; readonly version: string };

/** Citizens acknowledge nothing; demonstration accounts are shared and so nobody's acknowledgement. */
export function heldBackBy(declared: Declared, { kind, demo, contract, acknowledged }: Conditions): HeldBack | null {
  if (kind === 'citizen') return null;
  if (contract && !contract.runs) return { why: 'contract', from: contract.from, until: contract.until, organ: contract.organ };
  if (kind === 'service' || demo) return null;
  const open = declared.all(rules).find(({ key, version }) => !acknowledged.includes(`${key} ${version}`));
  return open ? { why: 'rules', title: open.title, version: open.version } : null;
}

/** The refusal in words. */
export const refusalOf = (held: HeldBack): Error => (held.why === 'contract' ? refuse('CONTRACT_OVER', { from: held.from, until: held.until, organ: held.organ }) : refuse('RULES_NOT_ACKNOWLEDGED', { title: held.title, version: held.version }));
