/** Something that happens at a moment, unless it is called off before. */
export interface Timer {
  cancel(): void;
}

interface Due extends Timer {
  readonly at: number;
  readonly order: number;
  fire(): void;
}

/** Nothing is left that could ever happen, and what is waited for has not. */
export class Stuck extends Error {
  override readonly name = 'Stuck';
}

const startMs = Date.parse('2026-06-01T08:00:00Z');

/**
 * The time of a simulated world, shared by all that is in it: it moves only while somebody waits, and then from one thing that is due to
 * the next as soon as nothing else is left to do.
 */
export class Time {
  #elapsed = 0;
  #order = 0;
  #dues: Due[] = [];

  /** Milliseconds since 1970. */
  get now(): number {
    return startMs + this.#elapsed;
  }

  /** Milliseconds since the world began. */
  get elapsed(): number {
    return this.#elapsed;
  }

  after(ms: number, fire: () => void): Timer {
    const due: Due = {
      at: this.#elapsed + Math.max(0, ms),
      order: this.#order++,
      fire,
      cancel: () => {
        const place = this.#dues.indexOf(due);
        if (place >= 0) this.#dues.splice(place, 1);
      },
    };
    const later = this.#dues.findIndex(({ at }) => at > due.at);
    this.#dues.splice(later < 0 ? this.#dues.length : later, 0, due);
    return due;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.after(ms, resolve);
    });
  }

  /** Lets time go on until the work is done. Rejects with what it rejects with, or with Stuck where it cannot end, or not in `elapsedMsMax`. */
  async until<T>(work: Promise<T>, elapsedMsMax: number): Promise<T> {
    const end = this.#elapsed + elapsedMsMax;
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    work.then(done, done);
    for (;;) {
      // Two turns of the event loop: whatever promises were ready have run, and what they started too.
      await turn();
      await turn();
      if (isDone) return work;
      if (this.#dues.length === 0) await soon(() => isDone || this.#dues.length > 0);
      if (isDone) return work;
      const next = this.#dues.shift();
      if (!next) throw new Stuck('nothing is left to happen');
      if (next.at > end) throw new Stuck(`it goes on for more than ${elapsedMsMax} ms`);
      this.#elapsed = Math.max(this.#elapsed, next.at);
      next.fire();
    }
  }
}

/** A module that is loaded as it is first needed takes time of the real world. */
const patienceMs = 2_000;
const lookMs = 5;

/** Resolves when something is so, or has not come to be for a while of the real world. */
async function soon(isSo: () => boolean): Promise<void> {
  for (let waited = 0; waited < patienceMs && !isSo(); waited += lookMs) {
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
