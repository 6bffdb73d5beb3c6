import { Type } from 'typebox';
import { choice, files, idNumber, phone, text } from '#kernel/schema/fields.ts';
import { calendarDays, workingDays, years } from '#kernel/time/duration.ts';
import { applicant, defineMatter, end, officer, to } from '#domain/matter/define.ts';
import { law, material, none, question, type Guide } from '#domain/matter/define-guide.ts';
import { defineProof } from '#domain/proof/define.ts';

/** The plate of a registered bicycle: the licence the invented register issues. */
export const bicyclePlate = defineProof({
  key: 'bicycle-plate', title: '自行车号牌证', typeCode: '11999901000012343E001', holder: 'person', valid: years(3), numberPrefix: '海自字',
  face: Type.Object({ owner: text('车主'), frame: text('车架号', { class: 'internal' }), colour: choice('颜色', { red: '红', blue: '蓝', other: '其他' }) }),
  faceFrom: (form, holder) => ({ owner: holder.name, frame: form['frame'], colour: form['colour'] }),
});

export const guide: Guide = {
  catalogCode: '990117002011', basis: [law('自行车登记办法（测试）', '第三条')], type: '07 行政确认', powerSource: '法定本级行使', level: 'county', organ: '交通运输局', jointOrgans: ['公安局'],
  serves: ['自然人'], handling: '承诺件', forms: ['窗口办理', '网上办理'], conditions: ['车架号清晰'], flow: ['申请', '受理', '会审', '决定', '发证'], specialProcedures: [], quantityLimit: '无',
  statutory: workingDays(20), promised: workingDays(5), visits: 0, visitsWhy: '', onlineDepth: ['收件', '受理', '办理', '结果反馈'], range: '全市通办', fee: none, result: { kind: '证照', name: '自行车号牌证' },
  delivery: ['网上下载'], booking: false, kiosk: false, hall: { address: '测试大厅', hours: '工作日 9:00–17:00' }, consultation: '0000-0000001', supervision: '0000-0000002',
};

/** A service item that uses everything the engine offers: questions, conditional fields and materials, correction, joint review, a licence. */
export const bicycleRegistration = defineMatter({
  key: 'bicycle-registration', title: '自行车登记', kind: 'service', guide, issues: bicyclePlate, alsoCalled: ['上牌', '单车'], events: ['出行'],
  questions: [question('origin', '车从哪里来', { new: '新买的', used: '二手的' })],
  form: Type.Object({
    owner: text('车主姓名', { class: 'personal', prefill: 'person.name' }),
    ownerId: idNumber('车主身份证号', { prefill: 'person.idNumber' }),
    phone: phone('联系电话', { prefill: 'person.phone' }),
    frame: text('车架号', { class: 'internal', pattern: '^[A-Z0-9]{6,17}$', hint: '刻在五通下方' }),
    colour: choice('颜色', { red: '红', blue: '蓝', other: '其他' }),
    seller: Type.Unsafe<string>({ ...text('原车主姓名', { class: 'personal' }), 'x-when': { origin: ['used'] } }),
    photo: Type.Optional(files('照片', { class: 'internal' })),
  }, { additionalProperties: false }),
  materials: [
    material('invoice', '购车发票', { when: (answers) => answers['origin'] === 'new' }),
    material('transfer', '转让协议', { when: (answers) => answers['origin'] === 'used', later: true }),
  ],
  people: { window: officer('交通运输局', '窗口'), traffic: officer('交通运输局'), police: officer('公安局'), decider: officer('交通运输局', '审批') },
  lifecycle: {
    submitted: { title: '待受理', by: 'window', within: workingDays(1), acts: {
      accept: to('review', '受理', { primary: true, accepts: true, tells: '{title}（{number}）已受理。' }),
      correct: to('correcting', '一次告知补正', { reason: 'needed', times: 1, tells: '{title} 需要补正：{reason}' }),
      decline: end('不予受理', '不予受理', 'refused', { reason: 'needed', tells: '{title} 不予受理：{reason}' }),
      withdraw: end('撤回申请', '已撤回', 'withdrawn', { by: 'applicant' }),
    } },
    correcting: { title: '待补正', by: 'applicant', within: calendarDays(30), pauses: true, acts: { supply: to('submitted', '提交补正', { primary: true, corrects: true }), lapse: end('逾期未补正', '视为放弃', 'withdrawn', { onTimeout: true }) } },
    review: { title: '并联会审', by: 'traffic', within: workingDays(3), parts: { road: { title: '道路意见', by: 'traffic' }, theft: { title: '失窃核查', by: 'police', within: workingDays(2) } }, acts: { agreed: to('deciding', '会审通过'), refused: to('deciding', '会审有异议') } },
    deciding: { title: '待决定', by: 'decider', acts: {
      grant: end('准予登记', '准予登记', 'done', { primary: true, issues: true, tells: '{title} 已办结，证照可在“我的证照”查看。' }),
      refuse: end('不予登记', '不予登记', 'refused', { reason: 'needed', tells: '{title} 未通过：{reason}' }),
    } },
  },
});

/** A stolen bicycle: an incident anybody may report, public, closed by its reporter. */
export const stolenBicycle = defineMatter({
  key: 'stolen-bicycle', title: '自行车失窃', kind: 'ticket', openedBy: 'signed-in', public: true, rated: true,
  form: Type.Object({ words: text('经过', { class: 'internal' }) }, { additionalProperties: false }),
  people: { police: officer('公安局'), reporter: applicant },
  lifecycle: {
    reported: { title: '已报', by: 'police', within: workingDays(1), acts: { find: to('found', '找到了', { needs: ['photo', 'position'], reason: 'allowed' }), give: end('未找到', '未找到', 'void', { reason: 'needed' }) } },
    found: { title: '待确认', by: 'reporter', within: calendarDays(7), acts: { confirm: end('确认', '已归还', 'done'), reopen: to('reported', '不是我的车', { reason: 'needed', until: calendarDays(7) }), lapse: end('到期', '已归还（到期）', 'done', { onTimeout: true, by: 'police' }) } },
  },
});
