import { type Address, kindIn } from '../../core/address.ts';
import { type Diagnostic, error } from '../../core/diagnostic.ts';
import { diff } from '../../core/diff.ts';
import { type FieldModel, listKey } from '../../core/field-model.ts';
import { groupBy } from '../../core/group-by.ts';
import { isWithinPlace, type Path } from '../../core/path.ts';
import type { LiveObject, Resource } from '../../core/resource.ts';
import { patternOf, specAt } from '../../core/spec-at.ts';
import type { AcceptableFields } from '../accept-live.ts';
import type { Survey } from '../survey.ts';
import type { World } from '../world.ts';
import { addressNow, type MeantConflict } from './meant-conflicts.ts';
import { staysInTenant } from './stays-in-tenant.ts';

/** What of the tenant is to stand in Git, and which conflicts leave nothing to take. */
interface ConflictSides {
  /** Each resource once. */
  readonly fields: readonly AcceptableFields[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What of the tenant decides conflicts for it: the fields in conflict with what they are a part of, since half of an edit may be worse than
 * none; where a conflict was about the object as a whole, all that Git and the tenant say differently. `CONFLICT_UNDECLARED`,
 * `CONFLICT_GONE`: one of the two has nothing to say.
 */
export function conflictSides(world: World, survey: Survey, meant: readonly MeantConflict[]): ConflictSides {
  const fields: AcceptableFields[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [address, together] of groupBy(meant, addressNow)) {
    const [resource] = together.flatMap((one) => one.resource ?? []);
    const object = survey.live.byAddress.get(address);
    if (!resource) diagnostics.push(...together.map((one) => undeclared(world, survey, one)));
    else if (!object) diagnostics.push(gone(address));
    else fields.push({ address, paths: pathsToTake(world, resource, object, together) });
  }
  return { fields, diagnostics };
}

function pathsToTake(
  { kinds }: World,
  resource: Resource,
  object: LiveObject,
  together: readonly MeantConflict[],
): readonly Path[] {
  const { fields: model } = kinds.get(resource.kind);
  const differing = diff(model, object.spec, resource.spec).map(({ path }) => path);
  const paths = together.flatMap(({ conflict }) => {
    if (conflict.fields.length === 0) return differing;
    return conflict.fields.flatMap(({ path }) => {
      const member = memberAround(model, path);
      const isKnown = [object, resource].some(({ spec }) => specAt(model, spec, member).value !== undefined);
      // An element whose reference has another name by now is found in its list alone.
      const place = isKnown ? member : parentOf(member) || member;
      const parts = differing.filter((one) => isWithinPlace(one, place));
      // What Git says nothing of any more is taken all the same.
      return parts.length > 0 ? parts : [path];
    });
  });
  return [...new Set(paths)];
}

/** What a field is a part of: an element of a list with keys, or a member of the spec. */
function memberAround(model: FieldModel, path: Path): Path {
  const around = parentOf(path);
  const isPart = around !== '' && listKey(model, patternOf(model, around)) === undefined;
  return isPart ? memberAround(model, around) : path;
}

const parentOf = (path: Path): Path => path.slice(0, path.lastIndexOf('/'));

function undeclared({ kinds }: World, survey: Survey, { conflict }: MeantConflict): Diagnostic {
  const { address, id } = conflict;
  const { live, tenant, priors } = survey;
  const kind = kinds.find(kindIn(address));
  const isThere = (one: LiveObject) => one.kind === kind?.kind && one.id === id;
  const object = live.byAddress.get(address) ?? live.objects.find(isThere);
  const isAdoptable = kind?.role === 'object' && kind.identity.by === 'name' && !kind.expand;
  const keeping = isAdoptable && object ? `cxform adopt ${address} ${object.id}` : 'A manifest of it';
  const leaving = staysInTenant(kinds, tenant, priors, address) ? 'leaves it in the tenant' : 'deletes it';
  return error({
    code: 'CONFLICT_UNDECLARED',
    summary: `No manifest declares ${address} any more: what the tenant has can be written into none`,
    hint: object
      ? `${keeping} keeps it in Git; --take git ${leaving}`
      : '--take git ends the conflict: the tenant has no such object any more either',
    address,
  });
}

function gone(address: Address): Diagnostic {
  return error({
    code: 'CONFLICT_GONE',
    summary: `The tenant has no object of ${address} any more: there is nothing to write into its manifest`,
    hint: 'Remove the manifest to accept that, or --take git creates the object again',
    address,
  });
}
