import type { Runtime } from '../../src/core/runtime.ts';

/** A Node on which nothing is wrong on the first of June 2026. */
export const testRuntime: Runtime = {
  node: '20.18.1',
  nodeWanted: '>=20.18.1',
  tz: '2026a',
  icu: '78.2',
  hourIn: (timeZone, atMs) =>
    Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(atMs)),
};
