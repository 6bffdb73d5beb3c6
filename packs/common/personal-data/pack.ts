import { defineRole } from '#domain/subject/define.ts';
import { definePack } from '#domain/pack.ts';
import { accessRequest, correctionRequest, deletionRequest } from './requests.ts';

/** 个人信息保护专员: answers what people ask about their data; sees what is asked, not what is sealed. */
export const dataProtectionOfficer = defineRole({ key: 'data-protection-officer', title: '个人信息保护专员', reach: 'organ', face: 'office', sees: ['personal', 'sensitive'], may: ['matter.read', 'matter.handle'] });

/** What people may ask about their own data, as matters with a deadline (个人信息保护法 第四章). */
export default definePack({
  key: 'personal-data', title: '个人信息权益', area: 'common', lead: '政务服务数据管理局', serves: ['DZ-32', 'HH-32', 'SX-5.2'],
  matters: [accessRequest, correctionRequest, deletionRequest], roles: [dataProtectionOfficer],
  english: {
    个人信息保护法第五十六条: 'Personal Information Protection Law, article 56', 个人信息权益: 'Rights over personal data', 个人信息保护专员: 'Data protection officer', 个人信息查阅与解释: 'Access to personal data and explanation', 想了解什么: 'What you want to know', 待答复: 'To be answered', 答复: 'Answer', 已答复: 'Answered',
    个人信息更正: 'Correction of personal data', 更正哪一项: 'What is to be corrected', 姓名: 'Name', 手机号码: 'Mobile number', 住址: 'Home address', 更正为: 'Should read', 原因: 'Reason', 证明材料: 'Proof', '核实无误，更正': 'Verified, correct it', 已更正: 'Corrected',
    个人信息删除: 'Deletion of personal data', 待核实: 'To be verified', 核实本人意愿: 'Verify with the person', 待删除: 'To be deleted', 删除并出具证明: 'Delete and certify', 已删除: 'Deleted', 不予办理: 'Refuse', 撤回申请: 'Withdraw', 已撤回: 'Withdrawn',
    '{title}（{number}）未能办理：{reason}': '{title} ({number}) was refused: {reason}', '{title}（{number}）已答复：{reason}': '{title} ({number}) was answered: {reason}', '{title}（{number}）已更正。': '{title} ({number}): corrected.', '{title}（{number}）已办结，删除证明可在“我的数据”查看。': '{title} ({number}) is done; the certificate of deletion is under “My data”.',
  },
});
