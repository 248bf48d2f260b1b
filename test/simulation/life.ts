/** What a process that is dead throws at every turn: no error that cxform knows. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/**
 * The life of one simulated process. Wherever a crash would leave the world in another state it reaches a boundary: each is noted,
 * and at the chosen one the process dies.
 */
export class Life {
  /** Every boundary reached, in order. */
  readonly boundaries: string[] = [];
  readonly #crashAt: number | undefined;
  #isOver = false;

  /** `crashAt` is the place of the last boundary among `boundaries`; without it the process lives until its work is done. */
  constructor(crashAt?: number) {
    this.#crashAt = crashAt;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** A dead process does nothing: throws Crash where life is over. */
  goOn(): void {
    if (this.#isOver) throw new Crash('the process is dead');
  }

  /** Passes a boundary, or dies there after `lastAct`. Rejects with Crash where life is over. */
  async reach(boundary: string, lastAct?: () => Promise<void>): Promise<void> {
    this.goOn();
    this.boundaries.push(boundary);
    if (this.boundaries.length - 1 !== this.#crashAt) return;
    this.#isOver = true;
    await lastAct?.();
    throw new Crash(boundary);
  }
}
