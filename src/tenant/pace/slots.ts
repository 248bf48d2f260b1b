/** A number of places, each for one piece of work at a time; who finds none waits in line. */
export class Slots {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(count: number) {
    this.#free = count;
  }

  /** `stopped` ends the waiting, with its reason; not the work. */
  async hold<T>(work: () => Promise<T>, stopped: AbortSignal): Promise<T> {
    await this.#take(stopped);
    try {
      return await work();
    } finally {
      this.#release();
    }
  }

  async #take(stopped: AbortSignal): Promise<void> {
    stopped.throwIfAborted();
    if (this.#free > 0) this.#free--;
    else await this.#wait(stopped);
  }

  #wait(stopped: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        stopped.removeEventListener('abort', giveUp);
        resolve();
      };
      const giveUp = () => {
        this.#waiting.delete(begin);
        reject(stopped.reason);
      };
      this.#waiting.add(begin);
      stopped.addEventListener('abort', giveUp, { once: true });
    });
  }

  #release(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free++;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
