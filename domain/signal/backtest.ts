import type { Db } from '#kernel/database/connect.ts';
import type { Signal, Warn } from './define.ts';
import { episodesIn, type Episode, type Valued } from './judge.ts';
import { isAt } from './spot.ts';

/** What is known of a real warning that a candidate rule is held against. */
type Known = { readonly region: string; readonly from: Date; readonly to: Date; readonly outcome: 'hit' | 'false' | 'unclear' | null };
export type JudgedEpisode = Episode & { readonly region: string; readonly found: 'hit' | 'false' | 'unknown' };

/** How a rule would have done over the past. Rates are of the episodes whose outcome is known; null while none is. */
export type Backtest = {
  readonly values: number;
  readonly fired: number;
  readonly hits: number;
  readonly falseAlarms: number;
  readonly unknown: number;
  /** Real warnings that turned out right and that this rule would not have given. */
  readonly missed: number;
  readonly hitRate: number | null;
  readonly falseRate: number | null;
  readonly byLevel: Readonly<Record<string, number>>;
  readonly episodes: readonly JudgedEpisode[];
};

/**
 * Tries a rule on past values: every episode it would have opened at the divisions that warn. An episode is a hit or a false
 * alarm when it overlaps a real warning whose matter was closed as such; otherwise nobody knows.
 */
export async function backtest(db: Db, signal: Signal, warn: readonly Warn[], { from, to, region }: { from: Date; to: Date; region?: string | undefined }): Promise<Backtest> {
  const rows = await db<(Valued & { region: string })[]>`
    select region, start, value from signal_values where signal = ${signal.key} and organ = '' and start >= ${from} and start < ${to} ${region === undefined ? db`` : db`and region = ${region}`} order by region, start`;
  const known = await db<Known[]>`
    select region, started_at as from, coalesce(recovered_at, ${to}::timestamptz) as to, outcome from signal_warnings
    where signal = ${signal.key} and started_at < ${to} and coalesce(recovered_at, 'infinity') >= ${from} ${region === undefined ? db`` : db`and region = ${region}`}`;
  const warning = rows.filter((row) => isAt(signal.warnAt, row.region));
  const episodes = [...Map.groupBy(warning, (row) => row.region)].flatMap(([code, series]) =>
    episodesIn(series, warn, signal.per.period).map((episode): JudgedEpisode => ({ ...episode, region: code, found: foundIn(episode, code, known, to) })));
  const count = (found: JudgedEpisode['found']) => episodes.filter((episode) => episode.found === found).length;
  const [hits, falseAlarms, unknown] = [count('hit'), count('false'), count('unknown')];
  const told = hits + falseAlarms;
  return {
    values: warning.length, fired: episodes.length, hits, falseAlarms, unknown,
    missed: known.filter((real) => real.outcome === 'hit' && !episodes.some((episode) => episode.region === real.region && overlaps(episode, real, to))).length,
    hitRate: told === 0 ? null : hits / told, falseRate: told === 0 ? null : falseAlarms / told,
    byLevel: Object.fromEntries([...Map.groupBy(episodes, ({ peak }) => peak)].map(([level, list]) => [level, list.length])),
    episodes: episodes.toSorted((a, b) => b.start.getTime() - a.start.getTime()),
  };
}

function foundIn(episode: Episode, region: string, known: readonly Known[], to: Date): JudgedEpisode['found'] {
  const met = known.filter((real) => real.region === region && overlaps(episode, real, to));
  if (met.some(({ outcome }) => outcome === 'hit')) return 'hit';
  return met.some(({ outcome }) => outcome === 'false') ? 'false' : 'unknown';
}

const overlaps = (episode: Episode, real: Known, to: Date) => episode.start <= real.to && (episode.end ?? to) >= real.from;

/** How the rules of each signal have done: warnings by outcome. */
export const qualityOf = (db: Db, signal: Signal) => db<{ warnings: number; open: number; hits: number; falseAlarms: number; unclear: number }[]>`
  select count(*)::int as warnings, (count(*) filter (where finished_at is null))::int as open, (count(*) filter (where outcome = 'hit'))::int as hits,
    (count(*) filter (where outcome = 'false'))::int as "falseAlarms", (count(*) filter (where outcome = 'unclear'))::int as unclear
  from signal_warnings where signal = ${signal.key}`;
