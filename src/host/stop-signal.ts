import { whenFirstAsked } from './interruptions.ts';

/** A signal that asks a process to come to an end. */
export type StopSignal = NodeJS.Signals;

/**
 * Resolves with the first signal that asks this process to stop. From then on, as if nobody had ever listened, the next one ends the
 * process.
 */
export function whenAskedToStop(): Promise<StopSignal> {
  return new Promise((resolve) => {
    whenFirstAsked(resolve);
  });
}
