import type { Figure } from './figure.ts';

/** All that a bench found, as it is written to a file. */
export interface Results {
  readonly formatVersion: 1;
  /** The day in UTC. */
  readonly date: string;
  readonly machine: Machine;
  /** How often each command was run. */
  readonly runs: number;
  readonly seed: number;
  /** Of the objects. */
  readonly profileShare: number;
  readonly startUp: StartUp;
  readonly rows: readonly Row[];
  readonly growth: readonly Growth[];
  readonly makespans: readonly Makespan[];
}

/** The machine, in words that do not tell which one it is. */
export interface Machine {
  readonly node: string;
  readonly system: string;
  readonly cores: number;
  readonly memoryGb: number;
}

/** What it takes to start at all: `cxform --version`, and Node with nothing to do. */
export interface StartUp {
  readonly version: Used & { readonly wallSeconds: Figure };
  readonly node: Used & { readonly wallSeconds: Figure };
}

export interface Used {
  readonly cpuSeconds: Figure;
  readonly peakRssMb: Figure;
}

/** One command on one tenant. */
export interface Row extends Used {
  readonly objects: number;
  readonly command: string;
  /** Seen by the tenant, tokens aside. */
  readonly requests: Figure;
  /** The fewest that can do (design §1.3). */
  readonly bound: number;
  /** Beyond the bound: one look at a routing profile right before it is written, since a write replaces all of it. */
  readonly rereads: number;
  readonly writes: Figure;
  /** Objects that differ between Git and the tenant. */
  readonly changes: number;
  readonly wallSeconds: Figure;
}

/** How much more a command uses on a tenant ten times as large; each is the median less a floor. */
export interface Growth {
  readonly command: string;
  readonly from: number;
  readonly to: number;
  /** Less `cxform --version`. */
  readonly cpu: number;
  /** Less Node with nothing to do. */
  readonly rss: number;
}

/** How long an apply takes on a tenant that limits its requests, in virtual time. */
export interface Makespan {
  readonly scenario: string;
  readonly writes: number;
  readonly requestsPerMinute: number;
  /** What the client believes that it may send. */
  readonly clientRequestsPerMinute: number;
  readonly applied: number;
  /** Answers 429. */
  readonly refused: number;
  /** `writes / requestsPerMinute`. */
  readonly idealSeconds: number;
  readonly seconds: number;
}
