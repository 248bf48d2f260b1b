import { type Address, kindIn } from '../core/address.ts';
import { apiDiagnostic } from '../core/api-diagnostic.ts';
import type { Diagnostic } from '../core/diagnostic.ts';
import type { Service } from '../core/ports.ts';
import type { Raw } from '../core/raw.ts';
import type { Prior, Resource } from '../core/resource.ts';
import type { TenantKind } from './kinds-to-read.ts';

/** What the lists of one kind held. */
export interface ListedKind {
  readonly kind: TenantKind;
  readonly raws: readonly Raw[];
}

/** Reads every list of every kind, all at once; each that fails is a diagnostic. */
export async function listKinds(
  kinds: readonly TenantKind[],
  desired: readonly Resource[],
  priors: ReadonlyMap<Address, Prior>,
  service: (name: string) => Service,
): Promise<{ readonly raws: readonly ListedKind[]; readonly diagnostics: readonly Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const raws = await Promise.all(
    kinds.map(async (kind) => {
      try {
        return { kind, raws: await listKind(kind, desired, priors, service) };
      } catch (thrown) {
        diagnostics.push(apiDiagnostic(thrown));
        return { kind, raws: [] };
      }
    }),
  );
  return { raws, diagnostics: withoutRepeats(diagnostics) };
}

/** One failed sign-in fails the lists of every kind, and is told once. */
function withoutRepeats(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((diagnostic) => [diagnostic.summary, diagnostic])).values()];
}

async function listKind(
  { kind, wire }: TenantKind,
  desired: readonly Resource[],
  priors: ReadonlyMap<Address, Prior>,
  service: (name: string) => Service,
): Promise<Raw[]> {
  const own = desired.filter((resource) => resource.kind === kind);
  const known = [...priors.keys()].filter((address) => kindIn(address) === kind);
  const pages = await Promise.all(
    wire.scopes(own, known).map((scope) => wire.list(service(wire.service), scope)),
  );
  return pages.flat();
}
