import { Refusal } from '../../refusal.ts';
import type { Json } from '../../wire.ts';

/**
 * Throws Refusal 409 where a write was computed from another version than the current one (contract §1, Versions).
 * `current` is undefined where nothing was written yet: no version fits that.
 */
export function refuseOtherVersion(id: string, current: Json | undefined, sent: Json): void {
  if (sent === current) return;
  const message = current === undefined ? `${id} has no version yet` : `${id} is at version ${current}`;
  throw new Refusal(409, { code: 'version_mismatch', message });
}
