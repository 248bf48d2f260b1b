import type { Answer, AnswerHead } from './answer.ts';

/** One HTTP request as it goes out. */
export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** An answer whose head is there, and whose body may still be on its way. */
export interface Incoming extends AnswerHead {
  /** Reads the body to its end; rejects as `Send` does. Asked for once at most. */
  text(): Promise<Answer['text']>;
}

/**
 * Sends a request and resolves with the head of its answer, following no redirect. Rejects as fetch does where the network fails: with a
 * TypeError that has the reason as its cause.
 */
export type Send = (request: HttpRequest) => Promise<Incoming>;
