import { refusalAnswer } from '../answering.ts';
import { Refusal } from '../refusal.ts';
import { CALLS, EVERYTHING, type Fault } from './fault.ts';

const RETRY_AFTER_S = 1;

/** The tenant refuses before it does anything. */
export const refusing = {
  '429': {
    strikes: EVERYTHING,
    answer: () => tooMany({ 'Retry-After': String(RETRY_AFTER_S) }),
  },
  '429-date': {
    strikes: EVERYTHING,
    answer: (_request, { clock }) => tooMany({ 'Retry-After': dateAfter(clock.now()) }),
  },
  '429-bare': { strikes: EVERYTHING, answer: () => tooMany({}) },
  '500': { strikes: EVERYTHING, answer: () => refused(500, 'fault_500', 'the tenant failed') },
  '503': { strikes: EVERYTHING, answer: () => refused(503, 'fault_503', 'the tenant is busy') },
  '401': { strikes: CALLS, answer: () => refused(401, 'fault_401', 'the access token is refused') },
  '413': { strikes: CALLS, answer: () => refused(413, 'fault_413', 'that is too much at once') },
  'token-down': {
    strikes: ['token'],
    answer: () => refused(503, 'fault_token_down', 'no tokens at the moment'),
  },
} as const satisfies Readonly<Record<string, Fault>>;

function tooMany(headers: Readonly<Record<string, string>>): Response {
  const reason = { code: 'fault_429', message: 'too many requests' };
  return refusalAnswer(new Refusal(429, reason, headers));
}

function refused(status: 401 | 413 | 500 | 503, code: string, message: string): Response {
  return refusalAnswer(new Refusal(status, { code, message }));
}

/** The first whole second of an HTTP date that is no sooner than the pause asks for. */
function dateAfter(now: number): string {
  return new Date(Math.ceil(now / 1000 + RETRY_AFTER_S) * 1000).toUTCString();
}
