import type { CheckSeverity, CredentialsSpec, EndpointSpec, TextOrIndirect } from '../core/tenant-spec.ts';

/** The spec of a Tenant as its schema lets it through: durations as text, paths as written. */
export interface TenantDocument {
  readonly subdomain?: string;
  readonly credentials?: CredentialsSpec;
  readonly endpoints?: { readonly [service: string]: EndpointDocument };
  readonly manifests?: readonly string[];
  readonly overlays?: readonly string[];
  readonly pins?: { readonly [address: string]: string };
  readonly prune?: boolean;
  readonly reassign?: boolean;
  readonly checks?: { readonly [code: string]: CheckSeverity };
  readonly guard?: { readonly maxDeletes?: number; readonly maxDeletePercent?: number };
  readonly ledger?: { readonly file?: string };
  readonly sandbox?: { readonly state: string; readonly log?: string };
}

export interface EndpointDocument
  extends Pick<EndpointSpec, 'tokenBody' | 'scopes' | 'credentials' | 'requestsPerMinute'> {
  readonly baseUrl?: TextOrIndirect;
  readonly tokenUrl?: TextOrIndirect;
  readonly timeout?: string;
  readonly retry?: { readonly attempts?: number; readonly baseDelay?: string };
}
