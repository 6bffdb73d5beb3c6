import type { Locale } from '#kernel/errors/refusal.ts';

const words: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  'thing.registered': { zh: '设备登记', en: 'Thing registered' },
  'thing.changed': { zh: '设备变更', en: 'Thing changed' },
  'thing.retired': { zh: '设备退役', en: 'Thing retired' },
  'thing.silent': { zh: '设备失联', en: 'Thing silent' },
  'thing.heard': { zh: '设备恢复上报', en: 'Thing heard again' },
  'signal.warned': { zh: '预警', en: 'Warning' },
  'signal.worsened': { zh: '预警升级', en: 'Warning raised' },
  'signal.eased': { zh: '预警降级', en: 'Warning lowered' },
  'signal.recovered': { zh: '指标恢复', en: 'Back to normal' },
  'signal.rule-set': { zh: '预警规则变更', en: 'Warning rule set' },
  'proof.issued': { zh: '证照签发', en: 'Licence issued' },
  'proof.revoked': { zh: '证照吊销', en: 'Licence revoked' },
  'record.published': { zh: '数据发布', en: 'Data published' },
};

/** An event's topic in words; the topic itself where none are written. */
export const topicWords = (topic: string, locale: Locale): string => words[topic]?.[locale] ?? topic;
