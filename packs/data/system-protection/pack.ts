import { definePack } from '#domain/pack.ts';
import { systemInspector, systemKeeper } from './roles.ts';
import { citySystem, securityCheck, securityFinding } from './systems.ts';

/** Systems with grade and assessment, findings that only another may close, check lists that leave nothing out. */
export default definePack({
  key: 'system-protection', title: '系统等级保护与合规检查', area: 'data', lead: '政务服务数据管理局', serves: ['DZ-33', 'HH-29', 'HH-31', 'SX-5.1'], roles: [systemKeeper, systemInspector], matters: [citySystem, securityFinding, securityCheck],
  english: {
    系统等级保护与合规检查: 'Protection grading and checks', 系统安全员: 'System keeper', 网络安全检查员: 'Network security inspector', '登记系统、报告整改': 'Enter systems and report what is mended', 检查系统安全: 'Inspect the security of systems',
    信息系统定级与测评: 'Grade and assessment of a system', 系统名称: 'System', 运营使用单位: 'Operating unit', 保护等级: 'Grade', 一级: 'One', 二级: 'Two', 三级: 'Three', 四级: 'Four', 备案证明编号: 'Filing number', 关键信息基础设施: 'Critical infrastructure', 上次测评日: 'Last assessed', 下次测评日: 'Next assessment', 运维单位: 'Supplier',
    使用人工智能: 'Uses AI', 训练和使用的数据: 'Data it learns from and uses', 测试情况: 'How it was tested', 不得用于: 'Not to be used for',
    在用: 'In use', 上报测评结果: 'Report an assessment', 测评结论: 'Result', 符合: 'Met', 基本符合: 'Mostly met', 不符合: 'Not met', 停用: 'Take out of use', 已停用: 'Out of use', 待核对测评报告: 'Report to be checked', '核对无误，登记下次测评日': 'Correct: set the next day', 本次测评日: 'Day of this assessment', 退回: 'Return',
    安全问题整改: 'Security finding', 整改单位: 'Unit to mend it', 来源: 'From', 等级测评: 'Grade assessment', 密码应用评估: 'Crypto assessment', 安全检查: 'Security check', 预警通报: 'Warning', 风险: 'Risk', 高: 'High', 中: 'Middle', 低: 'Low', 问题: 'Finding', 整改期限: 'To be mended by', 待整改: 'To be mended', 报告整改: 'Report it mended', 待复核: 'To be checked', '复核通过，销号': 'Checked, closed', 已整改: 'Put right', 退回整改: 'Return',
    安全检查表: 'Security check list', 被查单位: 'Unit', 检查批次: 'Round', 填报期限: 'To be answered by', 待填报: 'To be answered', 填报完毕: 'Finished', '网络边界有访问控制，只开放必要端口': 'The border is controlled, only needed ports are open', 高危漏洞已在规定期限内修补: 'Serious weaknesses are mended in time', 离岗人员帐号已停用: 'Accounts of those who left are closed', 外来人员按合同和期限授权: 'Outsiders have rights by contract and time',
    互联网系统中没有涉密信息: 'Nothing secret stands in systems on the internet', 按要求使用商用密码并评估: 'Commercial cryptography is used and assessed', '个人信息分级、脱敏，查看有记录': 'Personal data are graded and masked, reads are recorded', 备份按期恢复演练过: 'Backups were restored on trial', 本年度全员安全培训已完成: 'Everybody was trained this year', 是: 'Yes', 否: 'No', 不适用: 'Does not apply', 说明: 'Explanation', 待核查: 'To be checked', 核查完毕: 'Looked at', 已完成: 'Completed', 退回重填: 'Return',
  },
});
