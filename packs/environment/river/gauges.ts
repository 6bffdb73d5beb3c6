import { Type } from 'typebox';
import { number, text } from '#kernel/schema/fields.ts';
import { hours, minutes } from '#kernel/time/duration.ts';
import { defineThing, quantity } from '#domain/thing/define.ts';
import { deviceRepair } from '#packs/common/device-care/repair.ts';

/** 水位站: the level of a river against its own warning and guarantee levels. */
export const riverGauge = defineThing({
  key: 'river-gauge', title: '河道水位站', owner: '水务局',
  reports: { level: quantity('水位', 'm', -20, 200), flow: quantity('流量', 'm³/s', 0, 50_000) },
  every: minutes(15), silentAfter: hours(2), silenceOpens: deviceRepair,
  facts: Type.Object({
    river: text('河流'),
    warning: number('警戒水位', { unit: 'm', minimum: -20, maximum: 200 }),
    guarantee: number('保证水位', { unit: 'm', minimum: -20, maximum: 200 }),
    highest: Type.Optional(number('历史最高水位', { unit: 'm', minimum: -20, maximum: 200 })),
  }, { additionalProperties: false }),
});

/** 雨量站: rain since its last report. */
export const rainGauge = defineThing({
  key: 'rain-gauge', title: '雨量站', owner: '水务局',
  reports: { rain: quantity('雨量', 'mm', 0, 200) },
  every: minutes(15), silentAfter: hours(2), silenceOpens: deviceRepair,
});
