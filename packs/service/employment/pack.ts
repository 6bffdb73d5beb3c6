import { definePack } from '#domain/pack.ts';
import { applicantEnglish } from '../shared/applicant.ts';
import { guideEnglish } from '../shared/guide.ts';
import { lifecycleEnglish } from '../shared/lifecycles.ts';
import { employmentItems } from './items.ts';
import { agencyLicence, hardshipRecord, hardships, unemploymentRecord } from './licences.ts';

const kinds: Readonly<Record<keyof typeof hardships, string>> = { age: 'Older unemployed', disabled: 'Disabled', family: 'Member of a family without any job', long: 'Unemployed for more than a year', land: 'Farmer who lost the land' };

/** What people ask of the labour bureau. Legal bases are to be confirmed by the bureau before a city publishes them. */
export default definePack({
  key: 'employment', title: '就业服务', area: 'service', lead: '人力资源和社会保障局', serves: ['DZ-16', 'SX-10', 'SD-1.1a'], proofs: [unemploymentRecord, hardshipRecord, agencyLicence], matters: employmentItems,
  english: {
    '会计档案管理办法（财政部、国家档案局令第79号）': 'Measures for Accounting Archives (Order 79 of the Ministry of Finance and the National Archives)',
    ...applicantEnglish, ...lifecycleEnglish, ...guideEnglish, ...Object.fromEntries(Object.entries(hardships).map(([key, title]) => [title, kinds[key as keyof typeof kinds]])),
    就业服务: 'Employment services', 失业登记凭证: 'Record of unemployment', 就业困难人员认定书: 'Record of job hardship', 人力资源服务许可证: 'Job agency licence', 失业登记: 'Register as unemployed', 就业困难人员认定: 'Recognition of job hardship', 灵活就业社会保险补贴: 'Insurance subsidy for flexible work', 人力资源服务许可: 'Job agency licence',
    '居住的镇（街道）': 'Town you live in', 失业日期: 'Unemployed since', 失业原因: 'Reason', 合同到期: 'Contract ended', 被解除合同: 'Dismissed', 本人辞职: 'Quit', 从未就业: 'Never employed', 其他: 'Other', 想找什么工作: 'What work do you look for', 属于哪种情形: 'Which applies to you', 困难类别: 'Kind of hardship', 残疾人证: 'Disability certificate', 征地证明: 'Proof of land taken', 从事的工作: 'What work do you do', 申请补贴月数: 'Months applied for', 已缴社会保险费: 'Insurance paid', 按元填写: 'In yuan', 社会保险缴费凭证: 'Receipt of insurance',
    机构名称: 'Name of the agency', 地址: 'Address', '机构所在镇（街道）': 'Town of the agency', 专职工作人员: 'Full-time staff', 章程和管理制度: 'Statutes and rules', 场所使用证明: 'Proof of premises',
    失业: 'Losing a job', 找工作: 'Looking for work', 社保: 'Social insurance', 中华人民共和国就业促进法: 'Employment Promotion Law', 人力资源市场暂行条例: 'Interim Regulations on the Human Resources Market', 第十八条: 'Article 18', 第三十五条: 'Article 35', 第五十二条: 'Article 52', '劳动年龄内、有劳动能力、处于无业状态': 'Of working age, able to work and without a job', 已办理失业登记: 'Registered as unemployed',
    属于规定的困难类别之一: 'One of the kinds of hardship applies', 已被认定为就业困难人员: 'Recognised as having job hardship', 灵活就业并缴纳社会保险: 'In flexible work and paying social insurance', 补贴到账: 'Subsidy paid out', 有明确的章程和管理制度: 'It has statutes and rules', 有固定场所和设施: 'It has fixed premises and equipment', 有三名以上专职工作人员: 'It has at least three full-time staff', 姓名: 'Name', 认定类别: 'Kind recognised',
  },
});
