import type { KindTable } from '../core/kind-table.ts';
import type { Connection } from '../core/ports.ts';

/**
 * How long after it went out a write of a kind can still take effect, or its effect stay hidden from reads, in milliseconds: the
 * visibility window.
 */
export function windowMsOf(kinds: KindTable, connection: Connection): (kind: string) => number {
  return (kind) => {
    const { service, visibilityDelayMs = 0 } = kinds.get(kind).wire;
    return connection.deadlineMs(service) + visibilityDelayMs;
  };
}
