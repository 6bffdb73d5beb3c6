import { definePack } from '#domain/pack.ts';
import { links, representative } from './duties.ts';
import { dataMatter } from './matter.ts';
import { dataCoordinator } from './roles.ts';

/** Every organ has somebody who answers for its data, link by link, and one who answers for all. */
export default definePack({
  key: 'data-duty', title: '数据责任', area: 'data', lead: '政务服务数据管理局', serves: ['DZ-06', 'DZ-07', 'DZ-S2', 'HH-23', 'MM-D1.2'], duties: [representative, ...links], roles: [dataCoordinator], matters: [dataMatter],
  english: {
    数据责任: 'Duties for data', 首席数据代表: 'Chief data representative', '统筹本单位数据工作，接收并按时答复涉及本单位的数据事项': 'Leads the data work of the organ; receives what concerns its data and answers in time', 数据统筹管理员: 'Data coordinator',
    数据采集责任人: 'Collection', '按目录采集数据，保证来源合法、及时': 'Collects as catalogued, lawfully and in time', 数据治理责任人: 'Governance', '按标准清洗、编码、归类': 'Cleans, codes and classifies by the standards', 数据核查责任人: 'Checking', '核实疑问数据，答复质量问题': 'Checks doubtful data and answers for quality',
    数据更新责任人: 'Updating', 按承诺的周期更新数据: 'Updates in the promised cycle', 数据共享责任人: 'Sharing', '受理共享申请，在时限内答复': 'Answers requests to share in time', 数据开放责任人: 'Opening', '审定开放清单，维护开放数据': 'Decides what is open and keeps it up', 数据使用责任人: 'Use', 保证本单位按用途使用取得的数据: 'Sees that data received are used for their purpose',
    数据安全责任人: 'Security', '落实分级保护，处置安全事件': 'Protects by grade and handles incidents', 数据存储责任人: 'Storage', '保证数据存储、备份和恢复': 'Keeps, backs up and restores', 数据归档责任人: 'Archiving', 按期归档和销毁数据: 'Archives and destroys in time',
    数据事项: 'Data matter', 数据单位: 'Organ whose data it is', 事由: 'What about', 数据有误: 'Data are wrong', 没有按期更新: 'Not updated in time', 需要新的数据: 'New data are needed', 安全问题: 'Security', 其他: 'Other', 标题: 'Title', 说明: 'Explanation',
    待首席数据代表答复: 'Waits for the chief data representative', 答复: 'Answer', '“{title}”已答复：{reason}': '“{title}” was answered: {reason}', 转有关单位: 'Pass on', 转给单位: 'Pass on to', 待提出单位确认: 'Waits for who asked', 确认: 'Confirm', 已解决: 'Solved', '逾期未回应，视为解决': 'No answer in time: taken as solved', '没有解决，退回': 'Not solved, back', 撤回: 'Withdraw', 已撤回: 'Withdrawn',
  },
});
