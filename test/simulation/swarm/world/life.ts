import type { Time, Timer } from './time.ts';

/** What befalls a process at one of its boundaries, counted from 0. */
export interface Turn {
  readonly at: number;
  /** `power`: the whole machine goes down. `stop` is a request to stop, such as SIGTERM. */
  readonly what: 'crash' | 'power' | 'stop' | 'freeze';
  /** Of a freeze. */
  readonly ms?: number;
}

interface LifeParts {
  readonly time: Time;
  readonly turns: readonly Turn[];
  /** Told of each turn as it comes; of a request to stop, whether anybody listens. */
  readonly onTurn: (turn: Turn, isHeard: boolean) => void;
}

/**
 * The life of one simulated process. Wherever it touches the world it crosses a boundary, and there it may die, be frozen for a while, or
 * be asked to stop. What a dead process waits for never comes, so that not a line of it runs any more.
 */
export class Life {
  /** Resolves when it dies before its end. */
  readonly death: Promise<void>;
  readonly #parts: LifeParts;
  readonly #timers = new Set<Timer>();
  readonly #onDeath: (() => void)[] = [];
  readonly #turns: ReadonlyMap<number, Turn>;
  #resolveDeath = () => {};
  #boundaries = 0;
  #isOver = false;
  #frozen: Promise<void> | undefined;
  #stop: (() => void) | undefined;

  constructor(parts: LifeParts) {
    this.#parts = parts;
    this.#turns = new Map(parts.turns.map((turn) => [turn.at, turn]));
    this.death = new Promise((resolve) => {
      this.#resolveDeath = resolve;
    });
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** How many it has crossed. */
  get boundaries(): number {
    return this.#boundaries;
  }

  /** Calls back as it dies. */
  onDeath(call: () => void): void {
    this.#onDeath.push(call);
  }

  /** Who listens is asked to stop from now on; who does not, dies of it. Undefined listens no more. */
  listen(stop: (() => void) | undefined): void {
    this.#stop = stop;
  }

  /** Crosses a boundary, and goes on where it lives on. */
  async cross(): Promise<void> {
    this.pass();
    await this.gate();
  }

  /** Crosses a boundary in the midst of something that is done whatever becomes of the process. */
  pass(): void {
    if (this.#isOver) return;
    const turn = this.#turns.get(this.#boundaries++);
    // Node hears of a signal when what it is about is done.
    if (turn?.what === 'stop') this.#parts.time.after(0, () => this.#take(turn));
    else if (turn) this.#take(turn);
  }

  /** Resolves when the process runs; never where it is dead. */
  async gate(): Promise<void> {
    while (this.#frozen && !this.#isOver) await this.#frozen;
    if (this.#isOver) await new Promise<never>(() => {});
  }

  /** Calls back when a time is over, if it is alive then, and thawed. */
  after(ms: number, fire: () => void): Timer {
    if (this.#isOver) return { cancel: () => {} };
    const timer = this.#parts.time.after(ms, () => {
      this.#timers.delete(timer);
      // What it began as it died is not its any more.
      if (this.#isOver) return;
      if (this.#frozen) void this.gate().then(fire);
      else fire();
    });
    this.#timers.add(timer);
    return {
      cancel: () => {
        this.#timers.delete(timer);
        timer.cancel();
      },
    };
  }

  /** Ends it at once, wherever it is. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const timer of this.#timers) timer.cancel();
    for (const call of this.#onDeath) call();
    this.#resolveDeath();
  }

  #take(turn: Turn): void {
    if (this.#isOver) return;
    this.#parts.onTurn(turn, this.#stop !== undefined);
    if (turn.what === 'freeze') this.#freeze(turn.ms ?? 0);
    else if (turn.what === 'stop' && this.#stop) this.#stopOnce(this.#stop);
    else this.end();
  }

  /** The next request to stop finds nobody who listens. */
  #stopOnce(stop: () => void): void {
    this.#stop = undefined;
    stop();
  }

  #freeze(ms: number): void {
    const frozen = this.#parts.time.sleep(ms).then(() => {
      if (this.#frozen === frozen) this.#frozen = undefined;
    });
    this.#frozen = frozen;
  }
}
