import type { ServiceRequest, ServiceResponse } from '../../core/ports.ts';

/** Makes one call, as often as that helps; `ask` is asked again for each attempt and told how many 429s came before it. */
export type Call = (ask: (rateLimited: number) => ServiceRequest) => Promise<ServiceResponse>;
