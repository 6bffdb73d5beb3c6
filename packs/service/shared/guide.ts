import { none, type Guide } from '#domain/matter/guide.ts';
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
