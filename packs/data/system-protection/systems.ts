import { Type } from 'typebox';
import { choice, date, longText, organ, text, yesNo } from '#kernel/schema/fields.ts';
import { workingDays } from '#kernel/time/duration.ts';
import { asks, defineMatter, end, officer, organNamedIn, to } from '#domain/matter/define.ts';

/** 网络安全检查员 of the data bureau: judges what units report about their systems. */
export const inspectorPost = '网络安全检查员';
const inspector = officer('政务服务数据管理局', inspectorPost);

/**
 * 信息系统: one system of one unit with its grade and the day of its next assessment, which is the deadline of the entry. The unit
 * reports each assessment with its report; the inspector, never who reported it, sets the next day (等保二级每两年、三级每年一次).
 */
export const citySystem = defineMatter({
  key: 'city-system', title: '信息系统定级与测评', kind: 'task', openedBy: 'system.register', deadlineIn: 'next',
  form: Type.Object({
    name: text('系统名称', { class: 'internal', maxLength: 200 }), unit: organ('运营使用单位'), grade: choice('保护等级', { one: '一级', two: '二级', three: '三级', four: '四级' }),
    filed: Type.Optional(text('备案证明编号', { class: 'internal', maxLength: 60 })), critical: yesNo('关键信息基础设施'), assessed: Type.Optional(date('上次测评日', { past: true })), next: date('下次测评日'),
    supplier: Type.Optional(text('运维单位', { class: 'internal', maxLength: 200 })),
    learns: yesNo('使用人工智能'), learnsFrom: Type.Optional(longText('训练和使用的数据', { maxLength: 2000 })), tried: Type.Optional(longText('测试情况', { maxLength: 2000 })), limits: Type.Optional(longText('不得用于', { maxLength: 2000 })),
  }, { additionalProperties: false }),
  titleOf: (form) => String(form['name']),
  people: { unit: organNamedIn('unit'), inspector },
  lifecycle: {
    used: { title: '在用', by: 'unit', acts: {
      assess: to('reviewing', '上报测评结果', { primary: true, needs: ['paper'], reason: 'needed', asks: asks({ result: choice('测评结论', { met: '符合', mostly: '基本符合', failed: '不符合' }) }) }),
      stop: end('停用', '已停用', 'done', { reason: 'needed' }),
    } },
    reviewing: { title: '待核对测评报告', by: 'inspector', within: workingDays(5), acts: {
      accept: to('used', '核对无误，登记下次测评日', { primary: true, notBy: 'assess', asks: asks({ assessed: date('本次测评日', { past: true }), next: date('下次测评日') }), sets: ['assessed', 'next'], reason: 'allowed' }),
      again: to('used', '退回', { notBy: 'assess', reason: 'needed' }),
    } },
  },
});

/** 安全问题: what an assessment or a check found. It ends only when somebody other than who mended it has checked the proof. */
export const securityFinding = defineMatter({
  key: 'security-finding', title: '安全问题整改', kind: 'task', openedBy: 'system.inspect', deadlineIn: 'due',
  form: Type.Object({
    system: text('系统名称', { class: 'internal', maxLength: 200 }), unit: organ('整改单位'), from: choice('来源', { grading: '等级测评', crypto: '密码应用评估', check: '安全检查', warning: '预警通报' }),
    weight: choice('风险', { high: '高', middle: '中', low: '低' }), what: longText('问题', { maxLength: 4000 }), due: date('整改期限'),
  }, { additionalProperties: false }),
  titleOf: (form) => `${String(form['system'])}：${String(form['what']).slice(0, 40)}`,
  people: { unit: organNamedIn('unit'), inspector },
  lifecycle: {
    found: { title: '待整改', by: 'unit', acts: { mend: to('checking', '报告整改', { primary: true, needs: ['paper'], reason: 'needed' }) } },
    checking: { title: '待复核', by: 'inspector', within: workingDays(5), acts: {
      close: end('复核通过，销号', '已整改', 'done', { primary: true, notBy: 'mend', reason: 'needed' }),
      again: to('found', '退回整改', { notBy: 'mend', reason: 'needed' }),
    } },
  },
});

const answer = (title: string) => choice(title, { yes: '是', no: '否', none: '不适用' });

/** 安全检查表: a unit answers every item; one left out and the list is not finished. What it answers with 否 becomes a finding of the inspector's. */
export const securityCheck = defineMatter({
  key: 'security-check', title: '安全检查表', kind: 'task', openedBy: 'system.inspect', deadlineIn: 'due',
  form: Type.Object({ unit: organ('被查单位'), period: text('检查批次', { class: 'internal', maxLength: 100 }), due: date('填报期限') }, { additionalProperties: false }),
  titleOf: (form) => `安全检查：${String(form['period'])}`,
  people: { unit: organNamedIn('unit'), inspector },
  lifecycle: {
    asked: { title: '待填报', by: 'unit', acts: { finish: to('reviewing', '填报完毕', { primary: true, reason: 'allowed', asks: asks({
      boundary: answer('网络边界有访问控制，只开放必要端口'), patched: answer('高危漏洞已在规定期限内修补'), accounts: answer('离岗人员帐号已停用'), suppliers: answer('外来人员按合同和期限授权'),
      secret: answer('互联网系统中没有涉密信息'), crypto: answer('按要求使用商用密码并评估'), masked: answer('个人信息分级、脱敏，查看有记录'), backup: answer('备份按期恢复演练过'), trained: answer('本年度全员安全培训已完成'),
      notes: Type.Optional(longText('说明', { maxLength: 2000 })),
    }) }) } },
    reviewing: { title: '待核查', by: 'inspector', within: workingDays(5), acts: {
      close: end('核查完毕', '已完成', 'done', { primary: true, notBy: 'finish', reason: 'allowed' }),
      again: to('asked', '退回重填', { notBy: 'finish', reason: 'needed' }),
    } },
  },
});
