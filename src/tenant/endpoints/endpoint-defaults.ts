import type { serviceNames } from '../../core/service-names.ts';
import type { TenantSpec } from '../../core/tenant-spec.ts';
import type { ResolvedEndpoint } from './endpoint.ts';

/** What holds for a service where the Tenant manifest says nothing. */
export interface EndpointDefaults {
  readonly service: (typeof serviceNames)[number];
  /** Undefined where the manifest has to give it. */
  baseUrl(tenant: TenantSpec): string | undefined;
  tokenUrl(baseUrl: string): string;
  readonly tokenBody: 'json' | 'form';
  readonly scopes: readonly string[];
  readonly requestsPerMinute: number;
}

/** How long and how often any service is tried. */
export const patienceDefaults = {
  timeoutMs: 30_000,
  retry: { attempts: 5, baseDelayMs: 1_000 },
} satisfies Partial<ResolvedEndpoint>;

const mustBeGiven = () => undefined;
const atBase = (baseUrl: string) => `${baseUrl}/oauth/token`;

/** The table of contract §1, one row a service. */
export const endpointDefaults: readonly EndpointDefaults[] = [
  {
    service: 'routing',
    baseUrl: ({ subdomain }) => subdomain && `https://api.${encodeURIComponent(subdomain)}.mynicecx.com`,
    tokenUrl: atBase,
    tokenBody: 'json',
    scopes: [
      'routing:queue:write',
      'routing:skill:read',
      'users:read',
      'routing:queue:read',
      'routing:skill:write',
    ],
    requestsPerMinute: 240,
  },
  {
    service: 'scheduling',
    baseUrl: mustBeGiven,
    tokenUrl: atBase,
    tokenBody: 'form',
    scopes: ['wfm:schedules:write', 'wfm:agents:read', 'wfm:availability:write', 'wfm:async-jobs:read'],
    requestsPerMinute: 240,
  },
  {
    service: 'workforce',
    baseUrl: mustBeGiven,
    tokenUrl: atBase,
    tokenBody: 'form',
    scopes: ['wfm:schedule:read', 'wfm:schedule:write', 'wfm:optimization:read', 'wfm:optimization:write'],
    requestsPerMinute: 240,
  },
  {
    service: 'commitments',
    baseUrl: mustBeGiven,
    tokenUrl: () => 'https://api.nice-incontact.com/oauth2/token',
    tokenBody: 'form',
    scopes: ['wfm:schedule:write', 'wfm:schedule:read', 'wfm:agent:read', 'wfm:timezone:read'],
    requestsPerMinute: 240,
  },
  {
    service: 'campaigns',
    baseUrl: mustBeGiven,
    tokenUrl: atBase,
    tokenBody: 'json',
    scopes: ['campaign:read', 'campaign:write', 'analytics:campaign:read'],
    requestsPerMinute: 50,
  },
];
