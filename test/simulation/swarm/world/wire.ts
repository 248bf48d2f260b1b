import type { Random } from '../../../../src/core/ports.ts';
import type { HttpRequest, Incoming, Send } from '../../../../src/tenant/wire/send.ts';
import type { Site, Strike } from '../run-plan.ts';
import type { Life } from './life.ts';
import type { Strikes } from './strikes.ts';
import type { Message, Tenant, TenantAnswer } from './tenant.ts';
import type { Time } from './time.ts';

interface WireParts {
  readonly applier: number;
  readonly time: Time;
  readonly life: Life;
  readonly tenant: Tenant;
  readonly random: Random;
  readonly strikes: Strikes;
  /** Numbers the messages of all. */
  readonly nextOrder: () => number;
  readonly journalBytes: () => number;
  /** Somebody else acts right before, or right after, the tenant sees a message. */
  readonly around: (site: Site, nth: number, when: 'before' | 'after') => Promise<void>;
  /** A write of this process has gone out. */
  readonly onSent: (message: Message) => void;
}

const latencyMsMax = 40;
/** One request deadline of the client, and a little less than that. */
const deadlineMs = 30_000;
const lateMsMax = 29_500;

/**
 * The way of one process to the tenant. What has gone out arrives, or is struck, whatever becomes of the process; what comes back waits
 * for a process that is frozen, and reaches no dead one.
 */
export function wireOf(parts: WireParts): Send {
  return async (request) => {
    const { life } = parts;
    if (life.isOver) await life.gate();
    const message = messageOf(parts, request);
    const site = siteOf(message);
    const { nth, strike } = parts.strikes.next(
      site,
      (kind) => kind !== 'answered-twice' || message.method !== 'POST',
    );
    if (site === 'write') parts.onSent(message);
    // Nothing comes between the last look at the lease and the sending.
    life.pass();
    const arrive: Arrive = (delayMs, staleAt) =>
      parts.time
        .sleep(delayMs)
        .then(() => parts.tenant.handle(message, (when) => parts.around(site, nth, when), staleAt));
    const answer = await exchanged(parts, arrive, strike, request).catch(async (thrown) => {
      await life.gate();
      throw thrown;
    });
    await life.cross();
    return { ...answer, text: () => answer.text().finally(() => life.gate()) };
  };
}

type Arrive = (delayMs: number, staleAt?: number) => Promise<TenantAnswer>;

async function exchanged(
  { time, random, tenant }: WireParts,
  arrive: Arrive,
  strike: Strike | undefined,
  request: HttpRequest,
): Promise<Incoming> {
  const { signal } = request;
  const latencyMs = () => 1 + Math.floor(random.next() * latencyMsMax);
  const soon = latencyMs();
  const back = () => time.sleep(latencyMs());
  const share = strike?.share ?? 0;
  switch (strike?.kind) {
    case 'lost-before':
    case 'token-lost':
      await back();
      throw reset();
    case 'lost-after':
      await arrive(soon);
      await back();
      throw reset();
    case 'late-commit':
      void arrive(soon + share * lateMsMax);
      await back();
      throw reset();
    case 'late-silent':
      void arrive(lateMsMax - share * 2_000);
      return silence(signal);
    case 'silent-before':
      return silence(signal);
    case 'silent-after':
      await arrive(soon);
      return silence(signal);
    case 'reset-in-answer':
      return brokenOff(await arrive(soon), back);
    case 'cut-answer':
      return cut(await arrive(soon));
    case 'empty-answer':
      return emptied(await arrive(soon));
    case 'answered-twice':
      return answeredTwice(arrive, soon);
    case 'page-of-proxy':
      await back();
      return page(200);
    case 'gone-by-gateway':
      await back();
      return page(404);
    case 'slow': {
      const answer = await arrive((share * lateMsMax) / 2);
      await time.sleep((share * lateMsMax) / 2);
      return whole(answer);
    }
    case '429-after':
      await back();
      return refusal(429, { 'retry-after': String(1 + Math.floor(share * 20)) });
    case '429-bare':
      await back();
      return refusal(429);
    case '500-before':
      await back();
      return refusal(500);
    case '500-after':
      await arrive(soon);
      return refusal(500);
    case '500-quoting':
      await back();
      return quoting(request);
    case '503-before':
    case 'token-busy':
      await back();
      return refusal(503);
    case '503-after':
      await arrive(soon);
      return refusal(503);
    case '401-once':
      await back();
      return refusal(401);
    case 'stale-list':
    case 'stale-get':
      return whole(await arrive(soon, staleAt(time, tenant, share)));
    default: {
      const answer = await arrive(soon);
      await back();
      return whole(answer);
    }
  }
}

/** A moment of the past that a read may show: one since which nothing has taken effect that was sent a whole deadline ago. */
function staleAt(time: Time, tenant: Tenant, share: number): number {
  const window = time.elapsed - deadlineMs;
  const mustShow = tenant.exchanges.filter(
    ({ message, before, after }) => before !== after && message.sentAt <= window,
  );
  const seen = Math.max(window, 0, ...mustShow.map(({ at }) => at));
  return time.elapsed - share * (time.elapsed - seen);
}

async function answeredTwice(arrive: Arrive, soon: number): Promise<Incoming> {
  await arrive(soon);
  return whole(await arrive(1));
}

function messageOf(
  { applier, time, nextOrder, journalBytes }: WireParts,
  { url, method, headers, body }: HttpRequest,
): Message {
  const { pathname, search } = new URL(url);
  return {
    applier,
    method,
    path: `${pathname}${search}`,
    headers,
    ...(body !== undefined && { body }),
    sentAt: time.elapsed,
    order: nextOrder(),
    journalBytes: journalBytes(),
  };
}

function siteOf({ method, path }: Message): 'token' | 'list' | 'get' | 'write' {
  if (path === '/oauth/token') return 'token';
  if (method !== 'GET') return 'write';
  return /\/(skills|queues|users)(\?|$)/.test(path) ? 'list' : 'get';
}

const whole = ({ status, headers, text }: TenantAnswer): Incoming => ({
  status,
  headers,
  text: async () => text,
});

function cut({ status, headers, text }: TenantAnswer): Incoming {
  const half = status < 300 ? (text || '{}').slice(0, Math.ceil(text.length / 2) || 1) : text;
  return { status: status === 204 ? 200 : status, headers, text: async () => half };
}

const emptied = ({ status, headers }: TenantAnswer): Incoming => ({ status, headers, text: async () => '' });

function quoting({ method, url, headers, body = '' }: HttpRequest): Incoming {
  const said = `cannot pass on ${method} ${url} ${JSON.stringify(headers)} ${body}`;
  const text = JSON.stringify({ message: said });
  return { status: 500, headers: { get: () => null }, text: async () => text };
}

function brokenOff({ status, headers }: TenantAnswer, back: () => Promise<void>): Incoming {
  return {
    status,
    headers,
    text: async () => {
      await back();
      throw reset();
    },
  };
}

function refusal(status: number, headers: Readonly<Record<string, string>> = {}): Incoming {
  const text = JSON.stringify({ errors: [{ code: `fault_${status}`, message: 'simulated' }] });
  return { status, headers: { get: (name) => headers[name] ?? null }, text: async () => text };
}

const page = (status: number): Incoming => ({
  status,
  headers: { get: (name) => (name === 'content-type' ? 'text/html' : null) },
  text: async () => '<html><body>elsewhere</body></html>',
});

/** Ends when nobody waits any more. */
function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(reset());
    else signal.addEventListener('abort', () => reject(reset()), { once: true });
  });
}

/** What fetch throws where a connection breaks. */
function reset(): TypeError {
  const cause = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
  return new TypeError('fetch failed', { cause });
}
