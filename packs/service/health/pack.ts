import { definePack } from '#domain/pack.ts';
import { applicantEnglish } from '../shared/applicant.ts';
import { guideEnglish } from '../shared/guide.ts';
import { lifecycleEnglish } from '../shared/lifecycles.ts';
import { healthItems } from './items.ts';
import { birthCertificate, hygieneLicence, premisesKinds, waterLicence } from './licences.ts';

const kinds: Readonly<Record<keyof typeof premisesKinds, string>> = { hotel: 'Hotel', bath: 'Bath house', barber: 'Hairdresser or beauty salon', pool: 'Swimming pool', cinema: 'Cinema or theatre', mall: 'Shopping centre', other: 'Other' };

/** What people and premises ask of the health bureau. Legal bases are to be confirmed by the bureau before a city publishes them. */
export default definePack({
  key: 'health', title: '卫生健康服务', area: 'service', lead: '卫生健康局', serves: ['DZ-16', 'SX-10', 'SD-1.1a'], proofs: [hygieneLicence, waterLicence, birthCertificate], matters: healthItems,
  english: {
    '会计档案管理办法（财政部、国家档案局令第79号）': 'Measures for Accounting Archives (Order 79 of the Ministry of Finance and the National Archives)',
    ...applicantEnglish, ...lifecycleEnglish, ...guideEnglish, ...Object.fromEntries(Object.entries(premisesKinds).map(([key, title]) => [title, kinds[key as keyof typeof kinds]])),
    卫生健康服务: 'Health services', 公共场所卫生许可证: 'Public-place hygiene licence', 供水单位卫生许可证: 'Water supply hygiene licence', 生育登记凭证: 'Birth registration certificate', 公共场所卫生许可: 'Public-place hygiene licence', 供水单位卫生许可: 'Water supply hygiene licence', 生育登记: 'Birth registration', 婚前孕前检查补贴: 'Subsidy for a check-up before marriage or pregnancy',
    是哪一类场所: 'What kind of place is it', 场所名称: 'Name of the place', 场所地址: 'Address', '场所所在镇（街道）': 'Town', 场所类别: 'Kind of place', 经营场所面积: 'Floor area', 从业人数: 'People working there', 泳池水面面积: 'Water surface of the pool', 场所平面图: 'Floor plan', 卫生检测报告: 'Hygiene test report', 游泳池水质检测报告: 'Water test report of the pool',
    单位名称: 'Name of the unit', 地址: 'Address', '所在镇（街道）': 'Town', 供水方式: 'Kind of supply', 集中式供水: 'Central supply', 二次供水: 'Secondary supply', 供水人口: 'People supplied', 水质检测报告: 'Water test report', 供水设施平面图: 'Plan of the works', '居住的镇（街道）': 'Town you live in', 配偶姓名: 'Spouse’s name', 第几个孩子: 'Which child', 预产期: 'Expected date of birth',
    '户籍所在镇（街道）': 'Town of household registration', 检查日期: 'Date of the check-up', 检查机构: 'Where it was done', 检查费用票据: 'Receipt', 银行账户: 'Bank account',
    公共场所卫生管理条例: 'Regulations on Hygiene in Public Places', 生活饮用水卫生监督管理办法: 'Measures on the Hygiene of Drinking Water', 中华人民共和国人口与计划生育法: 'Population and Family Planning Law', 中华人民共和国母婴保健法: 'Maternal and Infant Health Care Law', 第四条: 'Article 4', 第七条: 'Article 7', 第十八条: 'Article 18', '一年内、有资质的机构出具': 'By a qualified laboratory, not older than a year', 场所卫生检测合格: 'The premises pass the hygiene test',
    从业人员有健康合格证明: 'The staff hold health certificates', 水质检测合格: 'The water passes the test', 供管水人员有健康合格证明: 'The waterworks staff hold health certificates', 生育: 'Having a child', 新生儿: 'A new-born child', 结婚: 'Getting married', '怀孕或准备怀孕的夫妻，任一方户籍或居住在本市': 'Couples expecting or planning a child, one of whom is registered or lives in the city', 本人一类账户: 'Your own full-service account', 双方至少一方户籍在本市: 'At least one of the two is registered in the city',
    在指定机构完成检查: 'The check-up was done at a named clinic', 补贴到账: 'Subsidy paid out', 登记人: 'Registered person', 孩次: 'Which child it is',
  },
});
