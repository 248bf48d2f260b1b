import type { Clock, Random, Service, ServiceRequest, ServiceResponse } from '../core/ports.ts';
import { Breaker } from './breaker.ts';
import type { ResolvedEndpoint } from './endpoint.ts';
import { readList } from './paging.ts';
import { retrying } from './retry.ts';
import type { Sender } from './sender.ts';

interface ServiceParts {
  readonly endpoint: ResolvedEndpoint;
  readonly sender: Sender;
  readonly clock: Clock;
  readonly random: Random;
  readonly closed: AbortSignal;
  /** Told of each read and each page of a list, once, however often it has to be sent. */
  readonly onRead: () => void;
}

/** One service of a tenant: retry around breaker around sender (contract §1). */
export function createService({ endpoint, sender, clock, random, closed, onRead }: ServiceParts): Service {
  const breaker = new Breaker(clock, endpoint.service);

  const call = (
    purpose: 'read' | 'list' | 'write',
    isGuarded: boolean,
    ask: (rateLimited: number) => ServiceRequest,
  ): Promise<ServiceResponse> => {
    if (purpose !== 'write') onRead();
    return retrying({ ...endpoint.retry, isGuarded, clock, random, closed }, (rateLimited) =>
      breaker.guard(() => sender.send(purpose, ask(rateLimited))),
    );
  };

  return {
    request: (request) => {
      const purpose = request.method === 'GET' ? 'read' : 'write';
      return call(purpose, request.guarded === true, () => request);
    },
    list: (request) => readList(endpoint.service, request, (ask) => call('list', false, ask)),
  };
}
