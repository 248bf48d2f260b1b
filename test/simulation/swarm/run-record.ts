import type { JournalEntry } from '../../../src/core/journal.ts';
import type { LedgerCheck } from '../../../src/core/ledger-check.ts';
import type { RunPlan } from './run-plan.ts';
import type { Ended } from './world/command.ts';
import type { State } from './world/state.ts';
import type { Act, Exchange, Message } from './world/tenant.ts';

/** One process of a run, and how it ended. */
export interface ApplierRecord {
  /** Its place among the planned ones; those of the history come before them, those after the faults behind them. */
  readonly applier: number;
  readonly pid: number;
  readonly host: string;
  /** Undefined where it died. */
  readonly ended?: Ended;
  /** What it threw that cxform has no words for. */
  readonly thrown?: unknown;
  readonly boundaries: number;
  /** Messages of anybody that had gone out when its plan was settled; undefined where it never was. */
  readonly planned?: number;
  /** Messages of anybody that had gone out when it was first asked to stop, and listened. */
  readonly stopped?: number;
  /** Milliseconds of the world. */
  readonly began: number;
  readonly over: number;
}

/** All that happened in a run, for oracles to judge. */
export interface RunRecord {
  readonly plan: RunPlan;
  /** In the order in which they began. */
  readonly appliers: readonly ApplierRecord[];
  /** The last apply once faults have stopped. */
  readonly last: ApplierRecord;
  /** The plan after it. */
  readonly again: ApplierRecord;
  /** Writes that went out, whether or not they arrived. */
  readonly sent: readonly Message[];
  readonly exchanges: readonly Exchange[];
  readonly acts: readonly Act[];
  readonly states: readonly { readonly at: number; readonly state: State }[];
  readonly entries: readonly JournalEntry[];
  /** The journal as it is on the disk. */
  readonly journal: string;
  readonly check: LedgerCheck;
  /** Everything on the disk, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** What must be found nowhere. */
  readonly secrets: readonly string[];
  /** Faults, acts and turns, by how often each came. */
  readonly met: ReadonlyMap<string, number>;
  /** How often somebody had to take the lease away from a dead process of another machine. */
  readonly unlocks: number;
  readonly requests: number;
}
