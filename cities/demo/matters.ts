import { fileURLToPath } from 'node:url';
import type { Db } from '#kernel/database/connect.ts';
import { ensureMonths } from '#kernel/database/months.ts';
import { addDays, dayOf, startOf, type Day } from '#kernel/time/day.ts';
import { dueAt } from '#kernel/time/due.ts';
import type { Duration } from '#kernel/time/duration.ts';
import { matterTypes, type MatterType } from '#domain/matter/define.ts';
import { seededPick } from '#domain/subject/identifiers/generate.ts';
import type { House } from '#kernel/house.ts';
import type { City } from '../city.ts';
import { layCases, writeCases, type OpenedCase } from './cases.ts';
import type { Growth } from './grow.ts';
import { layOrgans } from './organs-at.ts';
import { inventLife, livelyTypes, type Life } from './lives.ts';
import type { Amounts } from './scale.ts';

/** Organs that are sent out to what people report. */
const units = ['城市管理和综合执法局', '城市管理和综合执法局', '住房和城乡建设局', '交通运输局', '水务局', '公安局'];
/** Of a hundred lives, how many of each kind: tickets are many, incidents few. */
const shares: Readonly<Record<string, number>> = { ticket: 56, service: 42, incident: 2 };
/** Days back from now in which a matter may still be open, so that its deadline must be known to the hour. */
const recent = 90;

/** Prepares the lives in temporary tables and answers how matters grow; null when no type of this city can be lived. */
export async function matterGrowth(hands: readonly Db[], house: House, city: City, now: Date, amounts: Amounts, spots: number, before: number): Promise<Growth | null> {
  const lives = inventLives(city, house.declared.all(matterTypes), dayOf(now));
  if (lives.length === 0) return null;
  const [today, yearAgo] = [dayOf(now), addDays(dayOf(now), -366)];
  await ensureMonths(house.db, ['matters', 'matter_acts'], yearAgo, today);
  for (const hand of hands) {
    await layLives(hand, lives, now);
    await layOrgans(hand, city, [...units, ...lives.flatMap(({ steps }) => steps.flatMap(({ organ, doer }) => [organ ?? '', doer]))]);
    await layCases(hand);
  }
  return {
    name: 'matters', title: '事项', wanted: amounts.matters, file: fileURLToPath(new URL('cases.sql', import.meta.url)),
    values: [before, Math.max(amounts.matters, before + 1), now, lives.length, spots, amounts.persons, amounts.enterprises, city.words.roads],
    write: (tx, rows) => writeCases(tx, house, lives, rows as readonly OpenedCase[]),
  };
}

/** A few hundred lives; how many of a kind there are is how often they are lived. */
function inventLives(city: City, types: readonly MatterType[], day: Day): Life[] {
  const pick = seededPick(`${city.key} lives`);
  const able = livelyTypes(types);
  return Object.entries(shares).flatMap(([kind, share]) => {
    const ones = able.filter((type) => type.kind === kind);
    return ones.length === 0 ? [] : Array.from({ length: share * 6 }, (_, index) => inventLife(ones[index % ones.length] as MatterType, pick, day, units, city.words));
  });
}

const keyOf = (duration: Duration | null | undefined) => (duration ? `${duration.count} ${duration.unit}` : null);
/** Whether a deadline depends on the hour it starts at, or only on the day. */
const perOf = (duration: Duration | null) => (duration && ['seconds', 'minutes', 'hours', 'workingHours'].includes(duration.unit) ? 'hour' : 'day');

async function layLives(session: Db, lives: readonly Life[], now: Date): Promise<void> {
  const rows = lives.map((life, index) => ({
    life: index, type: life.type.key, kind: life.type.kind, title: life.title, words: life.words, answers: life.answers,
    source: life.source, level: life.level, subject: life.subject, rated: life.type.rated, promised: keyOf(life.type.guide?.promised), pauses: life.steps.some(({ pauses }) => pauses),
    unit: life.steps.find(({ dispatches }) => dispatches) ? (life.steps.find(({ doer }) => units.includes(doer))?.doer ?? units[0]) : null,
  }));
  const steps = lives.flatMap((life, index) => life.steps.map((step, at) => {
    const sofar = life.steps.slice(0, at + 1);
    return {
      ...step, life: index, step: at + 1, from_state: step.from, to_state: step.to, due: keyOf(step.due), due_per: perOf(step.due),
      dispatched: sofar.some(({ dispatches }) => dispatches), accepted: sofar.find(({ accepts }) => accepts)?.minutes ?? null,
    };
  }));
  await session`drop table if exists demo_lives, demo_steps, demo_due`;
  await session`create temporary table demo_lives as select *, to_tsvector('simple', words) as vector from jsonb_to_recordset(${session.json(rows as never)}::jsonb) as row(life int, type text, kind text, title text, words text, answers jsonb, source text, level text, subject text, rated boolean, promised text, pauses boolean, unit text)`;
  await session`create temporary table demo_steps as select * from jsonb_to_recordset(${session.json(steps as never)}::jsonb) as row(life int, step int, act text, title text, from_state text, to_state text, outcome text,
    minutes int, organ text, post text, waits boolean, doer text, actor text, reason text, dispatches boolean, dispatched boolean, accepted int, pauses boolean, due text, due_per text)`;
  await session`create index on demo_steps (life, step)`;
  const durations = new Map(lives.flatMap((life) => [...life.steps.map(({ due }) => due), life.type.guide?.promised ?? null]).flatMap((due) => (due ? [[keyOf(due) ?? '', due] as const] : [])));
  const dues = [...durations].flatMap(([duration, length]) => startsFor(length, now).map((at) => ({ duration, at, due: deadline(at, length) })));
  await session`create temporary table demo_due as select * from jsonb_to_recordset(${session.json(dues as never)}::jsonb) as row(duration text, at timestamptz, due timestamptz)`;
  await session`create index on demo_due (duration, at)`;
  for (const table of ['demo_lives', 'demo_steps', 'demo_due']) await session`analyze ${session(table)}`;
}

/** Every start a deadline may be reckoned from: the days of the year, or the hours of the recent ones. */
function startsFor(duration: Duration, now: Date): Date[] {
  const today = dayOf(now);
  if (perOf(duration) === 'day') return Array.from({ length: 400 }, (_, back) => startOf(addDays(today, -back)));
  return Array.from({ length: recent * 24 }, (_, back) => new Date(startOf(today).getTime() + (24 - back) * 3_600_000));
}

function deadline(start: Date, duration: Duration): Date | null {
  const due = dueAt(start, duration);
  return due.state === 'running' ? due.at : null;
}
