import { indicatorManager } from '#packs/governance/vital-signs/pack.ts';
import { useReviewer } from '#packs/data/data-guard/case.ts';
import { dataCoordinator } from '#packs/data/data-duty/roles.ts';
import { dataProtectionOfficer } from '#packs/common/personal-data/pack.ts';
import { systemInspector, systemKeeper } from '#packs/data/system-protection/roles.ts';
import * as hall from '#packs/common/city-hall/roles.ts';
import type { DemoPost } from '../city.ts';

const city = '440900000000';
const maonan = '440902000000';
const dianbai = '440904000000';
const gaozhou = '440981000000';

/** Who can sign in to the demonstration: one for each post. Names are invented. */
export const maomingPosts: readonly DemoPost[] = [
  { username: 'citizen', title: '市民', face: 'portal', citizen: 'person' },
  { username: 'owner', title: '企业法定代表人', face: 'portal', citizen: 'enterprise' },
  { username: 'window', name: '温若荔', title: '茂南区卫生健康局窗口', face: 'office', organ: { function: '卫生健康局', region: maonan }, posts: ['窗口'], roles: [hall.clerk] },
  { username: 'window2', name: '欧阳渡', title: '茂南区市场监督管理局窗口', face: 'office', organ: { function: '市场监督管理局', region: maonan }, posts: ['窗口'], roles: [hall.clerk] },
  { username: 'reviewer', name: '甘南星', title: '茂南区卫生健康局审批', face: 'office', organ: { function: '卫生健康局', region: maonan }, posts: ['审批'], roles: [hall.reviewer] },
  { username: 'reviewer2', name: '宁朗溪', title: '茂南区市场监督管理局审批', face: 'office', organ: { function: '市场监督管理局', region: maonan }, posts: ['审批'], roles: [hall.reviewer] },
  { username: 'window3', name: '唐一苇', title: '茂南区人力资源和社会保障局窗口', face: 'office', organ: { function: '人力资源和社会保障局', region: maonan }, posts: ['窗口'], roles: [hall.clerk] },
  { username: 'reviewer3', name: '卜晴川', title: '茂南区人力资源和社会保障局审批', face: 'office', organ: { function: '人力资源和社会保障局', region: maonan }, posts: ['审批'], roles: [hall.reviewer] },
  { username: 'head', name: '柏云堤', title: '茂南区卫生健康局负责人', face: 'office', organ: { function: '卫生健康局', region: maonan }, posts: ['负责人', '审批'], roles: [hall.organHead] },
  { username: 'dispatch', name: '莫知秋', title: '城市运行派遣席', face: 'office', organ: { function: '政务服务数据管理局', region: city }, posts: ['派遣员'], roles: [hall.dispatcher] },
  { username: 'repair', name: '骆石桥', title: '茂南区城市管理和综合执法局处置', face: 'office', organ: { function: '城市管理和综合执法局', region: maonan }, posts: ['处置员', '值班员'], roles: [hall.dutyOfficer] },
  { username: 'water', name: '江远汀', title: '茂南区水务局值班', face: 'office', organ: { function: '水务局', region: maonan }, posts: ['值班员', '负责人'], roles: [hall.dutyOfficer, hall.organHead] },
  { username: 'water2', name: '闻溪山', title: '高州市水务局值班', face: 'office', organ: { function: '水务局', region: gaozhou }, posts: ['值班员'], roles: [hall.dutyOfficer] },
  { username: 'water3', name: '苏听潮', title: '电白区水务局值班', face: 'office', organ: { function: '水务局', region: dianbai }, posts: ['值班员'], roles: [hall.dutyOfficer] },
  { username: 'environment', name: '蓝叶青', title: '生态环境局值班', face: 'office', organ: { function: '生态环境局', region: city }, posts: ['值班员', '负责人'], roles: [hall.dutyOfficer, hall.organHead] },
  { username: 'grid', name: '冼小满', title: '网格员', face: 'office', organ: { function: '人民政府', region: '440902105000' }, region: '440902105000', posts: ['网格员'], roles: [hall.gridMember] },
  { username: 'data', name: '符书简', title: '数据管理员', face: 'hub', organ: { function: '政务服务数据管理局', region: city }, posts: ['数据管理员'], roles: [hall.dataManager] },
  { username: 'head-data', name: '岑见山', title: '政务服务数据管理局负责人', face: 'hub', organ: { function: '政务服务数据管理局', region: city }, posts: ['负责人'], roles: [hall.organHead] },
  { username: 'coordinator', name: '池一帆', title: '数据统筹管理员', face: 'hub', organ: { function: '政务服务数据管理局', region: city }, posts: ['数据统筹'], roles: [dataCoordinator] },
  { username: 'signals', name: '章澄江', title: '体征指标管理员', face: 'hub', organ: { function: '政务服务数据管理局', region: city }, posts: ['指标管理员'], roles: [indicatorManager] },
  { username: 'airdata', name: '梅问川', title: '生态环境局数据管理员', face: 'hub', organ: { function: '生态环境局', region: city }, posts: ['数据管理员'], roles: [hall.dataManager] },
  { username: 'supervise', name: '程竹声', title: '政府办督查', face: 'office', organ: { function: '人民政府办公室', region: city }, posts: ['督查员'], roles: [hall.supervisor] },
  { username: 'leader', name: '沈望海', title: '市领导', face: 'command', organ: { function: '人民政府', region: city }, posts: ['市领导'], roles: [hall.leader] },
  { username: 'admin', name: '曾立楷', title: '系统管理员', face: 'hub', organ: { function: '政务服务数据管理局', region: city }, posts: ['系统管理员'], roles: [hall.systemAdministrator] },
  { username: 'privacy', name: '祝怀瑾', title: '个人信息保护专员', face: 'office', organ: { function: '政务服务数据管理局', region: city }, posts: ['个人信息保护'], roles: [dataProtectionOfficer] },
  { username: 'security', name: '方定安', title: '安全管理员', face: 'hub', organ: { function: '政务服务数据管理局', region: city }, posts: ['安全管理员'], roles: [hall.securityAdministrator, useReviewer] },
  { username: 'inspector', name: '沙知远', title: '网络安全检查员', face: 'office', organ: { function: '政务服务数据管理局', region: city }, posts: ['网络安全检查员'], roles: [systemInspector] },
  { username: 'systems', name: '温守正', title: '生态环境局系统安全员', face: 'office', organ: { function: '生态环境局', region: city }, posts: ['系统安全员'], roles: [systemKeeper] },
  { username: 'auditor', name: '严照宜', title: '审计管理员', face: 'hub', organ: { function: '政务服务数据管理局', region: city }, posts: ['审计管理员'], roles: [hall.auditor] },
];
