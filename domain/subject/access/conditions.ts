import type { Declared } from '#kernel/declare/declared.ts';
import { rules } from '../define-rules.ts';
import { refuse } from './errors.ts';

/**
 * What is known of an account's conditions: the contract, if it works under one, the rules it has acknowledged (`key version`), whether
 * a role of it asks for a second factor, whether it has set one up (an app or a passkey), and how many factors its session stands on.
 */
export type Conditions = { readonly kind: 'citizen' | 'official' | 'service'; readonly demo: boolean; readonly contract: { readonly runs: boolean; readonly from: string; readonly until: string; readonly organ: string } | null; readonly acknowledged: readonly string[]; readonly factor: { readonly needed: boolean; readonly there: boolean; readonly level: number } };

/** Why an account is held back before it may do anything; null when it is not. */
export type HeldBack = { readonly why: 'contract'; readonly from: string; readonly until: string; readonly organ: string } | { readonly why: 'factor'; readonly there: boolean } | { readonly why: 'rules'; readonly title: string; readonly version: string };

/** Citizens acknowledge nothing; demonstration accounts are shared and so nobody's acknowledgement. */
export function heldBackBy(declared: Declared, { kind, demo, contract, acknowledged, factor }: Conditions): HeldBack | null {
  if (kind === 'citizen') return null;
  if (contract && !contract.runs) return { why: 'contract', from: contract.from, until: contract.until, organ: contract.organ };
  if (kind === 'service' || demo) return null;
  if (factor.needed && !(factor.there && factor.level === 2)) return { why: 'factor', there: factor.there };
  const open = declared.all(rules).find(({ key, version }) => !acknowledged.includes(`${key} ${version}`));
  return open ? { why: 'rules', title: open.title, version: open.version } : null;
}

/** The refusal in words. */
export function refusalOf(held: HeldBack): Error {
  switch (held.why) {
    case 'contract': return refuse('CONTRACT_OVER', { from: held.from, until: held.until, organ: held.organ });
    case 'factor': return refuse(held.there ? 'FACTOR_NOT_SHOWN' : 'FACTOR_NOT_SET_UP');
    case 'rules': return refuse('RULES_NOT_ACKNOWLEDGED', { title: held.title, version: held.version });
    default: return held satisfies never;
  }
}
