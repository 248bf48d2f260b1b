import type { AnswerHeaders } from '../wire/answer.ts';

/**
 * How long `Retry-After` asks to wait, in milliseconds, given as seconds or as an HTTP date; undefined where it does not. A date
 * is held against the server's own `Date`, since the two clocks need not agree, or else against `nowMs`.
 */
export function retryAfterMs(headers: AnswerHeaders, nowMs: number): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1_000;
  const until = httpDateMs(value);
  if (until === undefined) return undefined;
  return Math.max(0, until - (httpDateMs(headers.get('date') ?? '') ?? nowMs));
}

/** Only what begins with a weekday is a date: `Date.parse` takes much else for one. The old form without zone is UTC as well. */
function httpDateMs(text: string): number | undefined {
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return undefined;
  const ms = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(ms) ? undefined : ms;
}
