import { atLeast, below, defineSignal, opening, type Answer, type ReadingsGiven } from '#domain/signal/define.ts';
import { rainGauge, riverGauge } from './gauges.ts';
import { floodResponse } from './matters.ts';
import { marksOf, stageOf, stageWords } from './stage.ts';

/** The gauge that stands highest by its own marks. */
function worstGauge({ things }: ReadingsGiven<'level'>): Answer | null {
  const stages = things.flatMap(({ id, name, facts, values: { level } }) => {
    const marks = marksOf(facts);
    const value = marks && level !== undefined ? stageOf(level, marks) : null;
    return marks === null || level === undefined || value === null ? [] : [{ value, because: { thing: id, quantity: 'level', words: `${name}${stageWords(level, marks)}` } }];
  });
  return stages.toSorted((a, b) => b.value - a.value)[0] ?? null;
}

/** 河道水情等级: the four warning levels of floods, by warning, guarantee and highest level of each gauge. */
export const riverStage = defineSignal({
  key: 'river-stage', title: '河道水情', unit: '级', decimals: 2, better: 'lower', target: { condition: below(1), row: 'MM-T28' }, keyNumber: 2, related: ['rain-hour'],
  meaning: '辖区内水位最高的河道站相对其警戒、保证和历史最高水位的位置', formula: '各站最新水位折算：警戒为 1，保证为 2，历史最高为 3，其间按比例；取最大者', owner: '水务局',
  bands: [{ from: -100, title: '平稳', colour: '#2F7D5B' }, { from: 0.8, title: '接近警戒', colour: '#2F6FDE' }, { from: 1, title: '超警戒', colour: '#E8B90C' }, { from: 2, title: '超保证', colour: '#E8730C' }, { from: 3, title: '超历史', colour: '#C8201E' }],
  per: { region: 'county', period: 'hour' },
  from: riverGauge.readings.lastOfEach('level'),
  value: worstGauge,
  warn: [
    { level: 'blue', when: atLeast(0.8) },
    { level: 'yellow', when: atLeast(1), opens: opening(floodResponse, 'III') },
    { level: 'orange', when: atLeast(2), opens: opening(floodResponse, 'II') },
    { level: 'red', when: atLeast(3), opens: opening(floodResponse, 'I') },
  ],
  describes: ({ matterLevel, regionName, because, thing }) => ({
    title: `${regionName}洪水处置：${thing?.name ?? '河道'}`,
    form: { level: matterLevel, station: thing?.name ?? regionName, words: because?.words ?? '水位达到预警线' },
  }),
});

/** 短时强降水: the wettest gauge of a county in one hour. */
export const rainHour = defineSignal({
  key: 'rain-hour', title: '小时雨量', unit: 'mm', decimals: 1, better: 'neither', related: ['river-stage'],
  meaning: '一小时内辖区最大的雨量', formula: '各雨量站一小时内雨量相加，取最大者', owner: '水务局',
  per: { region: 'county', period: 'hour' },
  from: rainGauge.readings.totalOfEach('rain'),
  value: ({ things }) => {
    const rains = things.flatMap(({ id, name, values: { rain } }) => (rain === undefined ? [] : [{ value: rain, because: { thing: id, quantity: 'rain', words: `${name}一小时 ${rain.toFixed(1)} mm` } }]));
    return rains.toSorted((a, b) => b.value - a.value)[0] ?? null;
  },
  warn: [{ level: 'blue', when: atLeast(20) }, { level: 'yellow', when: atLeast(30) }, { level: 'orange', when: atLeast(50) }, { level: 'red', when: atLeast(80) }],
});
