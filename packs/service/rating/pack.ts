import { definePack } from '#domain/pack.ts';
import { ratingReview } from './review.ts';

/** 好差评 (国办发〔2019〕51号): what follows a bad rating. */
export default definePack({
  key: 'rating', title: '政务服务好差评', area: 'service', lead: '政务服务数据管理局', serves: ['DZ-16', 'SX-12', 'SD-1.1a'],
  matters: [ratingReview],
  english: {
    政务服务好差评: 'Service ratings', 差评整改: 'Answer to a bad rating', 原事项编号: 'Number of the case', 被评单位: 'Organ rated', 评价: 'Rating', 评价内容: 'Comment', 待回访核实: 'To be verified by call-back', 回访核实: 'Called back and verified', 核实结论: 'Finding',
    '情况属实，立即整改': 'Justified, fixed at once', '情况复杂，限期整改': 'Complex, fixed by a date', '没有依据，作出解释': 'Without ground, explained', 回访记录: 'Call-back record', '申诉（误评、恶意）': 'Appeal (mistaken or malicious)', 申诉复核: 'Appeal under review', 申诉不成立: 'Appeal rejected', 申诉成立: 'Appeal upheld',
    整改中: 'Being fixed', 整改完成: 'Fixed', 整改复核: 'Fix under review', 通过复核: 'Passed', 重新整改: 'Fix again',
    评价剔除统计: 'Left out of the figures', 已整改: 'Put right',
  },
});
