import { ApiError } from '../../core/api-error.ts';
import type { Clock, Random } from '../../core/ports.ts';
import { Tries } from './tries.ts';

/** When and how often a request is sent again. */
export interface RetryPolicy {
  /** The first one included. */
  readonly attempts: number;
  readonly baseDelayMs: number;
  /** A version guards it, so that it may be repeated although it may have taken effect (a read never has one). */
  readonly isGuarded: boolean;
  /** Moves whenever the tenant lets a call to the same endpoint through. */
  readonly letThrough: () => number;
  readonly clock: Clock;
  readonly random: Random;
  /** Ends all waiting, with its reason. */
  readonly stopped: AbortSignal;
}

const delayMsMax = 30_000;

/**
 * Repeats `attempt` while its ApiError says that this may help; the delays double, each with up to half of it added by
 * chance. After a 429 it is the endpoint's line that makes it wait. `attempt` learns how many 429s came before. Once an attempt
 * may have taken effect, so may have whatever error ends the work, for the last attempt knows nothing of the earlier ones; where the last
 * one was not even sent, the first that may have taken effect is the error (contract §1, Rate limits and retries).
 */
export async function retrying<T>(
  policy: RetryPolicy,
  attempt: (rateLimited: number) => Promise<T>,
): Promise<T> {
  const tries = new Tries(policy.letThrough);
  let doubtful: ApiError | undefined;
  let delayMs = 0;
  for (;;) {
    try {
      if (delayMs > 0) await policy.clock.sleep(delayMs, policy.stopped);
      return await attempt(tries.rateLimited);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.mayHaveTakenEffect) doubtful ??= error;
      tries.add(error);
      if (tries.inVain >= policy.attempts || !isWorthRepeating(error, policy)) {
        throw doubtful ? withEffectUnknown(error, doubtful) : error;
      }
      delayMs = error.code === 'RATE_LIMITED' ? 0 : backoffMs(policy, tries.failed);
    }
  }
}

function isWorthRepeating(error: ApiError, policy: RetryPolicy): boolean {
  if (error.code === 'BREAKER_OPEN') return false;
  return error.retryable && (policy.isGuarded || !error.mayHaveTakenEffect);
}

function backoffMs({ baseDelayMs, random }: RetryPolicy, failed: number): number {
  const exponential = Math.min(delayMsMax, baseDelayMs * 2 ** (failed - 1));
  return exponential * (1 + random.next() / 2);
}

/** That nothing was sent the last time is true, and misleads: something was before. */
function withEffectUnknown(last: ApiError, doubtful: ApiError): ApiError {
  if (last.status === undefined && !last.mayHaveTakenEffect) return doubtful;
  return new ApiError({ ...last, message: last.message, mayHaveTakenEffect: true });
}
