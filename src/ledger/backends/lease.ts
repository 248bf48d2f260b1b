import type { LeaseHolder, ProcessOwner } from '../../core/ports.ts';

/** Runs of this process that have taken a lease and not given it back. */
const runsHere = new Set<string>();

/** From before a lease of ours is written until it is gone. */
export const noteOwnRun = (run: string): void => void runsHere.add(run);
export const forgetOwnRun = (run: string): void => void runsHere.delete(run);

/**
 * Whether a lease holds nobody off: its time is over, or its process is dead. A process in a container often has the number that the
 * one before it had: a lease under our own number that is of none of our runs was left by such a predecessor.
 */
export function isOver(
  { run, pid, host, expiresAt }: LeaseHolder,
  owner: ProcessOwner,
  now: number,
): boolean {
  if (Date.parse(expiresAt) <= now) return true;
  if (host !== owner.host) return false;
  return pid === owner.pid ? !runsHere.has(run) : !owner.alive(pid);
}
