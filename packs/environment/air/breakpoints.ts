import type { Day } from '#kernel/time/day.ts';

/** The pollutants of the index. Concentrations in µg/m³, CO in mg/m³. */
export const pollutants = ['pm25', 'pm10', 'so2', 'no2', 'co', 'o3'] as const;
export type Pollutant = (typeof pollutants)[number];

/** A column of the table: the concentrations at which the index reaches each of its steps. */
export type Column = readonly number[];

/** The index at the steps of every column. */
export const steps: Column = [0, 50, 100, 150, 200, 300, 400, 500];

/** One edition of the table. `beyond`: what the index is where a column ends before 500; null sends the reader to another column. */
export type Breakpoints = {
  readonly edition: string;
  readonly day: Readonly<Record<Exclude<Pollutant, 'o3'> | 'o3of8', Column>>;
  readonly hour: Readonly<Record<Pollutant, Column>>;
  readonly beyond: { readonly so2hour: number | null; readonly o3of8: number | null };
};

const so2 = [0, 50, 150, 475, 800, 1600, 2100, 2620];
const no2 = [0, 40, 80, 180, 280, 565, 750, 940];
const co = [0, 2, 4, 14, 24, 36, 48, 60];
const o3of8 = [0, 100, 160, 215, 265, 800];
const hourly = {
  so2: [0, 150, 500, 650, 800],
  no2: [0, 100, 200, 700, 1200, 2340, 3090, 3840],
  co: [0, 5, 10, 35, 60, 90, 120, 150],
  o3: [0, 160, 200, 300, 400, 800, 1000, 1200],
};

/** The real-time index has no hourly column for particles: the hour's mean is read in the column of the day. */
const edition = (name: string, pm25: Column, pm10: Column, beyond: Breakpoints['beyond']): Breakpoints =>
  ({ edition: name, day: { pm25, pm10, so2, no2, co, o3of8 }, hour: { ...hourly, pm25, pm10 }, beyond });

const hj2012 = edition('HJ 633—2012', [0, 35, 75, 115, 150, 250, 350, 500], [0, 50, 150, 250, 350, 420, 500, 600], { so2hour: null, o3of8: null });
const hj2026 = edition('HJ 633—2026', [0, 35, 60, 115, 150, 250, 350, 500], [0, 50, 120, 250, 350, 420, 500, 600], { so2hour: 200, o3of8: 300 });

/** The editions by the day each came into force, newest first. */
const editions: readonly (readonly [Day, Breakpoints])[] = [['2026-03-01', hj2026], ['2013-01-01', hj2012]];

/** The table that counts on a day: an index is reckoned by the rule of its own day. Days before the first edition are read by the first. */
export const breakpointsOn = (day: Day): Breakpoints => editions.find(([from]) => from <= day)?.[1] ?? hj2012;
