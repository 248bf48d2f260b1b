import type { Finding } from '../../core/checkup.ts';
import type { InspectedService } from '../../core/inspection.ts';
import { formatDuration } from '../../core/time/duration.ts';
import { failed, ok, skipped, warned } from './finding.ts';

const warnMs = 60_000;
const failMs = 5 * 60_000;

/** This machine's clock against the tenant's: of several services the one that differs most. */
export function checkClock(services: readonly InspectedService[]): Finding {
  const [worst] = services
    .flatMap(({ service, line }) => {
      const aheadMs = line?.clockAheadMs();
      return aheadMs === undefined ? [] : [{ service, aheadMs }];
    })
    .sort((a, b) => Math.abs(b.aheadMs) - Math.abs(a.aheadMs));
  if (worst === undefined) return skipped({ check: 'clock' }, 'no answer bore a date');
  const subject = { check: 'clock' };
  const differenceMs = Math.round(Math.abs(worst.aheadMs) / 1_000) * 1_000;
  const side = worst.aheadMs < 0 ? 'behind' : 'ahead of';
  const found =
    differenceMs === 0
      ? `this machine and ${worst.service} agree to the second`
      : `this machine is ${formatDuration(differenceMs)} ${side} ${worst.service}`;
  if (differenceMs <= warnMs) return ok(subject, found);
  const hint = "Set this machine's clock by the network's time: tokens and schedules suffer";
  return differenceMs > failMs ? failed(subject, found, hint) : warned(subject, found, hint);
}
