import { table, type Say } from '#kernel/declare/reference.ts';
import { durationWords } from '#kernel/time/duration.ts';
import type { Condition, Signal, Source } from './define.ts';

const signs: Readonly<Record<Condition['op'], string>> = { above: '>', atLeast: '≥', below: '<', atMost: '≤' };
const conditionWords = ({ op, limit }: Condition): string => `${signs[op]} ${limit}`;

/** A signal on its pack's reference page: what it means, where it comes from, when it wakes somebody. */
export const signalReference = (signal: Signal, say: Say): string[] => [
  `## 体征 ${say(signal.title)} \`${signal.key}\``, '',
  ...table(['要素 element', ''], [
    ['定义 meaning', say(signal.meaning)], ['口径 formula', `${say(signal.formula)}（${say(signal.edition)}）`], ['责任单位 owner', signal.owner], ['单位 unit', say(signal.unit)], ['粒度 per', `${signal.per.region} × ${signal.per.period}${signal.per.organ ? ' × organ' : ''}`],
    ['来源 from', sourceWords(signal.from, say)], ['方向 better', signal.better], ['目标 target', signal.target ? `${conditionWords(signal.target.condition)}（${signal.target.row}）` : ''], ['分段 bands', signal.bands.map((band) => `${band.from} 起 ${say(band.title)}`).join('；')],
    ['相关 related', signal.related.map((key) => `\`${key}\``).join(' ')],
  ]),
  ...table(['预警 warning', '当 when', '持续 for', '生成 opens'], signal.warn.map((warn) => [warn.level, conditionWords(warn.when), warn.for ? durationWords(warn.for, 'zh') : '即时', warn.opens ? `${say(warn.opens.matter.title)} ${warn.opens.level}` : ''])),
];

function sourceWords(from: Source, say: Say): string {
  switch (from.kind) {
    case 'readings': return `${say(from.thing.title)} \`${from.thing.key}\`：${from.quantities.map((quantity) => `\`${quantity}\``).join(' ')}（${from.by}${from.hourly ? '，逐时' : ''}${from.ofEach ? '，逐台' : ''}）`;
    case 'matters': return `事项 matters：${from.measure}${[...from.kinds, ...from.types].map((each) => ` \`${each}\``).join('')}`;
    case 'reported': return `填报 reported：${from.minimum} … ${from.maximum}`;
    default: return from satisfies never;
  }
}
