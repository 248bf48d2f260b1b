import type { Clock, Random, Service, ServiceRequest } from '../core/ports.ts';
import type { ResolvedEndpoint } from './endpoints/endpoint.ts';
import { sendBatches } from './lists/bulk.ts';
import type { Call } from './lists/call.ts';
import { readList } from './lists/paging.ts';
import { retrying } from './pace/retry.ts';
import type { WriteGate } from './pace/write-gate.ts';
import type { Sender, Sending } from './sender.ts';

interface ServiceParts {
  readonly endpoint: ResolvedEndpoint;
  readonly sender: Sender;
  readonly clock: Clock;
  readonly random: Random;
  readonly gate: WriteGate;
  /** Aborts, with its reason, when the connection is closed. */
  readonly closed: AbortSignal;
  /** Told of each read and each page of a list, once, however often it has to be sent. */
  readonly onRead: () => void;
}

/** What is the same for every attempt of a call. */
interface Calling extends Pick<ServiceRequest, 'method' | 'path'> {
  readonly purpose: Sending['purpose'];
  readonly isGuarded?: boolean;
  readonly timeoutMs?: number;
}

/** Many at once take longer (contract §1, Timeouts). */
const bulkTimeoutMsMin = 60_000;

/** One service of a tenant: retry around sender (contract §1). */
export function createService(parts: ServiceParts): Service {
  const { endpoint, sender, clock, random, gate, closed, onRead } = parts;
  const { service, retry } = endpoint;

  const calling = (what: Calling): Call => {
    const { purpose, isGuarded = false, timeoutMs = endpoint.timeoutMs } = what;
    const bucket = sender.bucket(what);
    const stopped = purpose === 'write' ? gate.stopped : closed;
    const policy = { ...retry, isGuarded, letThrough: () => bucket.letThrough, clock, random, stopped };
    return (ask) =>
      retrying(policy, (rateLimited) =>
        sender.send({ purpose, request: ask(rateLimited), timeoutMs, stopped }),
      );
  };

  return {
    request: (request) => {
      const { method, path, guarded: isGuarded = false } = request;
      const isRead = method === 'GET';
      if (isRead) onRead();
      return calling({ purpose: isRead ? 'read' : 'write', method, path, isGuarded })(() => request);
    },
    list: (request) => {
      const call = calling({ purpose: 'list', method: 'GET', path: request.path });
      return readList(service, request, call, onRead);
    },
    bulk: (request) => {
      const { method, path } = request;
      const timeoutMs = Math.max(bulkTimeoutMsMin, endpoint.timeoutMs);
      return sendBatches(request, calling({ purpose: 'write', method, path, timeoutMs }));
    },
  };
}
