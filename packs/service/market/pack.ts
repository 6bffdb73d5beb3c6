import { definePack } from '#domain/pack.ts';
import { applicantEnglish } from '../shared/applicant.ts';
import { lifecycleEnglish } from '../shared/lifecycles.ts';
import { marketItems } from './items.ts';
import { businessLicence, foodLicence, workshopCertificate } from './licences.ts';

/** What small businesses ask of the market regulator. Legal bases are to be confirmed by the bureau before a city publishes them. */
export default definePack({
  key: 'market', title: '市场准入服务', area: 'service', lead: '市场监督管理局', serves: ['DZ-16', 'SX-11', 'SD-1.1a'], proofs: [businessLicence, foodLicence, workshopCertificate], matters: marketItems,
  english: {
    ...applicantEnglish, ...lifecycleEnglish,
    市场准入服务: 'Market access services', 个体工商户营业执照: 'Sole trader’s business licence', 食品经营许可证: 'Food business licence', 食品小作坊登记证: 'Food workshop certificate', 个体工商户设立登记: 'Register as a sole trader', '食品经营许可（新办）': 'Food business licence (new)', 食品小作坊登记: 'Register a food workshop', 个体工商户注销登记: 'Close a sole trader',
    字号名称: 'Trade name', '例如：茂南区小海粥铺': 'For example: Maonan Xiaohai Porridge', 经营场所地址: 'Address of the premises', '经营场所所在镇（街道）': 'Town of the premises', 经营场所是谁的: 'Whose are the premises', 自己的房产: 'My own', 租来的: 'Rented', 只在网上经营: 'Online only', 经营范围: 'Scope of business', '写您实际要做的，例如：餐饮服务；预包装食品销售': 'What you will really do, e.g. catering; sale of packaged food',
    从业人数: 'People working there', 房东姓名: 'Landlord’s name', 场所产权证明: 'Proof of ownership', 租赁合同: 'Lease', 网络平台经营证明: 'Proof of trading on a platform', 是否现场制作: 'Is food made on the spot', '现场炒、煮、蒸、烤': 'Fried, cooked, steamed or baked on the spot', 只卖包装好的: 'Only packaged food', 经营项目: 'What is sold', 预包装食品销售: 'Packaged food', 散装食品销售: 'Loose food', 热食类制售: 'Hot dishes', 冷食类制售: 'Cold dishes', 自制饮品制售: 'Drinks made on the spot',
    经营面积: 'Floor area', 食品安全管理员: 'Food safety manager', 已安装油烟净化设施: 'Fume filter installed', 营业执照: 'Business licence', 场所布局图: 'Floor plan', 油烟净化设备说明: 'Description of the fume filter', 食品安全现场核查: 'Food safety check on site', 油烟排放意见: 'Opinion on fumes', 小作坊名称: 'Name of the workshop', 生产地址: 'Address of production', '生产地址所在镇（街道）': 'Town of production', 产品种类: 'Products', '例如：米粉、腊肠': 'For example: rice noodles, sausage', 生产用水: 'Water used', 自来水: 'Tap water', 自备井水: 'Own well', 生产工艺流程说明: 'Description of the process', 从业人员健康证明: 'Health certificates of staff',
    '原经营场所所在镇（街道）': 'Town of the former premises', 注销原因: 'Reason for closing', 不再经营: 'No longer trading', 迁往外地: 'Moving away', 转为企业: 'Becoming a company', 其他: 'Other', 停止经营日期: 'Last day of trading', '已结清税款、没有未了结的债务': 'Taxes paid and no debts open',
  },
});
