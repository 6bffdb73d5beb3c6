import type { OrganKind } from '../city.ts';

const everywhere = ['city', 'county'] as const;
const cityOnly = ['city'] as const;

/**
 * The organs of Maoming, as its own plan for city government of 2021 names its departments; their names are facts.
 * Credit codes and telephone numbers are invented. The government stands first: the others answer to it. The bureau that
 * runs the hotline and dispatch stands at the city only, so that the demonstration has one desk for the whole city.
 */
export const maomingOrgans: readonly OrganKind[] = [
  { function: '人民政府', levels: ['city', 'county', 'town'] },
  { function: '人民政府办公室', levels: everywhere },
  { function: '政务服务数据管理局', levels: cityOnly },
  { function: '发展和改革局', levels: everywhere },
  { function: '教育局', levels: everywhere },
  { function: '科学技术局', levels: everywhere },
  { function: '工业和信息化局', levels: everywhere },
  { function: '公安局', levels: everywhere, branch: 'in districts' },
  { function: '民政局', levels: everywhere },
  { function: '司法局', levels: everywhere },
  { function: '财政局', levels: everywhere },
  { function: '人力资源和社会保障局', levels: everywhere },
  { function: '自然资源局', levels: everywhere, branch: 'in districts' },
  { function: '生态环境局', levels: everywhere, branch: 'everywhere' },
  { function: '住房和城乡建设局', levels: everywhere },
  { function: '交通运输局', levels: everywhere },
  { function: '水务局', levels: everywhere },
  { function: '农业农村局', levels: everywhere },
  { function: '商务局', levels: everywhere },
  { function: '文化广电旅游体育局', levels: everywhere },
  { function: '卫生健康局', levels: everywhere },
  { function: '退役军人事务局', levels: everywhere },
  { function: '应急管理局', levels: everywhere },
  { function: '市场监督管理局', levels: everywhere },
  { function: '统计局', levels: everywhere },
  { function: '医疗保障局', levels: everywhere },
  { function: '城市管理和综合执法局', levels: everywhere },
  { function: '林业局', levels: everywhere },
  { function: '信访局', levels: everywhere },
  { function: '税务局', levels: everywhere, prefix: '国家税务总局' },
  { function: '气象局', levels: everywhere },
  { function: '疾病预防控制中心', levels: everywhere },
  { function: '政法委员会', levels: cityOnly, name: '中共茂名市委政法委员会' },
  { function: '金融工作局', levels: cityOnly },
  { function: '国有资产监督管理委员会', levels: cityOnly, name: '茂名市人民政府国有资产监督管理委员会' },
  { function: '消防救援支队', levels: cityOnly },
  { function: '高新技术产业开发区管理委员会', levels: cityOnly, name: '茂名高新技术产业开发区管理委员会' },
  { function: '滨海新区管理委员会', levels: cityOnly, name: '茂名滨海新区管理委员会' },
];
