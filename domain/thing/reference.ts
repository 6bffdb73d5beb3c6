import { fieldTable, table, type Say } from '#kernel/declare/reference.ts';
import { durationWords } from '#kernel/time/duration.ts';
import type { ThingType } from './define.ts';

/** A kind of thing on its pack's reference page. */
export const thingReference = (type: ThingType, say: Say): string[] => [
  `## 设备 ${say(type.title)} \`${type.key}\``, '',
  `主管 owner ${type.owner} · 感知方式 sensing ${type.sensing} · 上报间隔 every ${durationWords(type.every, 'zh')} · 失联 silent after ${durationWords(type.silentAfter, 'zh')}${type.silenceOpens ? `，生成 opens ${say(type.silenceOpens.title)}` : ''} · 迟到上限 accepts late ${durationWords(type.acceptsLate, 'zh')}`, '',
  ...table(['指标 quantity', '名称 title', '单位 unit', '可能范围 possible'], Object.entries(type.reports).map(([key, { title, unit, minimum, maximum }]) => [`\`${key}\``, say(title), unit, `${minimum} … ${maximum}`])),
  ...fieldTable(type.facts, say),
];
