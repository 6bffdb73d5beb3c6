import { airStation } from '#packs/environment/air/station.ts';
import { rainGauge, riverGauge } from '#packs/environment/river/gauges.ts';
import type { DemoStation } from '../city.ts';

/** A clear day in the south: ozone rises after noon, dust in the morning and evening. */
const air = (code: string, name: string, town: string, dust: number): DemoStation => ({
  type: airStation, code, name, town, facts: { grade: 'city' },
  usual: { pm25: [dust, 6], pm10: [dust * 1.7, 9], so2: [8, 2], no2: [17, 6], co: [0.6, 0.15], o3: [62, 38] },
});

/** `warning` in metres; guarantee and highest level above it. Calm water stands well below. */
const river = (code: string, name: string, town: string, riverName: string, warning: number): DemoStation => ({
  type: riverGauge, code, name, town, facts: { river: riverName, warning, guarantee: warning + 1.5, highest: warning + 2.8 }, usual: { level: [warning - 2.4, 0.12], flow: [38, 6] },
});

const rain = (code: string, name: string, town: string): DemoStation => ({ type: rainGauge, code, name, town, usual: { rain: [0, 0.2] } });

/** Stations of the demonstration. Towns and rivers are real names; where they stand, their levels and all readings are invented. */
export const maomingStations: readonly DemoStation[] = [
  air('MM-AIR-01', '红旗街道空气站', '440902001000', 24), air('MM-AIR-02', '公馆镇空气站', '440902101000', 27), air('MM-AIR-03', '水东街道空气站', '440904003000', 19),
  air('MM-AIR-04', '潘州街道空气站', '440981007000', 25), air('MM-AIR-05', '河西街道空气站', '440982001000', 26), air('MM-AIR-06', '东镇街道空气站', '440983001000', 21),
  river('MM-RIV-01', '袂花江袂花站', '440902105000', '袂花江', 8.5), river('MM-RIV-02', '小东江镇盛站', '440902103000', '小东江', 7.2), river('MM-RIV-03', '鉴江潘州站', '440981007000', '鉴江', 25.6),
  river('MM-RIV-04', '沙琅江沙琅站', '440904117000', '沙琅江', 18.3), river('MM-RIV-05', '罗江合江站', '440982112000', '罗江', 21.4),
  rain('MM-RAIN-01', '袂花镇雨量站', '440902105000'), rain('MM-RAIN-02', '马贵镇雨量站', '440981122000'), rain('MM-RAIN-03', '沙琅镇雨量站', '440904117000'), rain('MM-RAIN-04', '钱排镇雨量站', '440983118000'), rain('MM-RAIN-05', '那务镇雨量站', '440982113000'),
];
