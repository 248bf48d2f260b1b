import type { LockHolder } from '../../core/file-lock.ts';
import { LedgerError } from '../../core/ledger-error.ts';
import type { Clock, LeaseHolder, ProcessOwner } from '../../core/ports.ts';
import { leaseBusy, leaseLost, ledgerBusy } from '../lease-errors.ts';
import type { FilesGuard } from './files-guard.ts';
import type { LedgerHead } from './head-file.ts';
import { forgetOwnRun, isOver, noteOwnRun } from './lease.ts';
import type { LedgerStore } from './ledger-store.ts';

interface LeaseOptions {
  readonly store: LedgerStore;
  /** Absolute. */
  readonly folder: string;
  readonly guard: FilesGuard;
  readonly owner: ProcessOwner;
  readonly clock: Pick<Clock, 'now'>;
}

/** The lease of a ledger in files, which stands in its head. All methods throw LedgerError. */
export class FileLease {
  readonly #store: LedgerStore;
  readonly #folder: string;
  readonly #guard: FilesGuard;
  readonly #owner: ProcessOwner;
  readonly #clock: Pick<Clock, 'now'>;
  /** Runs that have taken it here and not given it back. */
  readonly #runs = new Set<string>();

  constructor({ store, folder, guard, owner, clock }: LeaseOptions) {
    this.#store = store;
    this.#folder = folder;
    this.#guard = guard;
    this.#owner = owner;
    this.#clock = clock;
  }

  async acquire(run: string, ttlMs: number): Promise<LeaseHolder> {
    // Looked at without the lock first: whoever waits for the lease must not keep its holder from writing.
    const seen = await this.#availableHead(run);
    noteOwnRun(run);
    try {
      const lease = await this.#guard.exclusively(
        async () => this.#take(await this.#availableHead(run), run, ttlMs),
        (holder) => this.#isLeft(holder, seen),
      );
      this.#runs.add(run);
      return lease;
    } catch (refused) {
      forgetOwnRun(run);
      throw refused;
    }
  }

  async renew(run: string, ttlMs: number): Promise<LeaseHolder> {
    return this.#guard.exclusively(async () => {
      const head = await this.#store.headFile.read();
      const lease = { ...(await this.kept(run, head)), expiresAt: this.#momentIn(ttlMs) };
      await this.#store.headFile.write({ ...(await this.#store.reached(head)), lease });
      return lease;
    });
  }

  async release(run: string): Promise<void> {
    try {
      await this.#guard.exclusively(async () => {
        const head = await this.#store.headFile.read();
        if (head?.lease?.run === run) await this.#store.headFile.write(await this.#store.reached(head));
      });
    } finally {
      this.#runs.delete(run);
      forgetOwnRun(run);
    }
  }

  /** Whether a run has taken it here and not given it back: it may have been taken from it since. */
  wasTakenBy(run: string): boolean {
    return this.#runs.has(run);
  }

  /** The lease of a run that still has it, where this is the head. Throws `LEASE_LOST`, which tells how it was lost. */
  async kept(run: string, head: LedgerHead | undefined): Promise<LeaseHolder> {
    const lease = head?.lease;
    if (lease?.run !== run) throw await this.#lost(run, head);
    // Whoever took it away may have died before the head was written.
    const taken = (await this.#store.end(head)).deposed.get(run);
    if (taken) throw leaseLost({ taken });
    return lease;
  }

  /** Why work for runs has failed: where one has lost the lease, that, and not what the work came upon because of it. */
  async reasonOf(thrown: unknown, runs: ReadonlySet<string>): Promise<unknown> {
    if (!(thrown instanceof LedgerError) || thrown.code !== 'LEDGER_MOVED') return thrown;
    try {
      for (const run of runs) if (this.#runs.has(run)) await this.#look(run);
      return thrown;
    } catch (found) {
      return found instanceof LedgerError && found.code === 'LEASE_LOST' ? found : thrown;
    }
  }

  /** Nobody where what is left is in nobody's way. Throws `LEDGER_BUSY` where something that is no lease is. */
  async holder(): Promise<LeaseHolder | undefined> {
    const head = await this.#headOrBusy();
    if (head?.lease && !this.#isOver(head.lease)) return head.lease;
    const refusal = await this.#guard.refusal((holder) => this.#isLeft(holder, head));
    // Whoever worked on the files may have taken the lease.
    const lease = (await this.#headOrBusy())?.lease;
    if (lease && !this.#isOver(lease)) return lease;
    if (refusal) throw refusal;
    return undefined;
  }

  async #look(run: string): Promise<void> {
    await this.#guard.exclusively(async () => this.kept(run, await this.#store.headFile.read()));
  }

  async #lost(run: string, head: LedgerHead | undefined): Promise<LedgerError> {
    const now = head?.lease && !this.#isOver(head.lease) ? head.lease : undefined;
    try {
      const { deposed, size } = await this.#store.end(head);
      const taken = deposed.get(run);
      if (head || taken) return leaseLost({ now, taken });
      return leaseLost({ gone: size === 0 ? this.#folder : `${this.#folder}/head.json` });
    } catch (thrown) {
      // What else is wrong with the ledger gives the lease back to nobody.
      if (thrown instanceof LedgerError) return leaseLost({ now });
      throw thrown;
    }
  }

  async #take(head: LedgerHead | undefined, run: string, ttlMs: number): Promise<LeaseHolder> {
    const { pid, host } = this.#owner;
    const before = head?.lease;
    const since = before?.run === run ? before.since : this.#momentIn(0);
    if (before && before.run !== run) {
      const { run: from, pid, host, expiresAt } = before;
      const takenOver = { type: 'taken-over' as const, at: since, run, from, pid, host, expiresAt };
      await this.#store.add([takenOver], await this.#store.end(head));
    }
    const lease = { run, pid, host, since, expiresAt: this.#momentIn(ttlMs) };
    await this.#store.headFile.write({ ...(await this.#store.reached(head)), lease });
    return lease;
  }

  /** The head, where the run may take the lease. Throws `LEDGER_BUSY` where it may not. */
  async #availableHead(run: string): Promise<LedgerHead | undefined> {
    const head = await this.#headOrBusy();
    if (head?.lease && head.lease.run !== run && !this.#isOver(head.lease)) throw leaseBusy(head.lease);
    return head;
  }

  async #headOrBusy(): Promise<LedgerHead | undefined> {
    try {
      return await this.#store.headFile.read();
    } catch (thrown) {
      if (thrown instanceof LedgerError && thrown.code === 'LEDGER_DAMAGED') {
        throw ledgerBusy('an unknown run, since its head.json cannot be understood');
      }
      throw thrown;
    }
  }

  /** Nobody knows whether a process of another machine is alive; one whose lease is over has had its time for what it held the lock for. */
  #isLeft({ pid, host }: LockHolder, head: LedgerHead | undefined): boolean {
    const lease = head?.lease;
    return lease?.pid === pid && lease.host === host && host !== this.#owner.host && this.#isOver(lease);
  }

  #isOver(lease: LeaseHolder): boolean {
    return isOver(lease, this.#owner, this.#clock.now());
  }

  #momentIn(ms: number): string {
    return new Date(this.#clock.now() + ms).toISOString();
  }
}
