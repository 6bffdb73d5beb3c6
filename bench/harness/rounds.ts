import type { Contestant, Match } from './case.ts';

/** What one contestant did over all rounds; times in milliseconds. */
export type Speed = { readonly name: string; readonly perSecond: number; readonly p50: number; readonly p95: number; readonly p99: number; readonly units: number };

/** Our speed as a share of a floor's: the median of the rounds, and the lowest and highest. Only this may be compared between machines. */
export type Ratio = { readonly floor: string; readonly median: number; readonly low: number; readonly high: number };

export type MatchResult = { readonly label: string; readonly concurrency: number; readonly speeds: readonly Speed[]; readonly ratios: readonly Ratio[] };

export type Pace = { readonly rounds: number; readonly seconds: number; readonly concurrency: number };

type Round = { readonly units: number; readonly seconds: number; readonly times: readonly number[] };

/**
 * Runs floors and ours in turns within every round, so that what disturbs the machine disturbs both, and turns the order
 * round from one round to the next, so that nobody always goes last. One short round before it is not counted.
 */
export async function play(match: Match, pace: Pace): Promise<MatchResult> {
  const concurrency = match.concurrency ?? pace.concurrency;
  const contestants = [...match.floors, match.ours];
  const turns = new Map(contestants.map((contestant) => [contestant, { next: 0 }]));
  const once = (contestant: Contestant, seconds: number) => work(contestant, turns.get(contestant) ?? { next: 0 }, concurrency, seconds);
  for (const contestant of contestants) await once(contestant, Math.min(1, pace.seconds / 3));
  const rounds = new Map<Contestant, Round[]>(contestants.map((contestant) => [contestant, []]));
  for (let round = 0; round < pace.rounds; round += 1) {
    for (const contestant of round % 2 === 0 ? contestants : contestants.toReversed()) rounds.get(contestant)?.push(await once(contestant, pace.seconds));
  }
  const ours = rounds.get(match.ours) ?? [];
  return {
    label: match.label,
    concurrency,
    speeds: contestants.map((contestant) => speedOf(contestant.name, rounds.get(contestant) ?? [])),
    ratios: match.floors.map((floor) => ratioOf(floor.name, rounds.get(floor) ?? [], ours)),
  };
}

/** One contestant for some seconds: `concurrency` workers, each starting its next turn when the last is done. The first failure ends all. */
async function work(contestant: Contestant, turn: { next: number }, concurrency: number, seconds: number): Promise<Round> {
  const times: number[] = [];
  let units = 0;
  const begun = performance.now();
  const until = begun + seconds * 1000;
  await Promise.all(Array.from({ length: concurrency }, async (_, worker) => {
    for (let now = performance.now(); now < until; ) {
      const did = await contestant.run(turn.next++, worker);
      // Added only now: `units += await …` would read the old sum before the wait and lose what others did meanwhile.
      units += did ?? 1;
      const done = performance.now();
      times.push(done - now);
      now = done;
    }
  }));
  return { units, seconds: (performance.now() - begun) / 1000, times };
}

function speedOf(name: string, rounds: readonly Round[]): Speed {
  const times = Float64Array.from(rounds.flatMap((round) => round.times)).toSorted();
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { name, perSecond: median(rounds.map(rate)), p50: at(0.5), p95: at(0.95), p99: at(0.99), units: rounds.reduce((sum, round) => sum + round.units, 0) };
}

function ratioOf(floor: string, theirs: readonly Round[], ours: readonly Round[]): Ratio {
  const ratios = ours.map((round, index) => rate(round) / rate(theirs[index] ?? round));
  return { floor, median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) };
}

const rate = (round: Round): number => round.units / round.seconds;

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
