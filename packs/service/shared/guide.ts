import { none, type Guide } from '#domain/matter/define-guide.ts';
import { officer } from '#domain/matter/define.ts';

type GuideOf = Pick<Guide, 'catalogCode' | 'basis' | 'type' | 'organ' | 'serves' | 'conditions' | 'statutory' | 'promised' | 'result'> & Partial<Guide>;

const flows: Readonly<Record<Guide['handling'], readonly string[]>> = { 承诺件: ['申请', '受理', '审查', '决定', '送达'], 即办件: ['申请', '当场审查', '办结'] };

/** A guide with what is the same for most items of a county's hall: online and at the window, no visit, no fee, result online. */
export function guideOf(given: GuideOf): Guide {
  const handling = given.handling ?? '承诺件';
  return {
    powerSource: '法定本级行使', level: 'county', jointOrgans: [], handling, forms: ['网上办理', '窗口办理'], flow: flows[handling], specialProcedures: [], quantityLimit: '无', visits: 0, visitsWhy: '',
    onlineDepth: ['互联网咨询', '收件', '预审', '受理', '办理', '结果反馈'], range: '全市通办', fee: none, delivery: ['网上下载', '窗口领取', '邮寄送达'], booking: true, kiosk: true,
    hall: { address: '各区（县级市）政务服务中心综合窗口', hours: '工作日 9:00–12:00，13:00–17:00' }, consultation: '0668-12345（转政务服务）', supervision: '12345（投诉专席）',
    ...given,
  };
}

/** Who accepts and who decides in an organ with this function. */
export const windowAndDecider = (organFunction: string) => ({ window: officer(organFunction, '窗口'), decider: officer(organFunction, '审批') });

/** English of what guides of a county's hall have in common, and of the organs that decide. */
export const guideEnglish = {
  '0668-12345（转政务服务）': '0668-12345 (ask for government services)', '12345（投诉专席）': '12345 (complaints)',
  申请: 'Apply', 审查: 'Review', 决定: 'Decide', 送达: 'Deliver', 当场审查: 'Review on the spot', 办结: 'Done', 无: 'None', '清晰、完整、在有效期内': 'Clear, complete and still valid', '各区（县级市）政务服务中心综合窗口': 'General windows of the service centre of your district or county', '工作日 9:00–12:00，13:00–17:00': 'Working days 9:00–12:00 and 13:00–17:00',
  市场监督管理局: 'Market Regulation Bureau', 卫生健康局: 'Health Bureau', 人力资源和社会保障局: 'Human Resources and Social Security Bureau', 城市管理和综合执法局: 'Urban Management and Law Enforcement Bureau',
  我要开店: 'Opening a shop', 开办餐馆: 'Opening a restaurant', 创业: 'Starting a business', 停业: 'Closing down', 平方米: 'm²', 元: 'yuan', 负责人: 'Person in charge',
} as const;
