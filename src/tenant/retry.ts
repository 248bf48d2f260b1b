import { ApiError } from '../core/api-error.ts';
import type { Clock, Random } from '../core/ports.ts';

/** When and how often a request is sent again. */
export interface RetryPolicy {
  /** The first one included. */
  readonly attempts: number;
  readonly baseDelayMs: number;
  /** A version guards it, so that it may be repeated although it may have taken effect (a read never has one). */
  readonly isGuarded: boolean;
  readonly clock: Clock;
  readonly random: Random;
  /** Ends all waiting, with its reason. */
  readonly closed: AbortSignal;
}

const delayMsMax = 30_000;
const rateLimitedDelayMsMin = 1_000;

/**
 * Repeats `attempt` while its ApiError says that this may help; the delays double, each with up to half of it added by
 * chance. `attempt` learns how many 429s came before. Once an attempt may have taken effect, so may have whatever error ends
 * the work, for the last attempt knows nothing of the earlier ones (contract §1, Rate limits and retries).
 */
export async function retrying<T>(
  policy: RetryPolicy,
  attempt: (rateLimited: number) => Promise<T>,
): Promise<T> {
  let rateLimited = 0;
  let mayHaveTakenEffect = false;
  let delayMs = 0;
  for (let made = 1; ; made++) {
    try {
      if (delayMs > 0) await policy.clock.sleep(delayMs, policy.closed);
      return await attempt(rateLimited);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      mayHaveTakenEffect ||= error.mayHaveTakenEffect;
      if (made >= policy.attempts || !isWorthRepeating(error, policy)) {
        throw mayHaveTakenEffect ? withEffectUnknown(error) : error;
      }
      if (error.code === 'RATE_LIMITED') rateLimited++;
      delayMs = backoffMs(policy, made, error);
    }
  }
}

function isWorthRepeating(error: ApiError, policy: RetryPolicy): boolean {
  if (error.code === 'BREAKER_OPEN') return false;
  return error.retryable && (policy.isGuarded || !error.mayHaveTakenEffect);
}

function backoffMs({ baseDelayMs, random }: RetryPolicy, made: number, error: ApiError): number {
  const exponential = Math.min(delayMsMax, baseDelayMs * 2 ** (made - 1));
  const withJitter = exponential * (1 + random.next() / 2);
  return error.code === 'RATE_LIMITED' ? Math.max(rateLimitedDelayMsMin, withJitter) : withJitter;
}

const withEffectUnknown = (error: ApiError) =>
  new ApiError({ ...error, message: error.message, mayHaveTakenEffect: true });
