import type { Address } from '../../core/address.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { invariant } from '../../core/invariant.ts';
import { isWithinPlace, type Path } from '../../core/path.ts';
import type { AcceptContext } from './context.ts';
import { expandedEdits } from './expanded-edits.ts';
import type { FieldEdit } from './field-edit.ts';
import { type LiveSide, liveSideOf } from './live-side.ts';
import { memberEdits } from './member-edits.ts';
import { missing } from './problems.ts';

/** What is to be accepted of one resource. */
export interface WantedEdits {
  readonly address: Address;
  readonly paths: readonly Path[];
  readonly edits: readonly FieldEdit[];
  /** Why some of it cannot be. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The edits of manifests that make a resource say what the tenant has at these paths. */
export async function editsFor(
  context: AcceptContext,
  { address, paths }: Pick<WantedEdits, 'address' | 'paths'>,
): Promise<WantedEdits> {
  const resource = context.resources.get(address);
  invariant(resource, `${address} is not declared`);
  const object = context.live.byAddress.get(address);
  if (!object) return { address, paths, edits: [], diagnostics: [missing(resource)] };
  const side = liveSideOf(context, resource, object);
  const places = outermost(paths.map((path) => side.placeToTake(path)));
  const parts = await Promise.all(places.map((path) => editsAt(context, side, path)));
  return {
    address,
    paths,
    edits: parts.flatMap(({ edits }) => edits),
    diagnostics: parts.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** The members that the tenant has beside the accepted ones, and of which Git says nothing: one may not be right without the other. */
export function pathsBeside(context: AcceptContext, { address, edits }: WantedEdits): Path[] {
  const resource = context.resources.get(address);
  const object = context.live.byAddress.get(address);
  if (!resource || !object) return [];
  const side = liveSideOf(context, resource, object);
  return [...new Set(edits.flatMap(({ path }) => side.unmanagedBeside(path)))];
}

async function editsAt(context: AcceptContext, side: LiveSide, path: Path) {
  const { resource } = side;
  const facet = resource.facets.find((one) => isWithinPlace(path, one.path));
  const document = await context.documents.of(facet?.address ?? resource.manifest);
  const place = { side, document, root: facet?.path ?? '' };
  return context.kinds.get(resource.kind).expand
    ? expandedEdits(context, place, path)
    : memberEdits(context, place, path);
}

/** Without those that lie within others. */
function outermost(paths: readonly Path[]): Path[] {
  return [...new Set(paths)].filter(
    (path) => !paths.some((other) => other !== path && isWithinPlace(path, other)),
  );
}
