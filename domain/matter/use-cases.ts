import { findsUseCases } from '#domain/record/guard/case.ts';

/** A case a warning of use opened runs under its trace; the first is meant where one opened another. */
findsUseCases(async (db, traceIds) => {
  const rows = traceIds.length === 0 ? [] : await db<{ trace: string; id: string; number: string }[]>`select trace_id as trace, id, number from matters where trace_id = any(${[...traceIds]}) and ended_at is null order by id desc`;
  return new Map(rows.map(({ trace, id, number }) => [trace, { id, number }]));
});
