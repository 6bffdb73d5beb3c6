import { fieldTable, type Say } from '#kernel/declare/reference.ts';
import { durationWords } from '#kernel/time/duration.ts';
import type { ProofType } from './define.ts';

/** A kind of licence on its pack's reference page. */
export const proofReference = (type: ProofType, say: Say): string[] => [
  `## 证照 ${say(type.title)} \`${type.key}\``, '',
  `类型代码 type code \`${type.typeCode}\` · 持证主体 holder ${type.holder} · 有效期 valid ${type.valid ? durationWords(type.valid, 'zh') : '长期'} · 编号 number ${type.numberPrefix}〔年〕第 000001 号`, '',
  ...fieldTable(type.face, say),
];
