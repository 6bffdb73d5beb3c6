import type { Act, State } from '#domain/matter/define.ts';
import { end, to } from '#domain/matter/define.ts';
import { calendarDays, workingDays } from '#kernel/time/duration.ts';

/**
 * Lifecycles that most service items share. Parties every item using them must name: `window` (窗口), `decider` (审批).
 * Terms follow 行政许可法: everything missing is told once within five working days; a refusal gives its reason.
 */
const told = { accepted: '您申请的“{title}”已受理，编号 {number}。', correct: '您申请的“{title}”需要补正：{reason}。请在 30 天内补齐，补正期间不计入办理时限。', declined: '您申请的“{title}”不予受理：{reason}', granted: '您申请的“{title}”已办结，结果可在“我的证照”查看。请为本次办理评价。', refused: '您申请的“{title}”未获准：{reason}。如有异议，可以申请行政复议或提起行政诉讼。' };

const correcting: State = { title: '待补正', by: 'applicant', within: calendarDays(30), pauses: true, acts: {
  supply: to('submitted', '提交补正', { primary: true, corrects: true }),
  withdraw: end('撤回申请', '已撤回', 'withdrawn'),
  lapse: end('逾期未补正', '逾期未补正，视为放弃', 'withdrawn', { onTimeout: true }),
} };

const submitted = (next: string): State => ({ title: '待受理', by: 'window', within: workingDays(1), acts: {
  accept: to(next, '受理', { primary: true, accepts: true, tells: told.accepted }),
  correct: to('correcting', '一次告知补正', { reason: 'needed', times: 1, tells: told.correct }),
  decline: end('不予受理', '不予受理', 'refused', { reason: 'needed', tells: told.declined }),
  withdraw: end('撤回申请', '已撤回', 'withdrawn', { by: 'applicant' }),
} });

const deciding = (issues: boolean, more: Readonly<Record<string, Act>> = {}): State => ({ title: '待决定', by: 'decider', acts: {
  grant: end('准予', '准予，已办结', 'done', { primary: true, issues, reason: 'allowed', tells: told.granted }),
  refuse: end('不予批准', '不予批准', 'refused', { reason: 'needed', tells: told.refused }),
  ...more,
} });

/** 承诺件: accept, perhaps a visit to the site, decide. `visit` adds an on-site check with photo and position, its time not counted. */
export function reviewAndDecide({ issues = true, visit = false }: { issues?: boolean; visit?: boolean } = {}): Readonly<Record<string, State>> {
  return {
    submitted: submitted(visit ? 'visiting' : 'deciding'),
    correcting,
    ...(visit ? { visiting: { title: '现场核查', by: 'decider', within: workingDays(3), pauses: false, acts: { visited: to('deciding', '核查完成', { primary: true, reason: 'needed', needs: ['photo'] }) } } satisfies State } : {}),
    deciding: deciding(issues),
  };
}

/** 并联会审: after acceptance several organs give their opinion at the same time, then one decides. */
export function reviewTogether(parts: NonNullable<State['parts']>): Readonly<Record<string, State>> {
  return {
    submitted: submitted('joint'),
    correcting,
    joint: { title: '部门会审', by: 'decider', within: workingDays(3), parts, acts: { agreed: to('deciding', '会审通过'), refused: to('deciding', '会审有异议') } },
    deciding: deciding(true),
  };
}

/** 即办件: decided at the window on the spot. */
export function decideAtOnce({ issues = false }: { issues?: boolean } = {}): Readonly<Record<string, State>> {
  return {
    submitted: { title: '待办理', by: 'window', within: workingDays(1), acts: {
      grant: end('当场办结', '已办结', 'done', { primary: true, accepts: true, issues, reason: 'allowed', tells: told.granted }),
      correct: to('correcting', '一次告知补正', { reason: 'needed', times: 1, tells: told.correct }),
      decline: end('不予受理', '不予受理', 'refused', { reason: 'needed', tells: told.declined }),
      withdraw: end('撤回申请', '已撤回', 'withdrawn', { by: 'applicant' }),
    } },
    correcting,
  };
}

/** English of what these lifecycles show. */
export const lifecycleEnglish = {
  待受理: 'To be accepted', 受理: 'Accept', 一次告知补正: 'Ask for correction, once', 不予受理: 'Do not accept', 撤回申请: 'Withdraw', 待补正: 'To be corrected', 提交补正: 'Send the correction', 逾期未补正: 'Correction lapsed', 现场核查: 'On-site check', 核查完成: 'Check done', 部门会审: 'Joint review', 会审通过: 'All agree', 会审有异议: 'Objections', 待决定: 'To be decided', 准予: 'Grant', 不予批准: 'Refuse', 待办理: 'To be done', 当场办结: 'Done on the spot',
  已撤回: 'Withdrawn', '逾期未补正，视为放弃': 'Given up: not corrected in time', '准予，已办结': 'Granted', 已办结: 'Done',
} as const;
