import { type Diagnostic, info } from '../../core/diagnostic.ts';
import type { Waiting } from './settle.ts';

/** `UNSETTLED`: writes that may still take effect, so that what is shown of their objects may change by itself. */
export function unsettled(waiting: readonly Waiting[]): Diagnostic[] {
  const open = waiting.filter(({ isFound }) => !isFound);
  return open.map(({ write: { address, action, at }, until }) =>
    info({
      code: 'UNSETTLED',
      summary: `Whether the ${action} of ${address} that was begun at ${at} takes effect is not known yet`,
      hint:
        until === undefined
          ? 'Its run may still be at work: look again once it has ended; cxform history shows it'
          : `Look again after ${new Date(until).toISOString()}; cxform apply waits for that by itself`,
      address,
    }),
  );
}
