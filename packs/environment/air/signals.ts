import { hours } from '#kernel/time/duration.ts';
import { above, atMost, defineSignal, opening, type Answer, type Band } from '#domain/signal/define.ts';
import { dayAqi, dayOfHours, hourAqi, type Aqi } from './aqi.ts';
import { breakpointsOn } from './breakpoints.ts';
import { pollutionResponse } from './matters.ts';
import { airStation } from './station.ts';

/** The six levels with the colours the standard gives them. */
const bands: readonly Band[] = [
  { from: 0, title: '优', colour: '#00E400' }, { from: 51, title: '良', colour: '#FFFF00' }, { from: 101, title: '轻度污染', colour: '#FF7E00' },
  { from: 151, title: '中度污染', colour: '#FF0000' }, { from: 201, title: '重度污染', colour: '#99004C' }, { from: 301, title: '严重污染', colour: '#7E0023' },
];

/** The index with its primary pollutants in words; above 50 they are what decided. */
function answer(aqi: Aqi | null, edition: string): Answer | null {
  if (aqi === null) return null;
  const [quantity] = aqi.primary;
  const names = aqi.primary.map((pollutant) => airStation.reports[pollutant].title).join('、');
  return { value: aqi.value, because: quantity ? { quantity, words: `首要污染物 ${names}（${edition}）` } : { words: edition } };
}

/** 空气质量指数（实时）: by HJ 633 of its own day, from the hour's means over the stations of a county; for the city over all of them. */
export const aqi = defineSignal({
  key: 'aqi', title: '空气质量指数', unit: '', better: 'lower', target: { condition: atMost(100), row: 'MM-T26' }, keyNumber: 1, related: ['aqi-day'],
  meaning: '一小时内空气污染的综合程度', formula: '各站小时浓度取平均，按当日有效的 HJ 633 分项求指数，取最大者，向上取整', edition: 'HJ 633—2026', owner: '生态环境局', bands,
  per: { region: 'county', period: 'hour' }, warnAt: 'city',
  from: airStation.readings.mean('pm25', 'pm10', 'so2', 'no2', 'co', 'o3'),
  value: ({ values, day }) => answer(hourAqi(values, day), breakpointsOn(day).edition),
  warn: [
    { level: 'yellow', when: above(150), for: hours(24), opens: opening(pollutionResponse, 'III') },
    { level: 'orange', when: above(200), for: hours(24), opens: opening(pollutionResponse, 'II') },
    { level: 'red', when: above(300), for: hours(24), opens: opening(pollutionResponse, 'I') },
  ],
  describes: ({ matterLevel, value, region, regionName, because }) => ({
    title: `${regionName}重污染天气`,
    form: { level: matterLevel, region, aqi: value, because: because?.words ?? '空气质量指数超过预警线' },
  }),
});

/** 空气质量指数（日报）: from the 24 hourly means of a day; ozone by its highest eight hours. */
export const aqiDay = defineSignal({
  key: 'aqi-day', title: '空气质量日指数', unit: '', better: 'lower', target: { condition: atMost(100), row: 'MM-T26' }, related: ['aqi'],
  meaning: '一天内空气污染的综合程度', formula: '各站每小时浓度取平均，不少于 20 小时有效；臭氧取最大 8 小时平均；按当日有效的 HJ 633 求指数', edition: 'HJ 633—2026', owner: '生态环境局', bands,
  per: { region: 'county', period: 'day' }, warnAt: 'city',
  from: airStation.readings.hourlyMean('pm25', 'pm10', 'so2', 'no2', 'co', 'o3'),
  value: ({ hourly, day }) => answer(dayAqi(dayOfHours(hourly), day), breakpointsOn(day).edition),
  warn: [{ level: 'yellow', when: above(200) }],
});
