import { ApiError } from '../core/api-error.ts';
import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { KindTable } from '../core/kind-table.ts';
import type { LedgerError } from '../core/ledger-error.ts';
import type { Connection, LeaseHolder } from '../core/ports.ts';
import { HeldLease } from '../ledger/held-lease.ts';
import { ledgerResult } from './ledger-result.ts';
import type { Ready, Refused } from './survey.ts';
import type { World } from './world.ts';

/** A run that may write: it holds the ledger's lease, and somebody can ask it to stop. */
export interface Run {
  readonly id: string;
  readonly holder: LeaseHolder;
  /** When it had the lease, in milliseconds since 1970: no other run has sent anything since. */
  readonly since: number;
  /** Aborts when it is asked to stop. */
  readonly stopped: AbortSignal;
}

export interface RunOptions {
  /** How long to wait for whoever holds the lease. */
  readonly lockTimeoutMs: number;
  /** Told what the run waits for, in one sentence. */
  readonly onWait?: (what: string) => void;
}

const leaseMsMin = 15_000;
/** A request goes out only if its deadline lies before the lease's end: there is time for that, and for a renewal that fails at first. */
const deadlinesInLease = 3;

/**
 * Works while holding the lease: no write goes out before `use` begins, none without a lease, and none after somebody has asked to stop.
 * Whoever holds the lease is waited for, for so long. A second request to stop ends the process at once.
 */
export async function withRun<T>(
  world: World,
  { ledger, connection }: Pick<Ready, 'ledger' | 'connection'>,
  { lockTimeoutMs, onWait = () => {} }: RunOptions,
  use: (run: Run) => Promise<T>,
): Promise<T | Refused> {
  const { clock, kinds, random } = world;
  const stop = world.stopRequests();
  try {
    const id = random.hex(8);
    const ttlMs = Math.max(leaseMsMin, deadlinesInLease * longestDeadlineMs(kinds, connection));
    const waiting = { waitMs: lockTimeoutMs, signal: stop.signal };
    const onBusy = ({ message }: LedgerError) => onWait(message);
    const taking = { ledger, run: id, ttlMs, clock, ...waiting, onBusy };
    const taken = await ledgerResult(() => HeldLease.take(taking));
    if ('diagnostic' in taken) {
      return { diagnostics: [stop.signal.aborted ? interrupted : taken.diagnostic] };
    }
    const lease = taken.value;
    try {
      if (stop.signal.aborted) return { diagnostics: [interrupted] };
      const tell = () =>
        onWait('Asked to stop: what is on its way comes to its end; asked again, it ends at once');
      stop.signal.addEventListener('abort', tell, { once: true });
      guard(connection, lease, stop.signal);
      return await use({ id, holder: lease.holder, since: clock.now(), stopped: stop.signal });
    } finally {
      // One that cannot be given back ends by itself: no reason to hide what was done.
      await ledgerResult(() => lease.release());
    }
  } finally {
    stop.ignore();
  }
}

/** `INTERRUPTED`: somebody asked to stop in time. */
export const interrupted: Diagnostic = error({
  code: 'INTERRUPTED',
  summary: 'Stopped before anything was written',
  hint: 'Run it again; nothing has to be cleared up',
});

function longestDeadlineMs(kinds: KindTable, connection: Connection): number {
  const services = new Set(kinds.objects.map(({ wire }) => wire.service));
  return Math.max(...Array.from(services, (name) => deadlineMs(connection, name)));
}

/** A service that the tenant has no endpoint for is sent nothing. */
function deadlineMs(connection: Connection, name: string): number {
  try {
    return connection.deadlineMs(name);
  } catch (thrown) {
    if (thrown instanceof ApiError) return 0;
    throw thrown;
  }
}

function guard(connection: Connection, lease: HeldLease, stopRequest: AbortSignal): void {
  const stopping = new AbortController();
  const stop = () => stopping.abort(stoppedError());
  if (stopRequest.aborted) stop();
  else stopRequest.addEventListener('abort', stop, { once: true });
  connection.guardWrites({
    assure: async (deadlineMs) => {
      stopping.signal.throwIfAborted();
      await lease.assure(deadlineMs);
      stopping.signal.throwIfAborted();
    },
    stopped: stopping.signal,
  });
}

const stoppedError = () =>
  new ApiError({
    code: 'INTERRUPTED',
    service: 'tenant',
    message: 'Not sent, since the run was asked to stop',
    hint: 'Apply again: it does what is left to do',
  });
