import { definePack } from '#domain/pack.ts';
import { cityScenes } from './scenes.ts';

/** One code for services, transport, sights, hospital and community (一码通行); each scene sees only its own fields. */
export default definePack({
  key: 'one-code', title: '一码通行', area: 'common', lead: '政务服务数据管理局', serves: ['DZ-17', 'DZ-18', 'DZ-19', 'MM-G1', 'SX-12', 'SD-1.1b', 'SD-3.3f'], scenes: cityScenes,
  english: {
    一码通行: 'One code for the city', 政务窗口: 'Service window', 办理业务时核对身份和证照: 'To check who you are and what you hold while you are served', 姓名: 'Name', 证件号码: 'Identity number', 有效证照: 'Valid licences', 
    企业窗口: 'Service window for enterprises', 办理企业业务时核对主体: 'To check the enterprise while it is served', 企业名称: 'Name of the enterprise', 统一社会信用代码: 'Unified social credit code', 
    景区入园: 'Entering a sight', 核对门票优惠资格: 'To check the right to a cheaper ticket', 门票: 'Ticket', 
    公共交通: 'Public transport', 核对乘车优惠资格: 'To check the right to a cheaper ride', 乘车: 'Fare',
    医院就诊: 'Hospital', 就诊登记时核对身份: 'To check who you are when you register', 
    社区出入: 'Community gate', 核对是否居住在本县区: 'To check whether you live in this county', 居住地: 'Place of residence',
  },
});
