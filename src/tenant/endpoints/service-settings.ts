import type { Diagnostic } from '../../core/diagnostic.ts';
import type { Setting } from '../../core/inspection.ts';
import type { CredentialsSpec, TenantSpec, TextOrIndirect } from '../../core/tenant-spec.ts';
import type { ResolvedEndpoint } from './endpoint.ts';
import { type EndpointDefaults, endpointDefaults } from './endpoint-defaults.ts';
import { EndpointLookup, placeOf, type ResolveText } from './endpoint-lookup.ts';
import { resolveCredentials, resolveEndpoint } from './endpoints.ts';

/** How one service is set up. */
export interface ServiceSettings {
  readonly service: string;
  readonly credentials: Setting;
  readonly baseUrl: Setting;
  /** Absent where a setting is wrong. */
  readonly endpoint?: ResolvedEndpoint;
}

/** How each service that the Tenant has is set up, each by itself: what is wrong with one hides nothing of another. */
export function serviceSettings(tenant: TenantSpec, resolveText: ResolveText): readonly ServiceSettings[] {
  return endpointDefaults
    .filter(({ service }) => service === 'routing' || tenant.endpoints[service] !== undefined)
    .map((row) => settingsOf(tenant, row, resolveText));
}

/** The settings of a tenant inside the process, which serves `routing` alone; `diagnostics` say why there is no endpoint. */
export function sandboxSettings(
  endpoint: ResolvedEndpoint | undefined,
  diagnostics: readonly Diagnostic[],
): ServiceSettings {
  return {
    service: 'routing',
    credentials: { place: "the sandbox's own", diagnostics: [] },
    baseUrl: { place: 'the sandbox inside this process', diagnostics },
    ...(endpoint && { endpoint }),
  };
}

function settingsOf(tenant: TenantSpec, row: EndpointDefaults, resolveText: ResolveText): ServiceSettings {
  const spec = tenant.endpoints[row.service] ?? {};
  const ofCredentials = new EndpointLookup(tenant, resolveText);
  resolveCredentials(ofCredentials, row.service, spec);
  const ofAll = new EndpointLookup(tenant, resolveText);
  const endpoint = resolveEndpoint(ofAll, row);
  const isOther = ({ summary }: { readonly summary: string }) =>
    ofCredentials.diagnostics.every((known) => known.summary !== summary);
  return {
    service: row.service,
    credentials: {
      place: credentialsPlace({ ...tenant.credentials, ...spec.credentials }),
      diagnostics: ofCredentials.diagnostics,
    },
    baseUrl: {
      place: shownUrl(spec.baseUrl ?? row.baseUrl(tenant)),
      diagnostics: ofAll.diagnostics.filter(isOther),
    },
    ...(endpoint && { endpoint }),
  };
}

const credentialsPlace = ({ clientId, clientSecret }: CredentialsSpec) =>
  `client id in ${shownPlace(clientId)}, client secret in ${shownPlace(clientSecret)}`;

function shownPlace(text: TextOrIndirect | undefined): string {
  if (text === undefined) return 'no place';
  return typeof text === 'string' ? 'the Tenant' : placeOf(text);
}

function shownUrl(text: TextOrIndirect | undefined): string {
  if (text === undefined) return 'no base URL';
  return typeof text === 'string' ? text : `the base URL in ${placeOf(text)}`;
}
