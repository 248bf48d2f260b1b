import { setMaxListeners } from 'node:events';
import type { WriteGuard } from '../../core/ports.ts';

/** What every write of a connection passes right before it goes out: open to all until it has a guard. */
export class WriteGate {
  readonly #closed: AbortSignal;
  #guard: WriteGuard | undefined;
  #stopped: AbortSignal;

  /** `closed` ends all waiting, with its reason. */
  constructor(closed: AbortSignal) {
    this.#closed = closed;
    this.#stopped = closed;
  }

  /** Aborts when no write may go out any more, with what each of them ends in. Of the guard that there is now. */
  get stopped(): AbortSignal {
    return this.#stopped;
  }

  /** From now on this guard is asked. */
  guard(guard: WriteGuard): void {
    this.#guard = guard;
    this.#stopped = AbortSignal.any([this.#closed, guard.stopped]);
    // Every write that waits listens to it, and Node takes more than ten listeners for a leak.
    setMaxListeners(0, this.#stopped);
  }

  /** Resolves when a write may go out that may take `deadlineMs` milliseconds. Throws what the guard throws where it must not. */
  async pass(deadlineMs: number): Promise<void> {
    await this.#guard?.assure(deadlineMs);
  }
}
