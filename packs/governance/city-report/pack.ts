import { definePack } from '#domain/pack.ts';
import { cityReport } from './report.ts';

/** What people see wrong in the street, from the first photo to their own "solved". */
export default definePack({
  key: 'city-report', title: '城市管理随手报', area: 'governance', lead: '政务服务数据管理局', serves: ['MM-T08', 'HH-10', 'MM-P3'],
  matters: [cityReport],
  english: {
    城市管理随手报: 'City reports', 随手报: 'Report a problem', 问题类型: 'Kind of problem', '道路破损、坑洼': 'Broken road, pothole', '井盖缺失、破损': 'Manhole cover missing or broken', 路灯不亮: 'Street light out', 垃圾堆放: 'Dumped rubbish', '积水、管道漏水': 'Flooding, leaking pipe',
    '树木倒伏、绿化损坏': 'Fallen tree, damaged greenery', '施工噪声、扬尘': 'Construction noise or dust', '占道经营、违停': 'Street trading, illegal parking', 公共设施损坏: 'Damaged public facility', 其他问题: 'Something else',
    说说情况: 'What is wrong', '在哪里、什么样、多久了。请不要写他人姓名和电话。': 'Where, what, since when. Please leave out names and phone numbers of others.', 位置说明: 'Where it is', '例如：人民南路农行门口': 'For example: in front of the bank on Renmin South Road', 地点: 'Place', '在地图上点，或用“我的位置”': 'Point on the map or use “my position”', 照片: 'Photos',
    待立案: 'To be filed', 立案并派遣: 'File and dispatch', 承办单位: 'Unit in charge', 不予立案: 'Not filed', 撤回: 'Withdraw', 处理中: 'Being handled', 处理完成: 'Handled', 退回派遣: 'Return to dispatch', 待核查: 'To be checked', 核查通过: 'Passed the check', 要求返工: 'Ask for rework',
    待反映人确认: 'Waiting for the reporter', 确认已解决: 'Confirm solved', '没有解决，重新处理': 'Not solved, handle again', 到期视为确认: 'Confirmed by lapse of time',
    已撤回: 'Withdrawn', 已解决: 'Solved', '已解决（到期）': 'Solved (by lapse of time)',
  },
});
