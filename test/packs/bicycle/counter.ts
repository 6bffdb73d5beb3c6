import { Type } from 'typebox';
import { choice, number, organ, text, time } from '#kernel/schema/fields.ts';
import { hours, minutes, workingDays } from '#kernel/time/duration.ts';
import { defineMatter, end, officer } from '#domain/matter/define.ts';
import { above, atLeast, below, defineSignal, matters, opening, percent, reported } from '#domain/signal/define.ts';
import { defineThing, quantity } from '#domain/thing/define.ts';

/** An invented kind of thing for the tests of the engine: it counts bicycles and measures the tyre pressure of the pump beside it. */
export const bikeCounter = defineThing({
  key: 'bike-counter', title: '自行车计数器', owner: '自行车局',
  reports: { bikes: quantity('自行车', '1', 0, 10_000), pressure: quantity('气压', 'kPa', -5, 900) },
  every: minutes(10), silentAfter: hours(1), acceptsLate: hours(24 * 7),
  facts: Type.Object({ busyAt: Type.Optional(number('繁忙线', { minimum: 1 })) }, { additionalProperties: false }),
});

/** What a crowded bicycle path sets off: looked at, cleared, closed; or found to be nothing. */
export const bikeJam = defineMatter({
  key: 'bike-jam', title: '自行车拥堵处置', kind: 'incident', openedBy: 'system', levels: { I: '严重', II: '较重', III: '一般' },
  form: Type.Object({ level: choice('级别', { I: '严重', II: '较重', III: '一般' }), flow: number('流量'), where: text('地点', { class: 'internal' }) }, { additionalProperties: false }),
  people: { duty: officer('自行车局') },
  lifecycle: {
    reported: { title: '待处置', by: 'duty', within: minutes(30), acts: { clear: end('疏导完毕', '已疏导', 'done', { primary: true, reason: 'needed' }), dismiss: end('误报', '误报', 'void', { reason: 'needed' }) } },
  },
});

export const counterRepair = defineMatter({
  key: 'counter-repair', title: '计数器检修', kind: 'task', openedBy: 'system',
  form: Type.Object({ code: text('设备编号'), name: text('设备名称'), since: time('失联起点'), organ: organ('主管单位') }, { additionalProperties: false }),
  people: { owner: officer('自行车局') },
  lifecycle: { open: { title: '待检修', by: 'owner', within: workingDays(2), acts: { repair: end('已修复', '已修复', 'done', { primary: true }) } } },
});

/** The same counter, but its silence opens a task: for the tests of what stands above the things. */
export const watchedCounter = defineThing({
  key: 'watched-counter', title: '值守计数器', owner: '自行车局', reports: { bikes: quantity('自行车', '1', 0, 10_000), pressure: quantity('气压', 'kPa', -5, 900) },
  every: minutes(10), silentAfter: hours(1), silenceOpens: counterRepair, facts: Type.Object({ lowest: Type.Optional(number('最低气压')) }, { additionalProperties: false }),
});

export const bikeFlow = defineSignal({
  key: 'bike-flow', title: '骑行流量', meaning: '一小时内经过计数器的自行车', formula: '各计数器小时均值的平均', owner: '自行车局', unit: '辆', better: 'neither', decimals: 1, related: ['jams-open'], keyNumber: 1,
  per: { region: 'county', period: 'hour' }, from: watchedCounter.readings.mean('bikes'),
  value: ({ values }) => values.bikes ?? null,
  warn: [
    { level: 'yellow', when: above(100), opens: opening(bikeJam, 'III') },
    { level: 'orange', when: above(200), opens: opening(bikeJam, 'II') },
    { level: 'red', when: above(500), for: hours(2), opens: opening(bikeJam, 'I') },
  ],
  describes: ({ matterLevel, value, regionName }) => ({ title: `${regionName}骑行拥堵`, form: { level: matterLevel, flow: value, where: regionName } }),
});

/** How far the worst pump is beneath its own lowest pressure. */
export const pumpLack = defineSignal({
  key: 'pump-lack', title: '气压不足', meaning: '打气筒气压低于各自下限的程度', formula: '下限减最新读数，取最大者', owner: '自行车局', unit: 'kPa', better: 'lower',
  per: { region: 'county', period: 'hour' }, from: watchedCounter.readings.lastOfEach('pressure'),
  value: ({ things }) => {
    const lacks = things.flatMap(({ id, name, facts, values }) => (typeof facts['lowest'] === 'number' && values.pressure !== undefined ? [{ value: facts['lowest'] - values.pressure, because: { thing: id, words: name } }] : []));
    return lacks.toSorted((a, b) => b.value - a.value)[0] ?? null;
  },
  warn: [{ level: 'blue', when: above(0) }],
});

export const jamsOpen = defineSignal({
  key: 'jams-open', title: '未了拥堵', meaning: '尚未办结的拥堵处置', formula: '计数', owner: '自行车局', unit: '件', better: 'lower',
  per: { region: 'county', period: 'day', organ: true }, from: matters.open({ types: [bikeJam] }), value: ({ count }) => count, warn: [{ level: 'yellow', when: above(50) }],
});

export const jamsOnTime = defineSignal({
  key: 'jams-on-time', title: '拥堵按时处置率', meaning: '按时处置的份额', formula: '按时办结 ÷ 办结', owner: '自行车局', unit: '%', better: 'higher', target: { condition: atLeast(90), row: 'TEST-1' },
  per: { region: 'county', period: 'day', organ: true }, from: matters.onTime({ types: [bikeJam] }), value: percent, warn: [{ level: 'yellow', when: below(60) }],
});

export const helmetShare = defineSignal({
  key: 'helmet-share', title: '头盔佩戴率', meaning: '抽查中佩戴头盔的份额', formula: '各区填报，全市取平均', owner: '自行车局', unit: '%', better: 'higher',
  per: { region: 'county', period: 'month' }, from: reported(0, 100), value: ({ value }) => value, warn: [{ level: 'yellow', when: below(50) }],
});

export const counterSignals = [bikeFlow, pumpLack, jamsOpen, jamsOnTime, helmetShare];
