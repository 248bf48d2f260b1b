import { digest } from '../core/fingerprint.ts';
import type { Plan } from '../core/plan.ts';

/** The digest of a plan, which it holds itself: of all but when it was made (interface §5). It detects damage, not forgery. */
export function planDigest(plan: Omit<Plan, 'createdAt' | 'digest'>): string {
  return digest(plan);
}
