import { both } from './both.ts';

/** Texts of the page of suppliers' contracts. */
export const contractWords = both({
  title: ['合作单位', 'Suppliers'],
  idea: ['合作单位人员的帐号只在合同期内可用，到期当晚自动停用；提前终止的，立即退出登录。', 'Accounts of suppliers’ people work only while the contract runs; when it ends early they are signed out at once.'],
  supplier: ['合作单位', 'Supplier'],
  uscc: ['统一社会信用代码', 'Unified social credit code'],
  content: ['合同内容', 'What for'],
  organ: ['主管单位', 'Organ in charge'],
  from: ['起始日', 'First day'],
  until: ['截止日', 'Last day'],
  accounts: ['帐号', 'Accounts'],
  state: ['状态', 'State'],
  running: ['有效', 'Running'],
  ahead: ['未开始', 'Not begun'],
  over: ['已到期', 'Over'],
  ended: ['已终止', 'Ended'],
  enter: ['登记合同', 'Enter a contract'],
  bind: ['纳入帐号', 'Add an account'],
  username: ['帐号名', 'User name'],
  end: ['提前终止', 'End early'],
  endAsk: ['终止后，“{supplier}”的 {count} 个帐号立即退出且不能再登录。', 'The {count} accounts of “{supplier}” are signed out at once and stay out.'],
  why: ['理由', 'Reason'],
  none: ['还没有合作单位合同', 'No contracts yet'],
  noneWhy: ['登记合同并纳入帐号后，这里列出每份合同到哪天、有几个帐号。', 'Once a contract is entered and accounts are added, each stands here with its last day and its accounts.'],
});
