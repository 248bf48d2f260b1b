import type { Runtime } from '../core/runtime.ts';

/** The Node that this process runs on. `nodeWanted` is what package.json asks for. */
export function nodeRuntime(nodeWanted: string): Runtime {
  const { node, tz, icu } = process.versions;
  return { node, nodeWanted, tz, icu, hourIn };
}

function hourIn(timeZone: string, atMs: number): number | undefined {
  try {
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
    return Number(clock.format(atMs));
  } catch (thrown) {
    // What Intl throws for a zone that it has no data of.
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}
