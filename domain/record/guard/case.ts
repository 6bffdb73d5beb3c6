import type { Db } from '#kernel/database/connect.ts';

/** The open case that looks into a warning of use. */
export type UseCase = { readonly id: string; readonly number: string };
type Finder = (db: Db, traceIds: readonly string[]) => Promise<ReadonlyMap<string, UseCase>>;

let find: Finder = async () => new Map();

/** The floor of cases, above this one, says how to find the open ones by the trace of the warning that opened them. */
export const findsUseCases = (finder: Finder): void => void (find = finder);

/** Open cases by the trace of their warning. What such a case finds closes the warning: there are not two places to settle one. */
export const useCasesOf: Finder = (db, traceIds) => find(db, traceIds);
