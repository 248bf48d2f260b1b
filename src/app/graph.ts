import { type Diagnostic, hasErrors } from '../core/diagnostic.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import type { GraphView } from '../core/view.ts';
import { compileTenant } from './compile-tenant.ts';
import type { World } from './world.ts';

/** What kinds show as graphs, or why they cannot. */
export type GraphResult =
  | { readonly views: readonly GraphView[]; readonly diagnostics: readonly Diagnostic[] }
  | { readonly views?: never; readonly diagnostics: readonly Diagnostic[] };

/** How what Git declares hangs together, offline. */
export async function graph(world: World, tenant: TenantSpec): Promise<GraphResult> {
  const { resources, diagnostics } = await compileTenant(world, tenant);
  // What is advised against is what a picture is for.
  if (hasErrors(diagnostics) && resources.length === 0) return { diagnostics };
  const views = world.kinds.objects.flatMap((kind) => {
    const own = resources.filter((resource) => resource.kind === kind.kind);
    return kind.graph ? [kind.graph(own, resources)] : [];
  });
  return { views, diagnostics };
}
