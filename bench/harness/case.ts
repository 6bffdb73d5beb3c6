/** `small` runs on a laptop in minutes; `city` is the size of a whole city (docs/performance.md). */
export type Scale = 'small' | 'city';

/** What a case may ask of the machine. Everything it opens is closed when the case ends. */
export type Ground = {
  readonly scale: Scale;
  /** How many clients work at the same time. */
  readonly concurrency: number;
  /** An empty database of its own, whose commits are synced to disk as in production. Answers its address. */
  readonly database: () => Promise<string>;
  /** Our program, seeded at this scale, in a process of its own: its address and its database. */
  readonly city: (env?: Readonly<Record<string, string>>) => Promise<{ url: string; database: string }>;
  /** A floor to compare with, in a process of its own: a script that prints its address as the first line. */
  readonly server: (script: URL, env?: Readonly<Record<string, string>>) => Promise<string>;
  /** Closes something when the case ends; the last opened is closed first. */
  readonly closing: (close: () => unknown) => void;
  readonly say: (line: string) => void;
};

/** One who does the work. `run` does one turn of it and may answer how many units that was (default 1); it throws when the work went wrong. */
export type Contestant = {
  readonly name: string;
  readonly run: (turn: number, worker: number) => Promise<number | void>;
};

/** The same work by the floors and by us, on the same data, at one size. `engine`: the bare database; `route`: the same behind a plain HTTP route. */
export type Match = {
  /** What makes this match different from the others of its case, such as "10 k matters, narrow role". */
  readonly label: string;
  readonly floors: readonly Contestant[];
  readonly ours: Contestant;
  /** For work that cannot run in parallel. */
  readonly concurrency?: number;
};

/** A figure that is no race, such as the weight of a page, with the bound it should keep. */
export type Figure = { readonly label: string; readonly value: number; readonly unit: string; readonly atMost?: number };

/** One file of bench/cases: what is compared. Between two matches the case may let its data grow. */
export type BenchCase = {
  readonly name: string;
  /** One sentence: what work, done how. */
  readonly what: string;
  /** What is counted: lives, calls, points, rows. */
  readonly unit: string;
  /** The share of each floor we want to reach (docs/performance.md). */
  readonly goals?: Readonly<Record<string, number>>;
  readonly matches?: (ground: Ground) => AsyncIterable<Match>;
  readonly figures?: (ground: Ground) => Promise<readonly Figure[]>;
};
