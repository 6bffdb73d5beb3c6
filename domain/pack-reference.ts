import { fieldsOf } from '#kernel/schema/fields.ts';
import { durationWords } from '#kernel/time/duration.ts';
import type { TSchema } from 'typebox';
import type { MatterType } from './matter/define.ts';
import type { Pack } from './pack.ts';
import type { ProofType } from './proof/define.ts';

/** The reference page of a pack, made from its definitions: what a reader of the declaration would want as tables. Markdown. */
export function packReference(pack: Pack): string {
  const say = (text: string) => (pack.english[text] ? `${text} · ${pack.english[text]}` : text);
  return [
    `# ${say(pack.title)}`, '', `packs/${pack.area}/${pack.key} · 牵头 ${pack.lead} · 服务于 ${pack.serves.join('、') || '—'}`, '',
    ...pack.roles.flatMap((role) => [`## 角色 ${say(role.title)} \`${role.key}\``, '', `范围 ${role.reach} · 权限 ${role.may.join('、')}`, '']),
    ...[...pack.things, ...pack.records, ...pack.policies, ...pack.signals].flatMap((definition) => [`## ${definition.noun} ${say(definition.title)} \`${definition.key}\``, '']),
    ...pack.proofs.flatMap((proof) => proofLines(proof, say)),
    ...pack.matters.flatMap((matter) => matterLines(matter, say)),
  ].join('\n');
}

type Say = (text: string) => string;

const fieldTable = (schema: TSchema, say: Say) => [
  '| 字段 | 名称 | 类型 | 必填 | 分级 |', '|---|---|---|---|---|',
  ...fieldsOf(schema).map((field) => `| \`${field.name}\` | ${say(field.title)} | ${field.kind}${field.unit ? `（${field.unit}）` : ''} | ${field.required ? '是' : '否'} | ${field.class ?? 'public'} |`), '',
];

const proofLines = (proof: ProofType, say: Say) => [`## 证照 ${say(proof.title)} \`${proof.key}\``, '', `类型代码 ${proof.typeCode} · 持证主体 ${proof.holder} · 有效期 ${proof.valid ? durationWords(proof.valid, 'zh') : '长期'}`, '', ...fieldTable(proof.face, say)];

function matterLines(matter: MatterType, say: Say): string[] {
  const { guide } = matter;
  return [
    `## 事项 ${say(matter.title)} \`${matter.key}\``, '',
    ...(guide ? [`${guide.type} · ${guide.handling} · 法定 ${durationWords(guide.statutory, 'zh')} · 承诺 ${durationWords(guide.promised, 'zh')} · 到场 ${guide.visits} 次 · 依据 ${guide.basis.map((basis) => `《${basis.name}》${basis.article}`).join('、')}`, ''] : []),
    ...fieldTable(matter.form, say),
    ...(matter.materials.length > 0 ? ['| 材料 | 来源 | 必要 | 可由证照替代 | 可容缺 |', '|---|---|---|---|---|', ...matter.materials.map((material) => `| ${say(material.title)} | ${material.source} | ${material.when ? '视情形' : material.needed ? '是' : '否'} | ${material.from?.title ?? '—'} | ${material.later ? '是' : '否'} |`), ''] : []),
    '| 状态 | 由谁 | 时限 | 可办 |', '|---|---|---|---|',
    ...Object.entries(matter.lifecycle).map(([key, state]) => `| ${say(state.title)} \`${key}\` | ${state.by} | ${state.within ? durationWords(state.within, 'zh') : '—'}${state.pauses ? '（停钟）' : ''} | ${Object.values(state.acts).map((act) => `${act.title} → ${typeof act.to === 'string' ? (matter.lifecycle[act.to]?.title ?? act.to) : `**${act.to.ends}**`}`).join('；')} |`), '',
  ];
}
