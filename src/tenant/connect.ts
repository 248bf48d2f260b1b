import { setMaxListeners } from 'node:events';
import { ApiError } from '../core/api-error.ts';
import type { SignIn } from '../core/inspection.ts';
import type { Clock, Connection, Random, Service } from '../core/ports.ts';
import type { ResolvedEndpoint } from './endpoints/endpoint.ts';
import { KnownSecrets } from './errors/known-secrets.ts';
import { WriteGate } from './pace/write-gate.ts';
import { Sender } from './sender.ts';
import { createService } from './service.ts';
import type { TokenSource } from './tokens/token-source.ts';
import { TokenSources } from './tokens/token-sources.ts';
import type { RequestLog } from './wire/request-log.ts';
import type { Send } from './wire/send.ts';
import { Transport } from './wire/transport.ts';

/** What a connection is made of. */
export interface ConnectionParts {
  readonly endpoints: readonly ResolvedEndpoint[];
  readonly clock: Clock;
  readonly random: Random;
  /** How requests go out. */
  readonly send: Send;
  readonly log?: RequestLog;
}

/** A connection, with what only doctor asks of it. */
export interface TenantConnection extends Connection {
  /** Gets a token for a service, which its calls use then. Throws ApiError. */
  signIn(service: string): Promise<SignIn>;
}

/**
 * Connects a tenant: one Service an endpoint, tokens shared where they may be (contract §1). Sends nothing yet.
 * `service`, `requestsPerMinute` and `deadlineMs` throw ApiError HOST_UNKNOWN for a service that has no endpoint; once closed, requests
 * that are under way or come later end in CANCELLED.
 */
export function connectTenant(parts: ConnectionParts): TenantConnection {
  const { clock, random, send, log } = parts;
  const closing = new AbortController();
  const closed = closing.signal;
  // Everything that waits listens to it, and Node takes more than ten listeners for a leak.
  setMaxListeners(0, closed);
  const transport = new Transport({ send, clock, closed, log });
  const secrets = new KnownSecrets(parts.endpoints.flatMap(secretsOf));
  const gate = new WriteGate(closed);
  const tokenSources = new TokenSources({ transport, clock, random, secrets, closed });
  let reads = 0;
  const onRead = () => {
    reads++;
  };

  const connected = new Map<string, Connected>();
  for (const endpoint of parts.endpoints) {
    const tokens = tokenSources.of(endpoint);
    const sender = new Sender({ endpoint, transport, tokens, secrets, clock, random, gate });
    const service = createService({ endpoint, sender, clock, random, gate, closed, onRead });
    connected.set(endpoint.service, { endpoint, service, tokens });
  }
  const named = (name: string) => {
    const found = connected.get(name);
    if (found === undefined) throw withoutEndpoint(name);
    return found;
  };

  return {
    service: (name) => named(name).service,
    requestsPerMinute: (name) => named(name).endpoint.requestsPerMinute,
    deadlineMs: (name) => named(name).endpoint.timeoutMs,
    places: Object.fromEntries(parts.endpoints.map(placeOf)),
    readCount: () => reads,
    guardWrites: (guard) => gate.guard(guard),
    signIn: (name) => named(name).tokens.signIn(),
    close: async () => closing.abort(closedConnection()),
  };
}

interface Connected {
  readonly endpoint: ResolvedEndpoint;
  readonly service: Service;
  readonly tokens: TokenSource;
}

const placeOf = ({ service, baseUrl, tokenUrl }: ResolvedEndpoint) =>
  [service, { baseUrl, tokenUrl }] as const;

/** Together with the id as well, as an echo in HTTP's Basic form has it. */
function secretsOf({ clientId, clientSecret }: ResolvedEndpoint): readonly string[] {
  const secret = clientSecret.reveal();
  return [secret, `${clientId}:${secret}`];
}

const withoutEndpoint = (service: string) =>
  new ApiError({
    code: 'HOST_UNKNOWN',
    service,
    message: `${service}: the tenant has no endpoint for this service`,
    hint: `Give spec.endpoints.${service}.baseUrl`,
  });

const closedConnection = () =>
  new ApiError({ code: 'CANCELLED', service: 'tenant', message: 'the connection to the tenant was closed' });
