import { fieldTable, table, type Say } from '#kernel/declare/reference.ts';
import { fieldsOf } from '#kernel/schema/fields.ts';
import { durationWords } from '#kernel/time/duration.ts';
import { isEnding, type Act, type MatterType, type Party, type State } from './define.ts';
import type { Guide } from './define-guide.ts';
import { doerOf, firstState } from './lifecycle.ts';
import { retentionOf } from './retention.ts';

/** A matter type on its pack's reference page: guide, form, materials, parties, and its life as a table and as a picture. */
export function matterReference(type: MatterType, say: Say): string[] {
  return [
    `## 事项 ${say(type.title)} \`${type.key}\``, '',
    `${type.kind} · 由谁发起 opened by ${type.openedBy}${type.opensOn ? ` · 事件 event \`${type.opensOn.topic}\`` : ''}${type.issues ? ` · 发证 issues ${say(type.issues.title)}` : ''}${type.deadlineIn ? ` · 期限 deadline \`${type.deadlineIn}\`` : ''}${type.public ? ' · 公开 public' : ''}${type.rated ? ' · 好差评 rated' : ''}`, '',
    `保管期限 kept ${retentionOf(type).years} 年 years：${say(retentionOf(type).basis)}`, '',
    ...(type.guide ? guideTable(type.guide, say) : []),
    ...table(['级别 level', ''], Object.entries(type.levels ?? {}).map(([level, words]) => [`\`${level}\``, say(words)])),
    ...table(['情形 question', '', '选项 answers'], type.questions.map((question) => [`\`${question.key}\``, say(question.title), Object.entries(question.options).map(([key, words]) => `\`${key}\` ${say(words)}`).join('<br>')])),
    ...fieldTable(type.form, say),
    ...table(['材料 material', '来源 source', '必要 needed', '可由证照替代 replaced by', '可容缺 later'], type.materials.map((material) => [say(material.title), material.source, material.when ? '视情形' : material.needed ? '是' : '否', material.from ? say(material.from.title) : '', material.later ? '是' : '否'])),
    ...table(['参与方 party', ''], Object.entries(type.people).filter(([key]) => isMet(type, key)).map(([key, party]) => [`\`${key}\``, partyWords(party)])),
    ...table(['状态 state', '由谁 turn', '时限 within', '可办 acts'], Object.entries(type.lifecycle).map(([key, state]) => [`${say(state.title)} \`${key}\``, state.by, withinWords(state), Object.entries(state.acts).map(([name, act]) => actWords(type, state, name, act, say)).join('<br>')])),
    ...picture(type),
  ];
}

/** Whether a party has a turn, an act or a part in this matter; every matter knows `applicant` and `dispatched`. */
const isMet = (type: MatterType, party: string): boolean => Object.values(type.lifecycle).some((state) => state.by === party || Object.values(state.acts).some((act) => act.by === party) || Object.values(state.parts ?? {}).some((part) => part.by === party));

function partyWords(party: Party): string {
  switch (party.kind) {
    case 'applicant': return '申请人 the applicant';
    case 'organ': return `${party.function}${party.post ? `（${party.post}）` : ''}`;
    case 'named': return `表单字段 field \`${party.field}\``;
    case 'dispatched': return '派遣到的单位 the organ it was dispatched to';
    default: return party satisfies never;
  }
}

const withinWords = (state: State): string => [
  state.within ? durationWords(state.within, 'zh') : '', state.pauses ? '停钟 clock stopped' : '',
  ...Object.values(state.parts ?? {}).map((part) => `${part.title} → ${part.by}${part.within ? ` ${durationWords(part.within, 'zh')}` : ''}`),
].filter(Boolean).join('<br>');

function actWords(type: MatterType, state: State, name: string, act: Act, say: Say): string {
  const notes = [
    doerOf(state, act) === state.by ? '' : `由 by ${act.by}`, act.onTimeout ? '到期自动 by itself' : '', act.accepts ? '受理起算 clock starts' : '', act.issues ? '发证 issues' : '', act.corrects ? '补正 corrects' : '',
    act.asks ? `填 asks ${fieldsOf(act.asks).map((field) => `\`${field.name}\``).join(' ')}` : '', act.reason === 'needed' ? '须说明 reason' : '', ...(act.needs ?? []).map((each) => `须 needs ${each}`), act.notBy ? `不得由办理 not by who did \`${act.notBy}\`` : '', act.times ? `最多 ${act.times} 次` : '', act.until ? `${durationWords(act.until, 'zh')}内` : '',
    act.effect ? `作用 effect \`${act.effect.key}\`` : '',
  ].filter(Boolean);
  const target = isEnding(act.to) ? `**${say(act.to.ends)}**（${act.to.outcome}）` : (type.lifecycle[act.to]?.title ?? act.to);
  return `\`${name}\` ${say(act.title)} → ${target}${notes.length > 0 ? `；${notes.join('，')}` : ''}`;
}

/** The life of a matter as a state diagram (Mermaid). */
function picture(type: MatterType): string[] {
  const lines = Object.entries(type.lifecycle).flatMap(([key, state]) => [
    `  state "${state.title}" as ${key}`,
    ...Object.values(state.acts).map((act) => `  ${key} --> ${isEnding(act.to) ? '[*]' : act.to}: ${act.title}${isEnding(act.to) && act.to.ends !== act.title ? `（${act.to.ends}）` : ''}`),
  ]);
  return ['```mermaid', 'stateDiagram-v2', `  [*] --> ${firstState(type)}`, ...lines, '```', ''];
}

/** Every element of the guide that a reader of the declaration would look for. */
function guideTable(guide: Guide, say: Say): string[] {
  const all = (values: readonly string[]) => values.map(say).join('；');
  return table(['指南要素 guide', ''], [
    ['事项编码 code', guide.catalogCode], ['类型 type', guide.type], ['设定依据 basis', guide.basis.map((basis) => `《${say(basis.name)}》${basis.article}`).join('；')], ['权力来源 power', guide.powerSource], ['行使层级 level', guide.level],
    ['实施机构 organ', say(guide.organ)], ['联办机构 joint', all(guide.jointOrgans)], ['服务对象 serves', guide.serves.join('、')], ['办件类型 handling', guide.handling], ['办理形式 forms', guide.forms.join('、')],
    ['受理条件 conditions', all(guide.conditions)], ['流程 flow', guide.flow.map(say).join(' → ')], ['法定时限 statutory', durationWords(guide.statutory, 'zh')], ['承诺时限 promised', durationWords(guide.promised, 'zh')],
    ['到场次数 visits', `${guide.visits}${guide.visitsWhy ? `（${say(guide.visitsWhy)}）` : ''}`], ['网办深度 depth', guide.onlineDepth.join('、')], ['通办范围 range', guide.range], ['收费 fee', guide.fee === 'none' ? '不收费' : guide.fee.items.map((item) => `${say(item.name)} ${say(item.standard)}（${say(item.basis)}）`).join('；')],
    ['结果 result', `${guide.result.kind} ${say(guide.result.name)}`], ['送达 delivery', guide.delivery.join('、')], ['咨询 questions', guide.consultation], ['投诉 complaints', guide.supervision],
  ]);
}
