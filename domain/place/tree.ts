import type { Day } from '#kernel/time/day.ts';
import { isWithin, stoodOn, type Level, type Region } from './region.ts';

/** All divisions of the city, held in memory: a few thousand that change a few times a year. */
export class RegionTree {
  /** Every division, also those of the past, in the order of codes. */
  readonly all: readonly Region[];
  readonly #byCode: ReadonlyMap<string, Region>;
  readonly #children: ReadonlyMap<string, readonly Region[]>;

  constructor(regions: readonly Region[]) {
    this.all = regions;
    this.#byCode = new Map(regions.map((region) => [region.code, region]));
    this.#children = Map.groupBy(regions.filter((region) => region.parent !== null), (region) => region.parent ?? '');
  }

  /** A division by its 12-digit code; undefined when there is none. */
  find(code: string): Region | undefined {
    return this.#byCode.get(code);
  }

  /** The divisions directly beneath one, also those of the past. */
  children(code: string): readonly Region[] {
    return this.#children.get(code) ?? [];
  }

  /** A division with all above it, widest first. Empty for a code that is not there. */
  chain(code: string): readonly Region[] {
    const chain: Region[] = [];
    for (let at = this.find(code); at; at = at.parent === null ? undefined : this.find(at.parent)) chain.unshift(at);
    return chain;
  }

  /** The division of a level that one lies in, or itself. */
  at(code: string, level: Level): Region | undefined {
    return this.chain(code).find((region) => region.level === level);
  }

  /** Every division in one, itself included, in the order of codes. */
  within(code: string): readonly Region[] {
    return this.all.filter((region) => isWithin(region.code, code));
  }

  /** The divisions that stand on a day and fit: beneath a parent, of a level. */
  list({ parent, level, on }: { parent?: string | undefined; level?: Level | undefined; on: Day }): readonly Region[] {
    const from = parent === undefined ? this.all : level === undefined ? this.children(parent) : this.within(parent).filter((region) => region.code !== parent);
    return from.filter((region) => (level === undefined || region.level === level) && stoodOn(region, on));
  }

  /** The division that stands today on the ground of a past one, followed through every change; itself when it stands. */
  today(code: string): Region | undefined {
    let region = this.find(code);
    for (let steps = 0; region?.replacedBy && steps < 20; steps++) region = this.find(region.replacedBy);
    return region;
  }

  /** The whole name from the city down: 茂名市高州市根子镇. Without the province, as addresses in one city are written. */
  fullName(code: string): string {
    return this.chain(code).filter((region) => region.level !== 'province').map((region) => region.name).join('');
  }
}
