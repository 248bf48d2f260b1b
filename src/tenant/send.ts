import type { Answer } from './answer.ts';

/** One HTTP request as it goes out. */
export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/**
 * Sends a request and reads its answer to the end, following no redirect. Rejects as fetch does where the network fails: with a TypeError
 * that has the reason as its cause.
 */
export type Send = (request: HttpRequest) => Promise<Answer>;
