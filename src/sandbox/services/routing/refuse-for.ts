import { type Reason, Refusal } from '../../refusal.ts';

/** Throws Refusal 400 with all the reasons, where there are any. */
export function refuseFor(reasons: readonly Reason[]): void {
  if (reasons.length > 0) throw new Refusal(400, reasons);
}
