import { apiVersion } from '../manifest/document-schema.ts';

interface SandboxTenant {
  readonly baseUrl: string;
  /** Infinity where it has no limit. */
  readonly requestsPerMinute: number;
}

/** Nobody else waits for a sandbox: where it has no limit, pacing would only make people wait. */
const requestsPerMinuteMax = 60_000;

/** The Tenant that is a sandbox at a socket, as it can stand in `cxform.yaml`. */
export function sandboxTenantText({ baseUrl, requestsPerMinute }: SandboxTenant): string {
  const pace = Math.min(requestsPerMinute, requestsPerMinuteMax);
  return `apiVersion: ${apiVersion}
kind: Tenant
metadata: {name: sandbox}
spec:
  credentials: {clientId: {env: CXONE_CLIENT_ID}, clientSecret: {env: CXONE_CLIENT_SECRET}}
  endpoints:
    routing: {baseUrl: ${JSON.stringify(baseUrl)}, requestsPerMinute: ${pace}}
  manifests: [manifests/]
`;
}
