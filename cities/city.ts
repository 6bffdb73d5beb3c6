import type { Day } from '#kernel/time/day.ts';
import type { Region } from '#domain/place/region.ts';
import type { ThingType } from '#domain/thing/define.ts';
import type { Role } from '#domain/subject/define.ts';
import type { Pack } from '#domain/pack.ts';
import type { MapSketch } from './shapes.ts';

/** A kind of organ the city has: what packs call it, and where there is one. */
export type OrganKind = {
  /** 生态环境局: what packs say when they mean it. */
  readonly function: string;
  /** Where it exists: at the city, in every county, in every town. */
  readonly levels: readonly ('city' | 'county' | 'town')[];
  /**
   * How it is called in a county: 茂南区水务局 and 高州市水务局 when left out; `branch` 茂名市生态环境局茂南分局, everywhere or only
   * in the city's own districts, whose bureaus are not independent.
   */
  readonly branch?: 'everywhere' | 'in districts';
  /** Its name at the city, where that is not 茂名市 and the function. */
  readonly name?: string;
  /** Put before every name: 国家税务总局. */
  readonly prefix?: string;
};

/** One post of the demonstration: who signs in to show what. */
export type DemoPost = {
  readonly username: string;
  /** Citizens bear the name of the invented person they stand for. */
  readonly name?: string;
  /** What the account shows, as the start prints it. */
  readonly title: string;
  readonly face: 'portal' | 'office' | 'command' | 'hub';
  /** A citizen stands for an invented person; `enterprise` for one who represents an enterprise. */
  readonly citizen?: 'person' | 'enterprise';
  readonly organ?: { readonly function: string; readonly region: string };
  /** Where the appointment holds, when not the organ's own region. */
  readonly region?: string;
  readonly posts?: readonly string[];
  readonly roles?: readonly Role[];
};

/** What invented addresses and names of a city are made of. */
export type DemoWords = {
  readonly roads: readonly string[];
  readonly shopNames: readonly string[];
  readonly products: readonly string[];
  /** What people report, by the option they chose (a class of city event); `other` for everything else. */
  readonly phrases: Readonly<Record<string, readonly string[]>>;
};

/** A device of the demonstration that others can report as; its key is `demo-` and its code while DEMO=1. */
export type DemoStation = {
  readonly type: ThingType;
  readonly code: string;
  readonly name: string;
  /** The town it stands in: somewhere there on the invented map. */
  readonly town: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  /** What it usually reports, by quantity: the mean, and how far the day swings to either side of it. */
  readonly usual: Readonly<Record<string, readonly [mean: number, swing: number]>>;
};

/** A deployment: which packs, which regions, organs and names, and what its demonstration is made of. */
export type City = {
  readonly key: string;
  readonly title: string;
  readonly english: string;
  /** Its own 12-digit division code; divisions come from the statistical tables by it. */
  readonly region: string;
  readonly packs: readonly Pack[];
  /** Divisions of the past whose codes are still met in papers and identity numbers. */
  readonly pastRegions: readonly Region[];
  /** First days of standing divisions, where they are known; the statistical tables do not tell. */
  readonly standsSince: Readonly<Record<string, Day>>;
  readonly sketch: MapSketch;
  readonly organs: readonly OrganKind[];
  readonly posts: readonly DemoPost[];
  readonly stations: readonly DemoStation[];
  readonly words: DemoWords;
};

export const defineCity = (city: City): City => Object.freeze(city);

/** The password of every demonstration account. It opens nothing unless DEMO=1. */
export const demoPassword = 'yiwang-demo';
