import { Type } from 'typebox';
import { choice, choices, date, files, idNumber, integer, longText, money, phone, region, text, yesNo } from '#kernel/schema/fields.ts';
import { calendarDays, workingDays, years } from '#kernel/time/duration.ts';
import { applicant, defineMatter, end, officer, to } from '#domain/matter/define.ts';
import { law, material, none, question, type Guide } from '#domain/matter/define-guide.ts';
import { defineProof } from '#domain/proof/define.ts';

/** A licence of the same invented topic as test/packs/bicycle. */
const bicyclePlate = defineProof({
  key: 'bicycle-plate', title: '自行车行驶证', typeCode: '11440900000000000A001', holder: 'person', valid: years(3), numberPrefix: '茂车字',
  face: Type.Object({ owner: text('所有人'), frame: text('车架号'), colour: text('颜色') }),
  faceFrom: (form, holder) => ({ owner: holder.name, frame: form['frame'], colour: form['colour'] }),
});

const guide: Guide = {
  catalogCode: '440117002011', basis: [law('自行车管理示范条例', '第四条'), law('自行车登记示范办法', '第九条')], type: '07 行政确认', powerSource: '法定本级行使', level: 'county', organ: '公安局', jointOrgans: ['城市管理和综合执法局'],
  serves: ['自然人', '企业法人'], handling: '承诺件', forms: ['窗口办理', '网上办理'], conditions: ['自行车为本人所有', '车架号清晰可辨', '制动、车铃、反射器完好'],
  flow: ['网上填写申请，或到窗口提交', '1 个工作日内受理，缺什么一次告知', '审核车辆信息，必要时上门查验', '核发行驶证，网上下载'], specialProcedures: ['查验'], quantityLimit: '每人不超过 3 辆', statutory: workingDays(20), promised: workingDays(3), visits: 0, visitsWhy: '无',
  onlineDepth: ['互联网咨询', '收件', '受理', '办理', '结果反馈'], range: '全市通办', fee: none, result: { kind: '证照', name: '自行车行驶证' }, delivery: ['网上下载', '窗口领取'], booking: true, kiosk: true,
  hall: { address: '油城六路 1 号政务服务中心 2 楼 A 区', hours: '周一至周五 9:00–12:00，14:30–17:30' }, consultation: '0668-1234567', supervision: '0668-12345',
};

/** A service item whose form asks every kind of field a citizen may meet. */
export const registerBicycle = defineMatter({
  key: 'register-bicycle', title: '自行车登记', kind: 'service', guide, issues: bicyclePlate, events: ['添置车辆', '来到本市'], alsoCalled: ['给单车上牌', '买了自行车要登记吗', '单车行驶证'],
  questions: [
    question('origin', '这辆车是怎么来的？', { bought: '新买的', second: '二手买的', gift: '别人送的' }),
    question('motor', '有电动机吗？', { yes: '有', no: '没有' }, '有助力电机的也算有。'),
  ],
  materials: [
    material('identity', '身份证明', { from: defineProof({ ...bicyclePlate, key: 'identity-card', title: '居民身份证' }) }),
    material('invoice', '购车发票', { when: ({ origin }) => origin !== 'gift', standard: '发票抬头为申请人，车架号与车辆一致', later: true }),
    material('gift', '赠与说明', { when: ({ origin }) => origin === 'gift' }),
    material('motor', '电机合格证', { when: ({ motor }) => motor === 'yes', copies: 1, type: '复印件' }),
  ],
  form: Type.Object({
    owner: text('所有人姓名', { prefill: 'person.name', class: 'personal' }), idNumber: idNumber('公民身份号码', { prefill: 'person.idNumber' }), phone: phone('手机号码', { prefill: 'person.phone', hint: '用来通知您办理进度' }), town: region('居住的镇街', { prefill: 'person.region' }),
    frame: text('车架号', { hint: '刻在中轴下方或座管上，8 至 20 位', minLength: 8, maxLength: 20 }), colour: choice('颜色', { black: '黑', red: '红', blue: '蓝', other: '其他' }), bought: date('购置日期', { past: true }), price: money('购置价格'),
    seats: integer('座位数', { minimum: 1, maximum: 3 }), gear: Type.Optional(choices('附件', { basket: '车篮', child: '儿童座椅', light: '车灯' })), lent: yesNo('是否出借给他人使用'), photos: files('车辆照片', { accept: ['image/jpeg', 'image/png'], minItems: 1, maxItems: 3 }), note: Type.Optional(longText('其他说明', { maxLength: 300 })),
  }, { additionalProperties: false }),
  people: { desk: officer('公安局'), me: applicant },
  lifecycle: {
    submitted: { title: '待受理', by: 'desk', within: workingDays(1), acts: {
      accept: to('reviewing', '受理', { primary: true, accepts: true, tells: '您的“{title}”已受理，编号 {number}。' }), ask: to('correcting', '一次告知补正', { reason: 'needed', times: 1, tells: '请补正：{reason}' }),
      refuse: end('不予受理', '不予受理', 'refused', { reason: 'needed' }), withdraw: end('撤回申请', '已撤回', 'withdrawn', { by: 'me', reason: 'allowed' }) } },
    correcting: { title: '待补正', by: 'applicant', within: calendarDays(15), pauses: true, acts: { correct: to('submitted', '提交补正', { primary: true, corrects: true }), withdraw: end('撤回申请', '已撤回', 'withdrawn', { reason: 'allowed' }) } },
    reviewing: { title: '审核中', by: 'desk', within: workingDays(3), acts: { grant: end('准予登记', '已办结', 'done', { primary: true, issues: true }), refuse: end('不予登记', '不予登记', 'refused', { reason: 'needed' }) } },
  },
});
