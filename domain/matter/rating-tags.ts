import type { House } from '#kernel/house.ts';
import { matterTypes, type MatterType } from './define.ts';

/** The five levels of 好差评 (GB/T 39734—2020). */
export const ratingLevels: Readonly<Record<1 | 2 | 3 | 4 | 5, { zh: string; en: string }>> = {
  5: { zh: '非常满意', en: 'Very satisfied' }, 4: { zh: '满意', en: 'Satisfied' }, 3: { zh: '基本满意', en: 'Fairly satisfied' }, 2: { zh: '不满意', en: 'Dissatisfied' }, 1: { zh: '非常不满意', en: 'Very dissatisfied' },
};

export type RatingTag = { readonly code: number; readonly zh: string; readonly en: string };
const tag = (code: number, zh: string, en: string): RatingTag => ({ code, zh, en });

/** National tag codes; the first digit is the level they belong to. Labels in our own short words. */
const tags: readonly RatingTag[] = [
  tag(510, '一窗受理一次办结', 'Done at one window'), tag(511, '先受理后补齐', 'Accepted first, completed later'), tag(512, '免交证明', 'No proofs needed'), tag(513, '全程网上办', 'Fully online'), tag(514, '手机就能办', 'By phone'), tag(515, '就近能办', 'Nearby'), tag(516, '材料零提交', 'No documents'), tag(517, '热情高效', 'Warm and fast'),
  tag(406, '一张表单', 'One form'), tag(407, '先传后核', 'Upload, then check at the window'), tag(408, '清单一次给全', 'One list of all documents'), tag(409, '承诺代替证明', 'Declaration instead of proof'), tag(410, '网上预约', 'Online booking'), tag(411, '最多跑一次', 'One visit'), tag(412, '自助机可办', 'Self-service'), tag(413, '态度好', 'Good attitude'),
  tag(307, '缺什么一次说清', 'Missing items told once'), tag(308, '有样表', 'Samples given'), tag(309, '按时办完', 'Within the promise'), tag(310, '指南准确', 'Guide accurate'), tag(311, '照指南材料够用', 'Guide’s documents sufficed'), tag(312, '可以邮寄', 'Courier'), tag(313, '跑动次数相符', 'Visits as promised'), tag(314, '态度尚可', 'Attitude fair'),
  tag(207, '没有样表', 'No samples'), tag(208, '没有材料清单', 'No document list'), tag(209, '超过承诺时间', 'Promise missed'), tag(210, '重复要同一证明', 'Same proof asked again'), tag(211, '说能网办却办不了', 'Online impossible'), tag(212, '预约了还要排队', 'Queued despite booking'), tag(213, '业务不熟', 'Unskilled staff'), tag(214, '态度生硬', 'Curt'),
  tag(108, '额外加条件', 'Extra conditions'), tag(109, '要指南外的材料', 'Documents beyond the guide'), tag(110, '无故超法定时限', 'Statutory limit exceeded'), tag(111, '样表是错的', 'Wrong sample'), tag(112, '网上传不了', 'Upload impossible'), tag(113, '窗口互相推', 'Sent between windows'), tag(114, '跑动次数超过承诺', 'More visits than promised'), tag(115, '态度差、效率低', 'Bad attitude, slow'),
];

/** The tags that may go with a level. */
export const tagsOf = (level: number): readonly RatingTag[] => tags.filter((each) => Math.floor(each.code / 100) === level);

/** The matter type that answers bad ratings: the city's packs declare it with kind `review`. */
export const reviewType = (house: House): MatterType | null => house.declared.all(matterTypes).find((type) => type.kind === 'review') ?? null;
