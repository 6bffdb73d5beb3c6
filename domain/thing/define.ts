import { Type, type TObject } from 'typebox';
import { nounKey, type Declaration } from '#kernel/declare/declared.ts';
import { hours, type Elapsed } from '#kernel/time/duration.ts';

/** What a thing measures: its name, its unit (UCUM where it has one), and the values that are possible at all. */
export type Quantity = { readonly title: string; readonly unit: string; readonly minimum: number; readonly maximum: number };

/** `quantity('PM2.5', 'µg/m³', 0, 2000)`: a value outside is refused, so give the limits of the instrument, not of the law. */
export const quantity = (title: string, unit: string, minimum: number, maximum: number): Quantity => ({ title, unit, minimum, maximum });

/** How several readings become one number. */
export type Summary = 'mean' | 'highest' | 'lowest' | 'last' | 'total';

/** Readings as the source of a signal: which quantities of which things, and how they are summed up. */
export type ReadingsSource<Q extends string = string> = {
  readonly kind: 'readings';
  readonly thing: ThingType;
  readonly by: Summary;
  readonly quantities: readonly Q[];
  /** The value of every hour of the period, not only of the whole: what an eight-hour mean is made of. */
  readonly hourly: boolean;
  /** Every thing by itself, with its facts, not only their summary. */
  readonly ofEach: boolean;
};

/** Where signals start: `airStation.readings.mean('pm25', 'pm10')`. */
export type Readings<Q extends string> = {
  /** The mean over the things of each thing's mean. */
  mean<P extends Q>(...quantities: readonly P[]): ReadingsSource<P>;
  /** The same for every hour of a longer period. */
  hourlyMean<P extends Q>(...quantities: readonly P[]): ReadingsSource<P>;
  highest<P extends Q>(...quantities: readonly P[]): ReadingsSource<P>;
  lowest<P extends Q>(...quantities: readonly P[]): ReadingsSource<P>;
  /** The latest reading: the mean of it over the things. */
  last<P extends Q>(...quantities: readonly P[]): ReadingsSource<P>;
  /** The sum over time of each thing: rain, water used. */
  total<P extends Q>(...quantities: readonly P[]): ReadingsSource<P>;
  /** The latest reading of each thing by itself, beside its facts: a level against the thing's own warning level. */
  lastOfEach<P extends Q>(...quantities: readonly P[]): ReadingsSource<P>;
  /** The sum over time of each thing by itself. */
  totalOfEach<P extends Q>(...quantities: readonly P[]): ReadingsSource<P>;
};

/** 固定、移动、被动、主动: how a thing senses. */
export type Sensing = 'fixed' | 'mobile' | 'passive' | 'active';

/** A kind of thing that reports. */
export type ThingType<Q extends string = string> = Declaration & {
  readonly noun: 'thing';
  /** The function of the organ that owns such things (生态环境, 水务); the nearest one is found from the place. */
  readonly owner: string;
  readonly sensing: Sensing;
  readonly reports: Readonly<Record<Q, Quantity>>;
  /** How often one reports when all is well. */
  readonly every: Elapsed;
  /** After how long silence is a fact its owner must know. */
  readonly silentAfter: Elapsed;
  /** The matter that silence opens: a definition of noun `matter` from a pack. */
  readonly silenceOpens?: Declaration;
  /** How old a reading may be on arrival. */
  readonly acceptsLate: Elapsed;
  /** Facts of one thing that do not change by themselves, such as its warning level. */
  readonly facts: TObject;
  readonly readings: Readings<Q>;
};

export const thingTypes = nounKey<ThingType>('thing');

type Given<Q extends string> = Pick<ThingType<Q>, 'key' | 'title' | 'owner' | 'reports' | 'every' | 'silentAfter'> & Partial<Pick<ThingType<Q>, 'sensing' | 'silenceOpens' | 'acceptsLate' | 'facts'>>;

/** Declares a kind of thing. What is left out: fixed, without facts, readings up to thirty days late. */
export function defineThing<Q extends string>(given: Given<Q>): ThingType<Q> {
  const source = (by: Summary, { hourly = false, ofEach = false } = {}) => <P extends Q>(...quantities: readonly P[]): ReadingsSource<P> => ({ kind: 'readings', thing: type, by, quantities, hourly, ofEach });
  const type: ThingType<Q> = Object.freeze({
    noun: 'thing' as const,
    sensing: 'fixed' as const,
    acceptsLate: hours(30 * 24),
    facts: Type.Object({}),
    ...given,
    readings: {
      mean: source('mean'), hourlyMean: source('mean', { hourly: true }), highest: source('highest'), lowest: source('lowest'), last: source('last'), total: source('total'),
      lastOfEach: source('last', { ofEach: true }), totalOfEach: source('total', { ofEach: true }),
    },
  });
  return type;
}
