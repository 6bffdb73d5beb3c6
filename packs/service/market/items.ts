import { Type } from 'typebox';
import { choice, choices, date, integer, longText, number, region, text, yesNo } from '#kernel/schema/fields.ts';
import { workingDays } from '#kernel/time/duration.ts';
import { defineMatter, officer } from '#domain/matter/define.ts';
import { law, material, question } from '#domain/matter/define-guide.ts';
import { applicantFields, when } from '../shared/applicant.ts';
import { guideOf, windowAndDecider } from '../shared/guide.ts';
import { decideAtOnce, reviewAndDecide, reviewTogether } from '../shared/lifecycles.ts';
import { businessLicence, foodKinds, foodLicence, workshopCertificate } from './licences.ts';

const bureau = '市场监督管理局';
const people = windowAndDecider(bureau);
const tradeName = text('字号名称', { class: 'internal', maxLength: 60, hint: '例如：茂南区小海粥铺' });
const place = text('经营场所地址', { class: 'internal', maxLength: 120 });
const county = region('经营场所所在镇（街道）');

/** 个体工商户设立登记: the licence a small shop opens with. */
export const soleTraderRegistration = defineMatter({
  key: 'sole-trader-registration', title: '个体工商户设立登记', kind: 'service', issues: businessLicence, people,
  alsoCalled: ['开店', '办执照', '营业执照', '开个店', '做小生意', '注册个体户', '开铺头'], events: ['我要开店', '创业'],
  guide: guideOf({ catalogCode: '440131001001', organ: bureau, type: '07 行政确认', basis: [law('市场主体登记管理条例', '第三条')], serves: ['自然人'], conditions: ['申请人具有完全民事行为能力', '有固定的经营场所', '经营范围不属于禁止个人经营的项目'], statutory: workingDays(3), promised: workingDays(1), result: { kind: '证照', name: '个体工商户营业执照' } }),
  questions: [question('premises', '经营场所是谁的', { own: '自己的房产', rented: '租来的', online: '只在网上经营' })],
  form: Type.Object({ ...applicantFields, tradeName, place, town: county, scope: longText('经营范围', { class: 'internal', maxLength: 500, hint: '写您实际要做的，例如：餐饮服务；预包装食品销售' }), staff: integer('从业人数', { minimum: 1, maximum: 500 }), landlord: when({ premises: ['rented'] }, text('房东姓名', { class: 'personal' })) }, { additionalProperties: false }),
  materials: [material('ownership', '场所产权证明', { when: ({ premises }) => premises === 'own' }), material('lease', '租赁合同', { when: ({ premises }) => premises === 'rented' }), material('platform', '网络平台经营证明', { when: ({ premises }) => premises === 'online', later: true })],
  lifecycle: reviewAndDecide(),
});

/** 食品经营许可: two organs look at the kitchen at the same time; the business licence need not be handed in again. */
export const foodBusinessLicence = defineMatter({
  key: 'food-business-licence', title: '食品经营许可（新办）', kind: 'service', issues: foodLicence,
  people: { ...people, food: officer(bureau, '审批'), fumes: officer('城市管理和综合执法局') },
  alsoCalled: ['开餐馆', '开饭店', '卖吃的', '食品证', '开奶茶店', '餐饮许可', '卫生许可证餐饮'], events: ['我要开店', '开办餐馆'],
  guide: guideOf({ catalogCode: '440131001002', organ: bureau, jointOrgans: ['城市管理和综合执法局'], type: '01 行政许可', basis: [law('中华人民共和国食品安全法', '第三十五条')], serves: ['自然人', '企业法人'], conditions: ['已取得营业执照', '有与经营品种相适应的场所和设备', '有食品安全管理人员'], statutory: workingDays(20), promised: workingDays(8), specialProcedures: ['部门会审（同时进行）'], result: { kind: '证照', name: '食品经营许可证' } }),
  questions: [question('cooking', '是否现场制作', { yes: '现场炒、煮、蒸、烤', no: '只卖包装好的' })],
  form: Type.Object({ ...applicantFields, tradeName, place, town: county, kinds: choices('经营项目', foodKinds, { minItems: 1 }), area: number('经营面积', { unit: '平方米', minimum: 1, maximum: 100000 }), manager: text('食品安全管理员', { class: 'personal' }), hood: when({ cooking: ['yes'] }, yesNo('已安装油烟净化设施')) }, { additionalProperties: false }),
  materials: [material('licence', '营业执照', { from: businessLicence }), material('layout', '场所布局图', { standard: '标明操作流程和设备位置' }), material('fumes', '油烟净化设备说明', { when: ({ cooking }) => cooking === 'yes', later: true })],
  lifecycle: reviewTogether({ food: { title: '食品安全现场核查', by: 'food', within: workingDays(3) }, fumes: { title: '油烟排放意见', by: 'fumes', within: workingDays(3) } }),
});

/** 食品小作坊登记 */
export const foodWorkshop = defineMatter({
  key: 'food-workshop', title: '食品小作坊登记', kind: 'service', issues: workshopCertificate, people, alsoCalled: ['小作坊', '做腊肠', '榨油坊', '豆腐坊', '米粉加工'], events: ['创业'],
  guide: guideOf({ catalogCode: '440131001003', organ: bureau, type: '10 其他行政权力', basis: [law('中华人民共和国食品安全法', '第三十六条')], serves: ['自然人'], conditions: ['有固定的生产加工场所', '与污染源保持规定距离'], statutory: workingDays(15), promised: workingDays(7), visits: 0, result: { kind: '证照', name: '食品小作坊登记证' } }),
  form: Type.Object({ ...applicantFields, tradeName: text('小作坊名称', { class: 'internal' }), place: text('生产地址', { class: 'internal', maxLength: 120 }), town: region('生产地址所在镇（街道）'), products: text('产品种类', { class: 'internal', hint: '例如：米粉、腊肠' }), water: choice('生产用水', { tap: '自来水', well: '自备井水' }) }, { additionalProperties: false }),
  materials: [material('licence', '营业执照', { from: businessLicence }), material('process', '生产工艺流程说明'), material('health', '从业人员健康证明', { later: true })],
  lifecycle: reviewAndDecide({ visit: true }),
});

/** 个体工商户注销登记: 即办件, done while one waits. */
export const soleTraderClosing = defineMatter({
  key: 'sole-trader-closing', title: '个体工商户注销登记', kind: 'service', people, alsoCalled: ['关店', '注销执照', '不做了'], events: ['停业'],
  guide: guideOf({ catalogCode: '440131001004', organ: bureau, type: '07 行政确认', handling: '即办件', basis: [law('市场主体登记管理条例', '第三十一条')], serves: ['自然人'], conditions: ['已结清税款', '没有未了结的债务'], statutory: workingDays(1), promised: workingDays(0), result: { kind: '批文', name: '准予注销登记通知书' } }),
  form: Type.Object({ ...applicantFields, town: region('原经营场所所在镇（街道）'), reason: choice('注销原因', { stop: '不再经营', move: '迁往外地', change: '转为企业', other: '其他' }), lastDay: date('停止经营日期', { past: true }), settled: yesNo('已结清税款、没有未了结的债务') }, { additionalProperties: false }),
  materials: [material('licence', '营业执照', { from: businessLicence })],
  lifecycle: decideAtOnce(),
});

export const marketItems = [soleTraderRegistration, foodBusinessLicence, foodWorkshop, soleTraderClosing];
