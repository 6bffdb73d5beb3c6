/** What the engines themselves write into a timeline, in English: acts that no pack declares, who did them where nobody did, and why. */
export const engineWords: Readonly<Record<string, string>> = {
  提交: 'Submitted', 监测升级: 'Raised by monitoring',
  系统: 'System', 监测规则: 'Monitoring rule', 设备监测: 'Watch over devices', 到期自动: 'By deadline', 并联会审: 'Parallel review',
  '窗口帮办：工作人员代申请人提交': 'Helped at the counter: an official submitted it for the applicant', '代办：受申请人授权提交': 'Submitted for the applicant, by their mandate',
  办理时限已到: 'The time for it has passed', 各部门均同意: 'All departments agree',
};
