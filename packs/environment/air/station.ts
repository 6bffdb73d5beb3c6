import { Type } from 'typebox';
import { choice } from '#kernel/schema/fields.ts';
import { hours, minutes } from '#kernel/time/duration.ts';
import { defineThing, quantity } from '#domain/thing/define.ts';
import { deviceRepair } from '#packs/common/device-care/repair.ts';

/** 空气质量监测站: six pollutants, an hour's mean each. The limits are those of the instruments. */
export const airStation = defineThing({
  key: 'air-station', title: '空气质量监测站', owner: '生态环境局',
  reports: {
    pm25: quantity('PM2.5', 'µg/m³', 0, 2000), pm10: quantity('PM10', 'µg/m³', 0, 4000), so2: quantity('SO₂', 'µg/m³', 0, 5000),
    no2: quantity('NO₂', 'µg/m³', 0, 5000), co: quantity('CO', 'mg/m³', 0, 200), o3: quantity('O₃', 'µg/m³', 0, 2000),
  },
  every: minutes(60), silentAfter: hours(3), silenceOpens: deviceRepair,
  facts: Type.Object({ grade: Type.Optional(choice('站点级别', { national: '国控', province: '省控', city: '市控', micro: '微站' })) }, { additionalProperties: false }),
});
