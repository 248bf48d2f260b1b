import type { Diagnostic } from '../../core/diagnostic.ts';
import { Secret } from '../../core/secret.ts';
import type { EndpointSpec, TenantSpec, TextOrIndirect } from '../../core/tenant-spec.ts';
import type { ResolvedEndpoint } from './endpoint.ts';
import { type EndpointDefaults, endpointDefaults, patienceDefaults } from './endpoint-defaults.ts';
import { EndpointLookup, placeOf, type ResolveText } from './endpoint-lookup.ts';
import { endpointUrlFault } from './endpoint-url.ts';

/** The endpoints that can be used, and what keeps others from it. */
export interface EndpointResolution {
  readonly endpoints: readonly ResolvedEndpoint[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Completes a Tenant's endpoints with the defaults of contract §1: routing always, another service where the manifest
 * mentions it. Diagnostics: ENDPOINT_MISSING, CREDENTIALS_MISSING, ENV_MISSING, FILE_MISSING,
 * FILE_UNREADABLE, BASE_URL_INVALID, TOKEN_URL_INVALID; a service with one of these is left out.
 */
export function resolveEndpoints(tenant: TenantSpec, resolveText: ResolveText): EndpointResolution {
  const lookup = new EndpointLookup(tenant, resolveText);
  const endpoints = endpointDefaults
    .filter((row) => row.service === 'routing' || tenant.endpoints[row.service] !== undefined)
    .map((row) => resolveEndpoint(lookup, row))
    .filter((endpoint) => endpoint !== undefined);
  return { endpoints, diagnostics: lookup.diagnostics };
}

/** One service's endpoint; undefined, and reported in `lookup`, where a setting of it is missing or wrong. */
export function resolveEndpoint(lookup: EndpointLookup, row: EndpointDefaults): ResolvedEndpoint | undefined {
  const spec = lookup.tenant.endpoints[row.service] ?? {};
  const credentials = resolveCredentials(lookup, row.service, spec);
  const baseUrl = resolveBaseUrl(lookup, row, spec);
  const tokenUrl = baseUrl && resolveTokenUrl(lookup, row, spec, baseUrl);
  if (credentials === undefined || baseUrl === undefined || tokenUrl === undefined) return undefined;
  return {
    service: row.service,
    baseUrl,
    tokenUrl,
    tokenBody: spec.tokenBody ?? row.tokenBody,
    scopes: spec.scopes ?? row.scopes,
    ...credentials,
    timeoutMs: spec.timeoutMs ?? patienceDefaults.timeoutMs,
    requestsPerMinute: spec.requestsPerMinute ?? row.requestsPerMinute,
    retry: { ...patienceDefaults.retry, ...spec.retry },
  };
}

function resolveBaseUrl(
  lookup: EndpointLookup,
  { service, baseUrl }: EndpointDefaults,
  spec: EndpointSpec,
): string | undefined {
  const given = spec.baseUrl ?? baseUrl(lookup.tenant);
  const pointer = `/endpoints/${service}/baseUrl`;
  if (given !== undefined)
    return checkedUrl(lookup, 'BASE_URL_INVALID', `The base URL of ${service}`, given, pointer);
  const setting = `spec.endpoints.${service}.baseUrl`;
  return lookup.report(
    'ENDPOINT_MISSING',
    `The service ${service} has no base URL`,
    service === 'routing' ? `Give spec.subdomain, or ${setting}` : `Give ${setting}`,
    pointer,
  );
}

function resolveTokenUrl(
  lookup: EndpointLookup,
  { service, tokenUrl }: EndpointDefaults,
  spec: EndpointSpec,
  baseUrl: string,
): string | undefined {
  const given = spec.tokenUrl ?? tokenUrl(baseUrl);
  return checkedUrl(
    lookup,
    'TOKEN_URL_INVALID',
    `The token URL of ${service}`,
    given,
    `/endpoints/${service}/tokenUrl`,
  );
}

/** The URL without slashes at its end. A value from elsewhere is not shown, since it may be a misplaced secret. */
function checkedUrl(
  lookup: EndpointLookup,
  code: string,
  what: string,
  given: TextOrIndirect,
  pointer: string,
): string | undefined {
  const url = lookup.value(given, pointer);
  if (url === undefined) return undefined;
  const fault = endpointUrlFault(url);
  if (fault === undefined) return url.replace(/\/+$/, '');
  const place = typeof given === 'string' ? '' : `, taken from ${placeOf(given)},`;
  return lookup.report(
    code,
    `${what}${place} ${fault}`,
    'Write https://host, or http://localhost:port',
    pointer,
  );
}

/** One service's credentials; undefined, and reported in `lookup`, where a part of them is missing. */
export function resolveCredentials(
  lookup: EndpointLookup,
  service: string,
  spec: EndpointSpec,
): Pick<ResolvedEndpoint, 'clientId' | 'clientSecret'> | undefined {
  const { clientId, clientSecret } = { ...lookup.tenant.credentials, ...spec.credentials };
  if (!clientId || !clientSecret) {
    return lookup.report(
      'CREDENTIALS_MISSING',
      `The service ${service} has no credentials`,
      'Give spec.credentials: {clientId: {env: CXONE_CLIENT_ID}, clientSecret: {env: CXONE_CLIENT_SECRET}}',
      '/credentials',
    );
  }
  const pointerOf = (part: 'clientId' | 'clientSecret') =>
    spec.credentials?.[part] ? `/endpoints/${service}/credentials/${part}` : `/credentials/${part}`;
  const id = lookup.value(clientId, pointerOf('clientId'));
  const secret = lookup.value(clientSecret, pointerOf('clientSecret'));
  return id && secret ? { clientId: id, clientSecret: new Secret(secret) } : undefined;
}
