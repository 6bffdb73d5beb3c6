import type { House } from '#kernel/house.ts';
import type { VersionColumn } from '../column.ts';
import { columnsFor, type Dataset, type Version } from '../catalogue/dataset.ts';
import { maskedNames } from '../mask.ts';
import type { Part } from '../lake/places.ts';
import { findGrant, type Grant } from './grant.ts';
import { findServed, type Served } from './serve.ts';

/** Everything a call under a grant needs to know, except whether it is let through: that is decided with its commit. */
export type Context = {
  readonly grant: Grant; readonly datasetId: string; readonly version: number; readonly parts: readonly Part[];
  /** All columns of the version in their order, and those granted. */
  readonly columns: readonly VersionColumn[]; readonly granted: readonly VersionColumn[];
  readonly revealed: ReadonlySet<string>; readonly masked: readonly string[];
  readonly subjectColumn: string | null; readonly served: Served | null;
};

/** How long a context may be used before it is read anew; changes heard on the bus end it at once. */
const freshFor = 1000;
type Kept = { readonly at: number; readonly context: Promise<Context | null> };

/** Contexts by grant. Masks, versions and copies change seldom; that a grant has ended is never taken from here. */
export class Contexts {
  readonly #house: House;
  readonly #kept = new Map<string, Kept>();

  constructor(house: House) {
    this.#house = house;
  }

  /** Forgets everything whenever a dataset changes anywhere. Returns how to stop. */
  listen(): () => void {
    return this.#house.live.hear((notice) => {
      if (notice.topic.startsWith('dataset.') && notice.topic !== 'dataset.import-moved') this.#kept.clear();
    });
  }

  find(grantId: string): Promise<Context | null> {
    const known = this.#kept.get(grantId);
    if (known && performance.now() - known.at < freshFor) return known.context;
    if (this.#kept.size > 5000) this.#kept.clear();
    const context = this.#read(grantId);
    this.#kept.set(grantId, { at: performance.now(), context });
    context.catch(() => this.#kept.delete(grantId));
    return context;
  }

  async #read(grantId: string): Promise<Context | null> {
    const { db } = this.#house;
    const grant = await findGrant(db, grantId);
    if (!grant) return null;
    const [dataset] = await db<Pick<Dataset, 'id' | 'current' | 'columns' | 'subject_column'>[]>`select id, current, columns, subject_column from datasets where id = ${grant.dataset_id}`;
    const [version] = await db<Pick<Version, 'number' | 'columns' | 'parts'>[]>`select number, columns, parts from dataset_versions where dataset_id = ${grant.dataset_id} and number = ${dataset?.current ?? -1} and destroyed_at is null`;
    if (!dataset || !version) return { grant, datasetId: grant.dataset_id, version: 0, parts: [], columns: [], granted: [], revealed: new Set(), masked: [], subjectColumn: null, served: null };
    const columns = columnsFor(dataset, version);
    const granted = columns.filter((column) => grant.columns.includes(column.name));
    const revealed = new Set(grant.revealed);
    return {
      grant, datasetId: dataset.id, version: version.number, parts: version.parts, columns, granted, revealed, masked: maskedNames(granted, revealed),
      subjectColumn: dataset.subject_column, served: await findServed(db, dataset.id, version.number),
    };
  }
}
