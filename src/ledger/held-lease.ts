import { ApiError } from '../core/api-error.ts';
import { LedgerError } from '../core/ledger-error.ts';
import type { Clock, LeaseHolder, Ledger } from '../core/ports.ts';

type LeaseLedger = Pick<Ledger, 'acquire' | 'renew' | 'release'>;

interface Holding {
  readonly ledger: LeaseLedger;
  readonly run: string;
  /** For how long the lease is taken and renewed. */
  readonly ttlMs: number;
  readonly clock: Clock;
}

interface Taking extends Holding {
  /** How long whoever has the lease is waited for. */
  readonly waitMs: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
  /** Told once, before whoever has the lease is waited for. */
  onBusy?(busy: LedgerError): void;
}

/** The lease of a run that is at work: renewed in the background, and asked before each write (design §2, Ledger). */
export class HeldLease {
  readonly #holding: Holding;
  readonly #released = new AbortController();
  readonly #background: Promise<void>;
  #held: Held;
  #renewal: Promise<void> | undefined;
  /** Why there will never be a lease again. */
  #lost: LedgerError | undefined;

  /** Rejects with the LedgerError `LEDGER_BUSY` where somebody else has it until the waiting is over. */
  static async take(taking: Taking): Promise<HeldLease> {
    const { ledger, run, ttlMs, clock } = taking;
    const held = await acquire(taking);
    return new HeldLease({ ledger, run, ttlMs, clock }, held);
  }

  private constructor(holding: Holding, held: Held) {
    this.#holding = holding;
    this.#held = held;
    this.#background = this.#renewForEver();
  }

  /** Who holds it, as of its last renewal. */
  get holder(): LeaseHolder {
    return this.#held.holder;
  }

  /**
   * Resolves where a write that takes at most `deadlineMs` milliseconds ends before the lease does, which is renewed for that where it has
   * to be. Rejects with ApiError `LEASE_LOST`: then nothing may be sent.
   */
  async assure(deadlineMs: number): Promise<void> {
    if (this.#lasts(deadlineMs)) return;
    try {
      await this.#renew();
    } catch (thrown) {
      throw thrown instanceof LedgerError ? notSent(thrown) : thrown;
    }
    // Much time may have passed since the renewal was asked for.
    if (!this.#lasts(deadlineMs)) throw notSent(tooShort(deadlineMs));
  }

  /** Gives the lease back. Rejects with LedgerError where that cannot be written: then it ends by itself. */
  async release(): Promise<void> {
    this.#released.abort();
    await this.#background;
    await this.#holding.ledger.release(this.#holding.run);
  }

  /** By the clock that others go by, and by the one that nobody can set. */
  #lasts(ms: number): boolean {
    const { clock } = this.#holding;
    const { holder, endsAtMonotonic } = this.#held;
    if (this.#lost || this.#released.signal.aborted) return false;
    return clock.now() + ms < Date.parse(holder.expiresAt) && clock.monotonic() + ms < endsAtMonotonic;
  }

  /** One at a time. */
  #renew(): Promise<void> {
    this.#renewal ??= this.#renewNow().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #renewNow(): Promise<void> {
    if (this.#lost) throw this.#lost;
    const { ledger, run, ttlMs, clock } = this.#holding;
    try {
      this.#held = await timed(clock, ttlMs, () => ledger.renew(run, ttlMs));
    } catch (thrown) {
      if (thrown instanceof LedgerError && thrown.code === 'LEASE_LOST') this.#lost = thrown;
      throw thrown;
    }
  }

  /** Until the lease is released or lost. What fails meanwhile is tried again; whoever wants to write is told. */
  async #renewForEver(): Promise<void> {
    const { ttlMs, clock } = this.#holding;
    let pauseMs = ttlMs / renewalsInLease;
    while (await hasSlept(clock, pauseMs, this.#released.signal)) {
      try {
        await this.#renew();
        pauseMs = ttlMs / renewalsInLease;
      } catch {
        if (this.#lost) return;
        pauseMs = Math.min(pauseMs, retryMs);
      }
    }
  }
}

interface Held {
  readonly holder: LeaseHolder;
  /** When the lease ends at the earliest, by the clock that nobody can set. */
  readonly endsAtMonotonic: number;
}

const renewalsInLease = 3;
const retryMs = 1_000;
const pollMs = 1_000;

async function acquire({ ledger, run, ttlMs, clock, waitMs, signal, onBusy }: Taking): Promise<Held> {
  const givesUpAt = clock.monotonic() + waitMs;
  let isTold = false;
  for (;;) {
    try {
      return await timed(clock, ttlMs, () => ledger.acquire(run, ttlMs));
    } catch (thrown) {
      const leftMs = givesUpAt - clock.monotonic();
      const isBusy = thrown instanceof LedgerError && thrown.code === 'LEDGER_BUSY';
      if (!isBusy || leftMs <= 0) throw thrown;
      if (!isTold) onBusy?.(thrown);
      isTold = true;
      if (!(await hasSlept(clock, Math.min(pollMs, leftMs), signal))) throw thrown;
    }
  }
}

/** The time that a lease is given counts from before it is asked for. */
async function timed(clock: Clock, ttlMs: number, ask: () => Promise<LeaseHolder>): Promise<Held> {
  const endsAtMonotonic = clock.monotonic() + ttlMs;
  return { holder: await ask(), endsAtMonotonic };
}

/** False where the signal has ended the sleep. */
async function hasSlept(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch (thrown) {
    if (signal?.aborted) return false;
    throw thrown;
  }
}

const notSent = ({ message, hint }: LedgerError) =>
  new ApiError({ code: 'LEASE_LOST', service: 'ledger', message: `Not sent: ${message}`, hint });

const tooShort = (deadlineMs: number) =>
  new LedgerError(
    'LEASE_LOST',
    `the lease on the ledger ends before the ${deadlineMs} ms that a request may take`,
    'Apply again: it does what is left to do',
  );
