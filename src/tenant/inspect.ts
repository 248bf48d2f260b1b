import type { InspectedService, Inspection, ServiceLine } from '../core/inspection.ts';
import type { Clock, Random } from '../core/ports.ts';
import { connectTenant, type TenantConnection } from './connect.ts';
import { contractReads } from './contract-reads.ts';
import type { ResolvedEndpoint } from './endpoints/endpoint.ts';
import type { ServiceSettings } from './endpoints/service-settings.ts';
import type { RequestLog } from './wire/request-log.ts';
import type { Send } from './wire/send.ts';

interface InspectionParts {
  readonly clock: Clock;
  readonly random: Random;
  /** How requests go out. */
  readonly send: Send;
  readonly log?: RequestLog;
}

/** Connects to each service by itself, tokens included, so that each can be looked at whatever the others do. Sends nothing yet. */
export function inspectServices(services: readonly ServiceSettings[], parts: InspectionParts): Inspection {
  const today = new Date(parts.clock.now()).toISOString().slice(0, 10);
  const connections: TenantConnection[] = [];
  const inspected = services.map(({ service, credentials, baseUrl, endpoint }): InspectedService => {
    const known = { service, credentials, baseUrl, reads: contractReads(service, today) };
    return endpoint ? { ...known, line: lineTo(endpoint) } : known;
  });
  return {
    services: inspected,
    close: async () => {
      await Promise.all(connections.map((connection) => connection.close()));
    },
  };

  function lineTo(endpoint: ResolvedEndpoint): ServiceLine {
    const { send, clockAheadMs } = dated(parts.send, parts.clock);
    const connection = connectTenant({ ...parts, endpoints: [hurried(endpoint)], send });
    connections.push(connection);
    return {
      scopes: endpoint.scopes,
      calls: connection.service(endpoint.service),
      signIn: () => connection.signIn(endpoint.service),
      clockAheadMs,
    };
  }
}

const timeoutMsMax = 10_000;

/** Who asks what is wrong waits for no second try. */
const hurried = (endpoint: ResolvedEndpoint): ResolvedEndpoint => ({
  ...endpoint,
  timeoutMs: Math.min(endpoint.timeoutMs, timeoutMsMax),
  retry: { ...endpoint.retry, attempts: 1 },
});

/** `Date` has whole seconds: what it says is half a second old on average. */
const dateAgeMs = 500;

/** Learns from the dates of its answers; the quickest one tells best when it was written. */
function dated(send: Send, clock: Clock) {
  let best: { readonly tripMs: number; readonly aheadMs: number } | undefined;
  const observed: Send = async (request) => {
    const sentAt = clock.now();
    const head = await send(request);
    const tripMs = clock.now() - sentAt;
    const date = Date.parse(head.headers.get('date') ?? '');
    if (!Number.isNaN(date) && (best === undefined || tripMs < best.tripMs)) {
      best = { tripMs, aheadMs: sentAt + tripMs / 2 - (date + dateAgeMs) };
    }
    return head;
  };
  return { send: observed, clockAheadMs: () => best?.aheadMs };
}
