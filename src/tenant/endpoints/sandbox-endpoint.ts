import { Secret } from '../../core/secret.ts';
import type { ResolvedEndpoint } from './endpoint.ts';
import { patienceDefaults } from './endpoint-defaults.ts';

/** Where a tenant inside the process answers, and what it lets in. */
interface SandboxAccess {
  readonly baseUrl: string;
  readonly credentials: { readonly clientId: string; readonly clientSecret: string };
}

/** The endpoint of a tenant inside the process, which serves `routing` alone. */
export function sandboxEndpoint({ baseUrl, credentials }: SandboxAccess): ResolvedEndpoint {
  return {
    service: 'routing',
    baseUrl,
    tokenUrl: `${baseUrl}/oauth/token`,
    tokenBody: 'json',
    scopes: [],
    clientId: credentials.clientId,
    clientSecret: new Secret(credentials.clientSecret),
    ...patienceDefaults,
    requestsPerMinute,
  };
}

/** Nobody else waits for a tenant inside the process: pacing it would only make people wait. */
const requestsPerMinute = 60_000;
