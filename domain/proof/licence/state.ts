/** Where a licence stands in its life, in the words of the ministries' code lists. */
export type LicenceState = 'valid' | 'suspended' | 'expired' | 'cancelled' | 'withdrawn' | 'penalised' | 'transferred' | 'superseded';

/** The state as it is said to people. */
export const stateWords: Readonly<Record<LicenceState, { readonly zh: string; readonly en: string }>> = {
  valid: { zh: '有效', en: 'Valid' },
  suspended: { zh: '暂停', en: 'Suspended' },
  expired: { zh: '已过期', en: 'Expired' },
  cancelled: { zh: '已注销', en: 'Cancelled' },
  withdrawn: { zh: '已撤销', en: 'Withdrawn' },
  penalised: { zh: '已吊销', en: 'Revoked as penalty' },
  transferred: { zh: '已转出', en: 'Transferred' },
  superseded: { zh: '已换发', en: 'Superseded' },
};
