import { above, atLeast, below, defineSignal, matters, percent } from '#domain/signal/define.ts';

const owner = '政务服务数据管理局';
const everywhere = { region: 'county', period: 'day', organ: true } as const;

/** 未办结事项: what the city has on its desk now. */
export const openMatters = defineSignal({
  key: 'matters-open', title: '未办结事项', unit: '件', better: 'lower', owner, keyNumber: 3, related: ['matters-opened', 'matters-closed'],
  meaning: '已受理而尚未办结的全部事项', formula: '此刻未办结的事项计数，按所在区划与承办单位', per: everywhere, from: matters.open(), value: ({ count }) => count,
  warn: [{ level: 'yellow', when: above(50_000) }], warnAt: 'city',
});

/** 按时办结率: of what was ended on a day, the share that kept every deadline. */
export const onTimeRate = defineSignal({
  key: 'matters-on-time', title: '按时办结率', unit: '%', decimals: 1, better: 'higher', owner, keyNumber: 4, target: { condition: atLeast(95), row: 'MM-P2' }, related: ['matters-closed'],
  meaning: '当日办结的事项中各环节均未超期的份额', formula: '按时办结数 ÷ 办结数；撤回的不计；有承诺时限的须在承诺内', per: everywhere, from: matters.onTime(), value: percent,
  warn: [{ level: 'yellow', when: below(80) }, { level: 'orange', when: below(60) }], warnAt: 'city',
});

/** 好差评满意率: of the ratings given on a day, the share of 4 and 5 (国办发〔2019〕51号). */
export const satisfaction = defineSignal({
  key: 'satisfaction', title: '好差评满意率', unit: '%', decimals: 1, better: 'higher', owner, keyNumber: 5, target: { condition: atLeast(90), row: 'MM-P2' }, related: ['matters-on-time'],
  meaning: '当日评价中非常满意与满意的份额', formula: '评价为 5、4 的件数 ÷ 评价件数', per: everywhere, from: matters.satisfied(), value: percent,
  warn: [{ level: 'yellow', when: below(70) }], warnAt: 'city',
});

export const openedMatters = defineSignal({
  key: 'matters-opened', title: '当日受理', unit: '件', better: 'neither', owner, related: ['matters-closed'],
  meaning: '当日新受理的全部事项', formula: '当日受理的事项计数', per: everywhere, from: matters.opened(), value: ({ count }) => count, warn: [{ level: 'yellow', when: above(60_000) }], warnAt: 'city',
});

export const closedMatters = defineSignal({
  key: 'matters-closed', title: '当日办结', unit: '件', better: 'higher', owner, related: ['matters-opened'],
  meaning: '当日办结的全部事项', formula: '当日办结的事项计数', per: everywhere, from: matters.closed(), value: ({ count }) => count, warn: [{ level: 'blue', when: below(1) }], warnAt: 'city',
});
