import type { Db } from '#kernel/database/connect.ts';
import type { Reader } from '../reader.ts';

/** Where an object lies, and, where a floor knows of them, further ways to it than the right (its applicant, an organ it was sent to). */
export type Whereabouts = { readonly organ: string | null; readonly region: string | null; readonly alsoBy?: (reader: Reader) => Promise<{ readonly zh: string; readonly en: string } | null> };
type Finder = (db: Db, id: string) => Promise<Whereabouts | null>;

const finders = new Map<string, Finder>();

/** A floor says how to find one of its objects, so that anybody can be told why they may or may not see it. */
export const tellsWhere = (object: string, find: Finder): void => void finders.set(object, find);

export const knownObjects = (): string[] => [...finders.keys()].toSorted();
export const finderOf = (object: string): Finder | undefined => finders.get(object);
