import { keep } from '#domain/matter/define-retention.ts';

/** What was paid out: the papers are vouchers of the accounts. */
export const paidOut = keep(30, '会计档案管理办法（财政部、国家档案局令第79号）');
