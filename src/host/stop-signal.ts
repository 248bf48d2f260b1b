/** A signal that asks a process to come to an end. */
export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

const signals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Resolves with the first signal that asks this process to stop. From then on, as if nobody had ever listened, the next one ends the
 * process.
 */
export function whenAskedToStop(): Promise<StopSignal> {
  return new Promise((resolve) => {
    const onSignal = (signal: StopSignal) => {
      for (const one of signals) process.removeListener(one, onSignal);
      resolve(signal);
    };
    for (const one of signals) process.on(one, onSignal);
  });
}
