import { Type } from 'typebox';
import { choice, date, integer, money, region, text } from '#kernel/schema/fields.ts';
import { workingDays } from '#kernel/time/duration.ts';
import { defineMatter } from '#domain/matter/define.ts';
import { law, material, question } from '#domain/matter/define-guide.ts';
import { applicantFields } from '../shared/applicant.ts';
import { guideOf, windowAndDecider } from '../shared/guide.ts';
import { decideAtOnce, reviewAndDecide } from '../shared/lifecycles.ts';
import { paidOut } from '../shared/retention.ts';
import { agencyLicence, hardshipRecord, hardships, unemploymentRecord } from './licences.ts';

const bureau = '人力资源和社会保障局';
const people = windowAndDecider(bureau);
const town = region('居住的镇（街道）');

/** 失业登记: 即办件. */
export const unemployment = defineMatter({
  key: 'unemployment-registration', title: '失业登记', kind: 'service', issues: unemploymentRecord, people, alsoCalled: ['没工作了', '被辞退', '下岗', '失业'], events: ['失业', '找工作'],
  guide: guideOf({ catalogCode: '440114001001', organ: bureau, type: '20 公共服务', handling: '即办件', basis: [law('中华人民共和国就业促进法', '第三十五条')], serves: ['自然人'], conditions: ['劳动年龄内、有劳动能力、处于无业状态'], statutory: workingDays(1), promised: workingDays(0), result: { kind: '证照', name: '失业登记凭证' } }),
  form: Type.Object({ ...applicantFields, town, since: date('失业日期', { past: true }), reason: choice('失业原因', { ended: '合同到期', dismissed: '被解除合同', quit: '本人辞职', never: '从未就业', other: '其他' }), wish: text('想找什么工作', { class: 'internal', maxLength: 60 }) }, { additionalProperties: false }),
  materials: [],
  lifecycle: decideAtOnce({ issues: true }),
});

/** 就业困难人员认定: what was registered before is not asked again. */
export const jobHardship = defineMatter({
  key: 'job-hardship', title: '就业困难人员认定', kind: 'service', issues: hardshipRecord, people, alsoCalled: ['4050', '就业困难', '找不到工作'], events: ['失业'],
  guide: guideOf({ catalogCode: '440114001002', organ: bureau, type: '07 行政确认', basis: [law('中华人民共和国就业促进法', '第五十二条')], serves: ['自然人'], conditions: ['已办理失业登记', '属于规定的困难类别之一'], statutory: workingDays(20), promised: workingDays(5), result: { kind: '证照', name: '就业困难人员认定书' } }),
  questions: [question('hardship', '属于哪种情形', hardships)],
  form: Type.Object({ ...applicantFields, town, hardship: choice('困难类别', hardships) }, { additionalProperties: false }),
  materials: [material('record', '失业登记凭证', { from: unemploymentRecord }), material('disabled', '残疾人证', { when: ({ hardship }) => hardship === 'disabled' }), material('land', '征地证明', { when: ({ hardship }) => hardship === 'land' })],
  lifecycle: reviewAndDecide(),
});

/** 灵活就业社会保险补贴 */
export const insuranceSubsidy = defineMatter({
  key: 'flexible-work-subsidy', title: '灵活就业社会保险补贴', kind: 'service', people, keeps: paidOut, alsoCalled: ['社保补贴', '灵活就业', '交社保补贴'], events: ['失业', '社保'],
  guide: guideOf({ catalogCode: '440114001003', organ: bureau, type: '05 行政给付', basis: [law('中华人民共和国就业促进法', '第五十二条')], serves: ['自然人'], conditions: ['已被认定为就业困难人员', '灵活就业并缴纳社会保险'], statutory: workingDays(20), promised: workingDays(10), result: { kind: '其他', name: '补贴到账' } }),
  form: Type.Object({ ...applicantFields, town, work: text('从事的工作', { class: 'internal' }), months: integer('申请补贴月数', { minimum: 1, maximum: 12 }), paid: money('已缴社会保险费', { hint: '按元填写' }) }, { additionalProperties: false }),
  materials: [material('hardship', '就业困难人员认定书', { from: hardshipRecord }), material('receipt', '社会保险缴费凭证')],
  lifecycle: reviewAndDecide({ issues: false }),
});

/** 人力资源服务许可 */
export const jobAgency = defineMatter({
  key: 'job-agency', title: '人力资源服务许可', kind: 'service', issues: agencyLicence, people, alsoCalled: ['职业中介', '劳务公司', '招聘公司'], events: ['创业'],
  guide: guideOf({ catalogCode: '440114001004', organ: bureau, type: '01 行政许可', basis: [law('人力资源市场暂行条例', '第十八条')], serves: ['自然人', '企业法人'], conditions: ['有明确的章程和管理制度', '有固定场所和设施', '有三名以上专职工作人员'], statutory: workingDays(20), promised: workingDays(7), result: { kind: '证照', name: '人力资源服务许可证' } }),
  form: Type.Object({ ...applicantFields, agency: text('机构名称', { class: 'internal' }), place: text('地址', { class: 'internal', maxLength: 120 }), town: region('机构所在镇（街道）'), staff: integer('专职工作人员', { minimum: 3, maximum: 10000 }) }, { additionalProperties: false }),
  materials: [material('rules', '章程和管理制度'), material('lease', '场所使用证明')],
  lifecycle: reviewAndDecide({ visit: true }),
});

export const employmentItems = [unemployment, jobHardship, insuranceSubsidy, jobAgency];
