import { type Address, kindIn } from '../../core/address.ts';
import { type Diagnostic, error } from '../../core/diagnostic.ts';
import { didYouMean } from '../../core/did-you-mean.ts';
import { keyInKind } from '../../core/key-in-kind.ts';
import type { Live } from '../../core/live.ts';
import type { OpenConflict } from '../../core/open-conflict.ts';
import type { Resource } from '../../core/resource.ts';
import { isTargeted } from '../../core/targets.ts';
import { openConflicts } from '../../ledger/open-conflicts.ts';
import type { Survey } from '../survey.ts';

/** An open conflict, and what it is about by now. */
export interface MeantConflict {
  readonly conflict: OpenConflict;
  /** What Git declares for its object, or has renamed since; undefined where Git declares it no more. */
  readonly resource: Resource | undefined;
}

/**
 * The open conflicts that an address means: of that very address, and those whose resource it means as a target would (a manifest all that
 * it expands to, a facet its host). `CONFLICT_NOT_FOUND`: there is none, which names those that there are.
 */
export function meantConflicts(
  { live, entries }: Pick<Survey, 'live' | 'entries'>,
  address: Address,
): readonly MeantConflict[] | Diagnostic {
  const resourceOf = resourcesNow(live);
  const open = openConflicts(entries).map((conflict) => ({ conflict, resource: resourceOf(conflict) }));
  const meant = open.filter(
    ({ conflict, resource }) =>
      conflict.address === address ||
      isTargeted([address], resource ?? { address: conflict.address, facets: [] }),
  );
  return meant.length > 0 ? meant : notFound(address, open);
}

/** Whether it is a diagnostic instead. */
export const isMissing = (found: readonly MeantConflict[] | Diagnostic): found is Diagnostic =>
  'severity' in found;

/** The address that a conflict is about by now. */
export const addressNow = ({ conflict, resource }: MeantConflict): Address =>
  resource?.address ?? conflict.address;

/** The object says more than the name: another manifest may have taken over either. */
function resourcesNow({ desired, byAddress }: Live): (conflict: OpenConflict) => Resource | undefined {
  const byObject = new Map<string, Resource>();
  const byName = new Map<Address, Resource>();
  for (const resource of desired) {
    const object = byAddress.get(resource.address);
    if (object) byObject.set(keyInKind(object.kind, object.id), resource);
    for (const former of resource.formerly) byName.set(former, resource);
  }
  for (const resource of desired) byName.set(resource.address, resource);
  return ({ address, id }) =>
    (id === undefined ? undefined : byObject.get(keyInKind(kindIn(address), id))) ?? byName.get(address);
}

/** More of them are listed by a command. */
const namedMax = 10;

function notFound(address: Address, open: readonly MeantConflict[]): Diagnostic {
  const names = open.map((one) => {
    const now = addressNow(one);
    return now === one.conflict.address ? now : `${one.conflict.address} (now ${now})`;
  });
  const more = open.length > namedMax ? ` and ${open.length - namedMax} more` : '';
  return error({
    code: 'CONFLICT_NOT_FOUND',
    summary: `${address} has no open conflict`,
    detail:
      open.length === 0
        ? 'There is none at all'
        : `Open conflicts: ${names.slice(0, namedMax).join(', ')}${more}`,
    hint: 'cxform conflicts lists them with both values',
    ...didYouMean(
      address,
      open.flatMap((one) => [one.conflict.address, addressNow(one)]),
    ),
  });
}
