import { Type } from 'typebox';
import { choice, files, longText, text } from '#kernel/schema/fields.ts';
import { workingDays } from '#kernel/time/duration.ts';
import { defineMatter, end, officer, to, type State } from '#domain/matter/define.ts';
import { keep } from '#domain/matter/define-retention.ts';
import { correctRegistry, deletePersonalData } from '#domain/matter/define-personal.ts';

const people = { keeper: officer('政务服务数据管理局', '个人信息保护') };
/** 第五十六条: what was done about personal data is recorded for three years at least. */
const kept = keep(3, '个人信息保护法第五十六条');
const withdraw = end('撤回申请', '已撤回', 'withdrawn', { by: 'applicant' });
const refuseWith = end('不予办理', '不予办理', 'refused', { reason: 'needed', tells: '{title}（{number}）未能办理：{reason}' });
/** The law asks for an answer in time; the recommended standard says 30 days at most, we promise 15 working days. */
const answered = workingDays(15);
const states = (answer: State['acts'][string]): Record<string, State> => ({ received: { title: '待答复', by: 'keeper', within: answered, acts: { answer, refuse: refuseWith, withdraw } } });

/** 查阅与解释 (个人信息保护法 第四十五、四十八条): what the page of one's data does not answer by itself. */
export const accessRequest = defineMatter({
  key: 'personal-access', title: '个人信息查阅与解释', kind: 'request', openedBy: 'signed-in', people, keeps: kept,
  form: Type.Object({ what: longText('想了解什么', { class: 'personal', maxLength: 1000 }) }, { additionalProperties: false }),
  lifecycle: states(end('答复', '已答复', 'done', { primary: true, reason: 'needed', tells: '{title}（{number}）已答复：{reason}' })),
});

/** 更正与补充 (第四十六条): changes the registry, the former entry is kept with the reason. */
export const correctionRequest = defineMatter({
  key: 'personal-correction', title: '个人信息更正', kind: 'request', openedBy: 'signed-in', people, keeps: kept,
  form: Type.Object({
    field: choice('更正哪一项', { name: '姓名', phone: '手机号码', address: '住址' }), value: text('更正为', { class: 'sensitive', maxLength: 200 }),
    why: longText('原因', { class: 'personal', maxLength: 500 }), papers: Type.Optional(files('证明材料', { class: 'sensitive' })),
  }, { additionalProperties: false }),
  lifecycle: states(end('核实无误，更正', '已更正', 'done', { primary: true, reason: 'allowed', effect: correctRegistry, tells: '{title}（{number}）已更正。' })),
});

/** 删除 (第四十七条): reaches every copy but what law says must stay, and certifies where. */
export const deletionRequest = defineMatter({
  key: 'personal-deletion', title: '个人信息删除', kind: 'request', openedBy: 'signed-in', people, keeps: kept,
  form: Type.Object({ why: longText('原因', { class: 'personal', maxLength: 500 }) }, { additionalProperties: false }),
  lifecycle: {
    received: { title: '待核实', by: 'keeper', within: workingDays(5), acts: { check: to('deleting', '核实本人意愿', { primary: true, reason: 'allowed' }), refuse: refuseWith, withdraw } },
    deleting: { title: '待删除', by: 'keeper', within: workingDays(10), acts: { delete: end('删除并出具证明', '已删除', 'done', { primary: true, effect: deletePersonalData, tells: '{title}（{number}）已办结，删除证明可在“我的数据”查看。' }), refuse: refuseWith, withdraw } },
  },
});
