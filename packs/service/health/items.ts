import { Type } from 'typebox';
import { choice, date, integer, number, region, text } from '#kernel/schema/fields.ts';
import { workingDays } from '#kernel/time/duration.ts';
import { defineMatter } from '#domain/matter/define.ts';
import { law, material, question } from '#domain/matter/define-guide.ts';
import { applicantFields, when } from '../shared/applicant.ts';
import { guideOf, windowAndDecider } from '../shared/guide.ts';
import { decideAtOnce, reviewAndDecide } from '../shared/lifecycles.ts';
import { paidOut } from '../shared/retention.ts';
import { birthCertificate, hygieneLicence, premisesKinds, waterLicence } from './licences.ts';

const bureau = '卫生健康局';
const people = windowAndDecider(bureau);

/** 公共场所卫生许可 */
export const hygienePermit = defineMatter({
  key: 'public-place-hygiene', title: '公共场所卫生许可', kind: 'service', issues: hygieneLicence, people, alsoCalled: ['开宾馆', '开理发店', '开泳池', '开美容院', '卫生许可证', '开民宿'], events: ['我要开店'],
  guide: guideOf({ catalogCode: '440123001001', organ: bureau, type: '01 行政许可', basis: [law('公共场所卫生管理条例', '第四条')], serves: ['自然人', '企业法人'], conditions: ['场所卫生检测合格', '从业人员有健康合格证明'], statutory: workingDays(20), promised: workingDays(5), specialProcedures: ['现场核查'], result: { kind: '证照', name: '公共场所卫生许可证' } }),
  questions: [question('kind', '是哪一类场所', premisesKinds)],
  form: Type.Object({ ...applicantFields, premises: text('场所名称', { class: 'internal', maxLength: 60 }), place: text('场所地址', { class: 'internal', maxLength: 120 }), town: region('场所所在镇（街道）'), kind: choice('场所类别', premisesKinds), area: number('经营场所面积', { unit: '平方米', minimum: 1, maximum: 200000 }), staff: integer('从业人数', { minimum: 1, maximum: 5000 }), pool: when({ kind: ['pool'] }, number('泳池水面面积', { unit: '平方米', minimum: 1, maximum: 20000 })) }, { additionalProperties: false }),
  materials: [material('plan', '场所平面图'), material('air', '卫生检测报告', { standard: '一年内、有资质的机构出具', later: true }), material('water', '游泳池水质检测报告', { when: ({ kind }) => kind === 'pool' })],
  lifecycle: reviewAndDecide({ visit: true }),
});

/** 供水单位卫生许可 */
export const waterPermit = defineMatter({
  key: 'water-supply-hygiene', title: '供水单位卫生许可', kind: 'service', issues: waterLicence, people, alsoCalled: ['水厂许可', '二次供水'], events: ['创业'],
  guide: guideOf({ catalogCode: '440123001002', organ: bureau, type: '01 行政许可', basis: [law('生活饮用水卫生监督管理办法', '第四条')], serves: ['自然人', '企业法人'], conditions: ['水质检测合格', '供管水人员有健康合格证明'], statutory: workingDays(20), promised: workingDays(6), result: { kind: '证照', name: '供水单位卫生许可证' } }),
  form: Type.Object({ ...applicantFields, premises: text('单位名称', { class: 'internal' }), place: text('地址', { class: 'internal', maxLength: 120 }), town: region('所在镇（街道）'), supply: choice('供水方式', { central: '集中式供水', second: '二次供水' }), people: integer('供水人口', { minimum: 1, maximum: 10_000_000 }) }, { additionalProperties: false }),
  materials: [material('quality', '水质检测报告', { standard: '一年内、有资质的机构出具' }), material('drawing', '供水设施平面图')],
  lifecycle: reviewAndDecide({ visit: true }),
});

/** 生育登记: 即办件, all from data the city has. */
export const birthRegistration = defineMatter({
  key: 'birth-registration', title: '生育登记', kind: 'service', issues: birthCertificate, people, alsoCalled: ['准生证', '怀孕登记', '生小孩', '要生宝宝了', '母子健康手册'], events: ['生育', '新生儿'],
  guide: guideOf({ catalogCode: '440123001003', organ: bureau, type: '20 公共服务', handling: '即办件', level: 'county', basis: [law('中华人民共和国人口与计划生育法', '第十八条')], serves: ['自然人'], conditions: ['怀孕或准备怀孕的夫妻，任一方户籍或居住在本市'], statutory: workingDays(1), promised: workingDays(0), result: { kind: '证照', name: '生育登记凭证' } }),
  form: Type.Object({ ...applicantFields, town: region('居住的镇（街道）'), spouse: text('配偶姓名', { class: 'personal' }), order: integer('第几个孩子', { minimum: 1, maximum: 15 }), expected: date('预产期') }, { additionalProperties: false }),
  materials: [],
  lifecycle: decideAtOnce({ issues: true }),
});

/** 医疗机构从业人员健康体检预约 is booked, not decided; what is decided here is the subsidy of a check-up before marriage. */
export const premaritalSubsidy = defineMatter({
  key: 'premarital-check-subsidy', title: '婚前孕前检查补贴', kind: 'service', people, keeps: paidOut, alsoCalled: ['婚检', '孕前检查', '优生检查'], events: ['结婚', '生育'],
  guide: guideOf({ catalogCode: '440123001004', organ: bureau, type: '05 行政给付', basis: [law('中华人民共和国母婴保健法', '第七条')], serves: ['自然人'], conditions: ['双方至少一方户籍在本市', '在指定机构完成检查'], statutory: workingDays(20), promised: workingDays(7), result: { kind: '其他', name: '补贴到账' } }),
  form: Type.Object({ ...applicantFields, town: region('户籍所在镇（街道）'), checkedOn: date('检查日期', { past: true }), hospital: text('检查机构', { class: 'internal' }) }, { additionalProperties: false }),
  materials: [material('receipt', '检查费用票据'), material('account', '银行账户', { standard: '本人一类账户' })],
  lifecycle: reviewAndDecide({ issues: false }),
});

export const healthItems = [hygienePermit, waterPermit, birthRegistration, premaritalSubsidy];
