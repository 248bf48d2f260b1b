import { type Address, address, parseAddress } from '../core/address.ts';
import { type Diagnostic, error, type Source } from '../core/diagnostic.ts';
import type { Manifest } from '../core/manifest.ts';
import { childPath } from '../core/path.ts';
import { sourceOf } from '../core/source-of.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { credentialsSpec, endpointSpec } from './endpoint-spec.ts';
import { pathOutside } from './path-outside.ts';
import { pathWithin } from './path-within.ts';
import { shown } from './shown.ts';
import type { TenantDocument } from './tenant-document.ts';

interface TenantRead {
  readonly tenant: TenantSpec;
  readonly diagnostics: readonly Diagnostic[];
}

/** A Tenant's manifest with its defaults (interface §3) and what its schema cannot judge. */
export function toTenantSpec(manifest: Manifest, folder: string): TenantRead {
  const reading = new Reading(manifest, folder);
  return { tenant: reading.tenant(), diagnostics: reading.diagnostics };
}

class Reading {
  readonly diagnostics: Diagnostic[] = [];
  readonly #manifest: Manifest;
  readonly #folder: string;

  constructor(manifest: Manifest, folder: string) {
    this.#manifest = manifest;
    this.#folder = folder;
  }

  tenant(): TenantSpec {
    // The schema was met, so that the spec has this type.
    const spec = this.#manifest.spec as TenantDocument;
    const { name } = this.#manifest;
    const endpoints = Object.entries(spec.endpoints ?? {});
    const manifests = spec.manifests ?? ['manifests/'];
    const { state, log } = spec.sandbox ?? {};
    if (spec.sandbox && spec.endpoints) this.#report('/sandbox', sandboxWithEndpoints);
    return {
      name,
      folder: this.#folder,
      source: this.#source(''),
      sources: this.#manifest.sources,
      ...(spec.subdomain !== undefined && { subdomain: spec.subdomain }),
      credentials: credentialsSpec(this.#folder, spec.credentials ?? {}),
      endpoints: Object.fromEntries(
        endpoints.map(([service, endpoint]) => [service, endpointSpec(this.#folder, endpoint)]),
      ),
      manifests: manifests.map((path, index) => this.#path(path, `/manifests/${index}`)),
      overlays: (spec.overlays ?? []).map((path, index) => this.#path(path, `/overlays/${index}`)),
      pins: this.#pins(spec.pins ?? {}),
      prune: spec.prune ?? false,
      reassign: spec.reassign ?? false,
      checks: new Map(Object.entries(spec.checks ?? {})),
      guard: { maxDeletes: 10, maxDeletePercent: 30, ...spec.guard },
      ledger: { file: this.#path(spec.ledger?.file ?? `.cxform/${name}`, '/ledger/file') },
      ...(state !== undefined && {
        sandbox: {
          state: this.#path(state, '/sandbox/state'),
          ...(log !== undefined && { log: this.#path(log, '/sandbox/log') }),
        },
      }),
    };
  }

  #path(path: string, pointer: string): string {
    const absolute = pathWithin(this.#folder, path);
    if (absolute !== undefined) return absolute;
    this.diagnostics.push({
      ...pathOutside(`/spec${pointer}`, path, this.#source(pointer)),
      address: this.#address(),
    });
    return this.#folder;
  }

  #pins(pins: { readonly [address: string]: string }): Map<Address, string> {
    const read = new Map<Address, string>();
    for (const [text, id] of Object.entries(pins)) {
      const pinned = parseAddress(text);
      if (pinned) read.set(pinned, id);
      else
        this.#report(childPath('/pins', text), {
          code: 'BAD_ADDRESS',
          summary: `spec.pins has ${shown(text)}, which is no address`,
          hint: 'Write the kind and the name, such as Queue/billing',
        });
    }
    return read;
  }

  #report(pointer: string, parts: Required<Pick<Diagnostic, 'code' | 'summary' | 'hint'>>): void {
    this.diagnostics.push(error({ ...parts, address: this.#address(), source: this.#source(pointer) }));
  }

  #address(): Address {
    return address(this.#manifest.kind, this.#manifest.name);
  }

  /** A default has no place of its own: the nearest around it stands for it. */
  #source(pointer: string): Source {
    return sourceOf(this.#manifest, pointer);
  }
}

const sandboxWithEndpoints = {
  code: 'SANDBOX_WITH_ENDPOINTS',
  summary: 'A Tenant has either a sandbox or endpoints, not both',
  hint: 'Remove one of the two',
};
