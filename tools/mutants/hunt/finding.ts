/** Which runs of the simulation are tried. */
export interface Hunt {
  /** In this order, until one breaks a promise. */
  readonly seeds: readonly number[];
  /** Kinds of fault that are drawn from. */
  readonly faults: readonly string[];
}

/** How a hunt ended, and with which of its runs. */
export interface Finding {
  readonly runs: number;
  readonly kill?: Kill;
}

/** What a run has shown. */
export interface Kill {
  /** The oracle that has found it; `bug` where nothing caught what was thrown, `limit` where a run took too long. */
  readonly oracle: string;
  readonly says: string;
}
