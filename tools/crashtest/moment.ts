import { setTimeout as wait } from 'node:timers/promises';
import type { Chance } from '../chance.ts';
import type { Command } from './command.ts';
import type { Watch } from './gateway.ts';

/** When a process is killed, and what becomes of the write that it was at. */
export type Moment =
  | { readonly at: 'time'; readonly ms: number }
  | { readonly at: 'before'; readonly write: number; readonly fate: 'lost' | 'done'; readonly lateMs: number }
  | { readonly at: 'after'; readonly write: number };

/** About how long an apply lives here. */
const lifeMsMax = 900;
const writesMax = 9;
/** Well under the second that is the deadline of a request: what is done later than that, no client can account for. */
const lateMsMax = 600;

export function momentBy(chance: Chance): Moment {
  const kind = chance.between(1, 5);
  if (kind === 1) return { at: 'time', ms: chance.between(0, lifeMsMax) };
  // The first few writes come more often than the last, since not every apply has many.
  const write = chance.between(1, chance.between(1, writesMax));
  if (kind === 2) return { at: 'after', write };
  if (kind === 3) return { at: 'before', write, fate: 'lost', lateMs: 0 };
  return { at: 'before', write, fate: 'done', lateMs: kind === 4 ? 0 : chance.between(1, lateMsMax) };
}

/** Kills a process at a moment that counts its writes. */
export function killingAt(moment: Moment, command: Command): Watch {
  const isNow = (at: Moment['at'], write: number) =>
    moment.at === at && moment.at !== 'time' && moment.write === write;
  return {
    before: async (write) => {
      if (!isNow('before', write) || moment.at !== 'before') return true;
      await command.kill();
      await wait(moment.lateMs);
      return moment.fate === 'done';
    },
    after: async (write) => {
      if (isNow('after', write)) await command.kill();
    },
  };
}

/** Kills a process at a moment of the clock. */
export async function killAtTime(moment: Moment, command: Command): Promise<void> {
  if (moment.at !== 'time') return;
  const timer = new AbortController();
  const passed = wait(moment.ms, undefined, { signal: timer.signal }).then(
    () => command.kill(),
    () => undefined,
  );
  await command.ended;
  timer.abort();
  await passed;
}
