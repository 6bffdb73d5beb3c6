/** What an entry of a plan is for: only `task` and entries with units are usually released as supervised matters. */
export type TaskKind = 'requirement' | 'goal' | 'task' | 'overview' | 'step' | 'safeguard';

const byTitle: readonly (readonly [TaskKind, RegExp])[] = [
  ['safeguard', /保障|组织领导|加强领导|工作的领导|组织实施|工作要求|推进机制$|监督考核|附则/],
  ['step', /实施步骤|工作步骤|进度安排|时间安排|阶段安排|实施阶段|实施计划/],
  ['goal', /目标(?!任务)/],
  ['requirement', /总则|总体要求|指导思想|基本原则|总体思路|工作原则|基本要求|总体部署|适用范围|编制依据|现状|形势|背景|(?:工作|发展|现有|已有|建设)基础$/],
];

/** The kind of a chapter by its heading. */
export function kindByTitle(title: string): TaskKind | undefined {
  return byTitle.find(([, pattern]) => pattern.test(title))?.[0];
}

/** The kind of a section: inside a chapter of requirements a heading may make it a goal; inside a chapter of tasks everything is one. */
export function kindWithin(parent: TaskKind | undefined, title: string): TaskKind {
  const own = kindByTitle(title);
  if (parent === undefined) return own ?? 'task';
  if (parent === 'requirement' || parent === 'goal') return own === 'goal' || own === 'requirement' ? own : parent;
  return parent;
}
