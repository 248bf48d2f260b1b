import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../src/core/ports.ts';
import { systemClock } from '../../src/host/clock.ts';
import { type SandboxServer, serve } from '../../src/sandbox/server.ts';
import { credentials } from './faults/struck-tenant.ts';
import { type OpenedTenant, openTenant } from './opened-tenant.ts';

/** What a client at a socket got. */
export interface Got {
  /** Absent where no headers came. */
  readonly status?: number;
  readonly headers: IncomingHttpHeaders;
  /** As much as came. */
  readonly text: string;
  /** The system's code where the connection broke. */
  readonly lost?: string;
}

interface Sent {
  readonly method?: string;
  readonly body?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly agent?: Agent;
  readonly signal?: AbortSignal;
  /** Sees what has come so far, each time that something comes. */
  readonly onText?: (text: string) => void;
}

/** A sandbox at a socket, with a raw client. */
export interface ServedTenant {
  readonly server: SandboxServer;
  readonly tenant: OpenedTenant;
  readonly authorization: Readonly<Record<string, string>>;
  send(path: string, sent?: Sent): Promise<Got>;
}

/** Serves a tenant until the test is over. The clock is that of the server alone. */
export async function servedTenant(tenant?: OpenedTenant, clock: Clock = systemClock): Promise<ServedTenant> {
  const opened = tenant ?? (await openTenant());
  const server = await serve(opened.sandbox.fetch, { port: 0, clock });
  const close = once(() => server.close());
  onTestFinished(close);
  const send = (path: string, sent: Sent = {}) => rawRequest(new URL(path, server.baseUrl), sent);
  const { text } = await send('/oauth/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(credentials),
  });
  const authorization = { Authorization: `Bearer ${JSON.parse(text).access_token}` };
  return { server: { ...server, close }, tenant: opened, authorization, send };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}

const noKeepAlive = new Agent({ keepAlive: false });

/** Sends one request and answers whatever came back. */
export function rawRequest(
  url: URL,
  { body, onText, agent = noKeepAlive, ...options }: Sent = {},
): Promise<Got> {
  return new Promise((resolve) => {
    let got: Got = { headers: {}, text: '' };
    const lost = (error: NodeJS.ErrnoException) => resolve({ ...got, lost: error.code ?? error.name });
    const sending = request(url, { ...options, agent }, (incoming) => {
      const { statusCode: status = 0, headers } = incoming;
      got = { status, headers, text: '' };
      onText?.('');
      incoming.on('data', (chunk: Buffer) => {
        got = { ...got, text: got.text + chunk.toString('latin1') };
        onText?.(got.text);
      });
      incoming.on('error', lost);
      incoming.on('end', () => resolve({ ...got, text: Buffer.from(got.text, 'latin1').toString() }));
    });
    sending.on('error', lost);
    sending.end(body);
  });
}
