import type { Mutant } from '../mutant.ts';

/** Defects in keeping two appliers apart. */
export const leaseMutants: readonly Mutant[] = [
  {
    name: 'lease-not-looked-at',
    why: 'No write asks whether the lease lasts: a process that was frozen past it sends on beside the one that took over',
    faults: ['freeze-past-lease', 'two-at-once', 'elsewhere'],
    file: 'src/ledger/held-lease.ts',
    find: `    if (this.#lasts(deadlineMs)) return;
    try {`,
    replace: `    if (deadlineMs >= 0) return;
    try {`,
  },
  {
    name: 'lease-by-the-own-clock',
    why: 'A run goes by the clock that nobody can set alone: the others, whose clock was set ahead, take over while it sends',
    faults: ['clock-jump', 'two-at-once', 'elsewhere', '503-before', '429-after'],
    file: 'src/ledger/held-lease.ts',
    find: 'return clock.now() + ms < Date.parse(holder.expiresAt) && clock.monotonic() + ms < endsAtMonotonic;',
    replace: 'return Date.parse(holder.expiresAt) > 0 && clock.monotonic() + ms < endsAtMonotonic;',
  },
  {
    name: 'lost-lease-forgiven',
    why: 'A renewal that fails for good is passed over, and the run sends what it was about to',
    faults: ['freeze-past-lease', 'two-at-once', 'elsewhere'],
    file: 'src/ledger/held-lease.ts',
    find: 'throw thrown instanceof LedgerError ? notSent(thrown) : thrown;',
    replace: 'if (thrown instanceof LedgerError) return;',
  },
  {
    name: 'lease-renewed-by-anyone',
    why: 'A deposed run renews the lease that somebody else has by now, and both believe that they hold it',
    faults: ['freeze-past-lease', 'two-at-once', 'elsewhere'],
    file: 'src/ledger/backends/file-lease.ts',
    find: '      const lease = { ...(await this.kept(run, head)), expiresAt: this.#momentIn(ttlMs) };',
    replace: `      if (!head?.lease) throw leaseLost({});
      const lease = { ...head.lease, run, expiresAt: this.#momentIn(ttlMs) };`,
  },
  {
    name: 'lease-taken-too-early',
    why: 'A lease passes for over a while before it is: two appliers write at once',
    faults: ['two-at-once', 'elsewhere', '503-before', '429-after', 'freeze'],
    file: 'src/ledger/backends/lease.ts',
    find: 'if (Date.parse(expiresAt) <= now) return true;',
    replace: 'if (Date.parse(expiresAt) <= now + 80_000) return true;',
  },
  {
    name: 'living-process-taken-for-dead',
    why: 'Whoever else works on the same machine passes for dead, and loses the lease in the midst of its writes',
    faults: ['two-at-once', '429-after', 'slow'],
    file: 'src/ledger/backends/lease.ts',
    find: 'return pid === owner.pid ? !runsHere.has(run) : !owner.alive(pid);',
    replace: 'return pid === owner.pid ? !runsHere.has(run) : true;',
  },
  {
    name: 'lease-of-others-ignored',
    why: 'A run takes the lease whoever has it',
    faults: ['two-at-once', 'slow', '429-after'],
    file: 'src/ledger/backends/file-lease.ts',
    find: 'if (head?.lease && head.lease.run !== run && !this.#isOver(head.lease)) throw leaseBusy(head.lease);',
    replace: '',
  },
  {
    name: 'take-over-untold',
    why: 'A take-over is not journaled: the run before does not find its head moved, and writes on',
    faults: ['freeze-past-lease', 'two-at-once', 'elsewhere', 'crash'],
    file: 'src/ledger/backends/file-lease.ts',
    find: 'await this.#store.add([takenOver], await this.#store.end(head));',
    replace: 'if (!takenOver.from) await this.#store.add([takenOver], await this.#store.end(head));',
  },
  {
    name: 'take-over-dated-back',
    why: 'A take-over says that the run before could have sent nothing any more long before that was so',
    faults: ['crash', 'late-commit'],
    file: 'src/ledger/backends/file-lease.ts',
    find: "{ type: 'taken-over' as const, at: since, run,",
    replace: "{ type: 'taken-over' as const, at: before.since, run,",
  },
];
