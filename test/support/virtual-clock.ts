import type { Clock } from '../../src/core/ports.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  fire(): void;
}

/**
 * A clock that moves only when told, or (`auto`) jumps to the next timer as soon as nothing else is left to run.
 * `auto` is for work that stays in the process: a real socket's answer does not count as something left to run.
 */
export class VirtualClock implements Clock {
  #now: number;
  #elapsed = 0;
  #order = 0;
  #timers: Timer[] = [];
  #checking = false;
  readonly #auto: boolean;
  /** Every sleep asked for, in milliseconds, in order. */
  readonly sleeps: number[] = [];

  constructor(options: { start?: string; auto?: boolean } = {}) {
    this.#now = Date.parse(options.start ?? '2026-06-01T08:00:00Z');
    this.#auto = options.auto ?? false;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const timer = this.#add(ms, () => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      });
      const onAbort = () => {
        this.#remove(timer);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  deadline(ms: number): { readonly signal: AbortSignal; clear(): void } {
    const controller = new AbortController();
    const timer = this.#add(ms, () => controller.abort(new Error('deadline passed')));
    return { signal: controller.signal, clear: () => this.#remove(timer) };
  }

  /** Moves time, firing every timer on the way and letting what it wakes run before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    for (;;) {
      const next = this.#timers[0];
      if (!next || next.at > end) break;
      this.#jumpTo(next.at);
      this.#timers.shift();
      next.fire();
      await macrotask();
    }
    this.#jumpTo(end);
  }

  #add(ms: number, fire: () => void): Timer {
    const timer = { at: this.#elapsed + Math.max(0, ms), order: this.#order++, fire };
    this.#timers.push(timer);
    this.#timers.sort((a, b) => a.at - b.at || a.order - b.order);
    if (this.#auto) void this.#jumpWhenIdle();
    return timer;
  }

  #remove(timer: Timer): void {
    this.#timers = this.#timers.filter((other) => other !== timer);
  }

  #jumpTo(elapsed: number): void {
    this.#now += elapsed - this.#elapsed;
    this.#elapsed = elapsed;
  }

  async #jumpWhenIdle(): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    while (this.#timers.length > 0) {
      // Two turns of the event loop: whatever promises were ready have run, and what they started too.
      await macrotask();
      await macrotask();
      const next = this.#timers.shift();
      if (!next) break;
      this.#jumpTo(next.at);
      next.fire();
    }
    this.#checking = false;
  }
}

function macrotask(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
