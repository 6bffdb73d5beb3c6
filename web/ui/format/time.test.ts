import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fullTime, rfc3339, sayAgo, sayDay, sayLength, sayTime } from './time.ts';

const now = new Date('2026-03-12T06:05:09Z');

test('Near days are said by name, others by date, other years with their year', () => {
  assert.deepEqual(['2026-03-12', '2026-03-11', '2026-03-10', '2026-03-14', '2026-03-01', '2025-03-12'].map((day) => sayDay(day, now, 'zh')), ['今天', '昨天', '前天', '后天', '3月1日', '2025年3月12日']);
  assert.deepEqual(['2026-03-12', '2026-03-10', '2025-03-12'].map((day) => sayDay(day, now, 'en')), ['Today', '10 Mar', '12 Mar 2025']);
});

test('The day is the day in China, also just after its midnight', () => {
  assert.equal(sayTime('2026-03-11T16:01:00Z', now, 'zh'), '今天 00:01');
  assert.equal(sayTime('2026-03-11T15:59:00Z', now, 'zh'), '昨天 23:59');
});

test('The full form names weekday and second', () => {
  assert.equal(fullTime(now, 'zh'), '2026年3月12日 星期四 14:05:09');
  assert.match(fullTime(now, 'en'), /^Thursday,? 12 March 2026,? 14:05:09$/);
});

test('Freshness is said in minutes, then hours, then by day', () => {
  const ago = (minutes: number) => sayAgo(new Date(now.getTime() - minutes * 60_000), now, 'zh');
  assert.deepEqual([0, 3, 125, 60 * 30].map(ago), ['刚刚', '3 分钟前', '2 小时前', '昨天 08:05']);
});

test('A length of time keeps its two largest parts', () => {
  assert.equal(sayLength(125 * 60_000, 'zh'), '2 小时 5 分钟');
  assert.equal(sayLength(1000, 'zh'), '不到 1 分钟');
  assert.equal(sayLength(3 * 86_400_000, 'en'), '3 d');
});

test('Times are sent with the offset of China', () => assert.equal(rfc3339(now), '2026-03-12T14:05:09+08:00'));
