import { definePack } from '#domain/pack.ts';
import { applicantEnglish } from '../shared/applicant.ts';
import { guideEnglish } from '../shared/guide.ts';
import { lifecycleEnglish } from '../shared/lifecycles.ts';
import { marketItems } from './items.ts';
import { businessLicence, foodLicence, workshopCertificate } from './licences.ts';

/** What small businesses ask of the market regulator. Legal bases are to be confirmed by the bureau before a city publishes them. */
export default definePack({
  key: 'market', title: '市场准入服务', area: 'service', lead: '市场监督管理局', serves: ['DZ-16', 'SX-11', 'SD-1.1a'], proofs: [businessLicence, foodLicence, workshopCertificate], matters: marketItems,
  english: {
    ...applicantEnglish, ...lifecycleEnglish, ...guideEnglish,
    市场准入服务: 'Market access services', 个体工商户营业执照: 'Sole trader’s business licence', 食品经营许可证: 'Food business licence', 食品小作坊登记证: 'Food workshop certificate', 个体工商户设立登记: 'Register as a sole trader', '食品经营许可（新办）': 'Food business licence (new)', 食品小作坊登记: 'Register a food workshop', 个体工商户注销登记: 'Close a sole trader',
    字号名称: 'Trade name', '例如：茂南区小海粥铺': 'For example: Maonan Xiaohai Porridge', 经营场所地址: 'Address of the premises', '经营场所所在镇（街道）': 'Town of the premises', 经营场所是谁的: 'Whose are the premises', 自己的房产: 'My own', 租来的: 'Rented', 只在网上经营: 'Online only', 经营范围: 'Scope of business', '写您实际要做的，例如：餐饮服务；预包装食品销售': 'What you will really do, e.g. catering; sale of packaged food',
    从业人数: 'People working there', 房东姓名: 'Landlord’s name', 场所产权证明: 'Proof of ownership', 租赁合同: 'Lease', 网络平台经营证明: 'Proof of trading on a platform', 是否现场制作: 'Is food made on the spot', '现场炒、煮、蒸、烤': 'Fried, cooked, steamed or baked on the spot', 只卖包装好的: 'Only packaged food', 经营项目: 'What is sold', 预包装食品销售: 'Packaged food', 散装食品销售: 'Loose food', 热食类制售: 'Hot dishes', 冷食类制售: 'Cold dishes', 自制饮品制售: 'Drinks made on the spot',
    经营面积: 'Floor area', 食品安全管理员: 'Food safety manager', 已安装油烟净化设施: 'Fume filter installed', 营业执照: 'Business licence', 场所布局图: 'Floor plan', 油烟净化设备说明: 'Description of the fume filter', 食品安全现场核查: 'Food safety check on site', 油烟排放意见: 'Opinion on fumes', 小作坊名称: 'Name of the workshop', 生产地址: 'Address of production', '生产地址所在镇（街道）': 'Town of production', 产品种类: 'Products', '例如：米粉、腊肠': 'For example: rice noodles, sausage', 生产用水: 'Water used', 自来水: 'Tap water', 自备井水: 'Own well', 生产工艺流程说明: 'Description of the process', 从业人员健康证明: 'Health certificates of staff',
    '原经营场所所在镇（街道）': 'Town of the former premises', 注销原因: 'Reason for closing', 不再经营: 'No longer trading', 迁往外地: 'Moving away', 转为企业: 'Becoming a company', 其他: 'Other', 停止经营日期: 'Last day of trading', '已结清税款、没有未了结的债务': 'Taxes paid and no debts open',
    市场主体登记管理条例: 'Regulations on the Registration of Market Entities', 中华人民共和国食品安全法: 'Food Safety Law', 第三条: 'Article 3', 第三十一条: 'Article 31', 第三十五条: 'Article 35', 第三十六条: 'Article 36', 申请人具有完全民事行为能力: 'The applicant has full legal capacity', 有固定的经营场所: 'There are fixed premises', 经营范围不属于禁止个人经营的项目: 'The business is open to individuals',
    标明操作流程和设备位置: 'Showing the flow of work and where the equipment stands', 已取得营业执照: 'A business licence is held', 有与经营品种相适应的场所和设备: 'Premises and equipment suit what is sold', 有食品安全管理人员: 'There is a food safety manager', '部门会审（同时进行）': 'Joint review by the organs, at the same time', 有固定的生产加工场所: 'There is a fixed place of production', 与污染源保持规定距离: 'It keeps the prescribed distance from pollution',
    已结清税款: 'Taxes are paid', 没有未了结的债务: 'No debts are open', 准予注销登记通知书: 'Notice of deregistration', 名称: 'Name', 经营者: 'Trader', 经营场所: 'Premises', 经营者名称: 'Name of the trader',
  },
});
