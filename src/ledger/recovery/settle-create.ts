import { kindIn } from '../../core/address.ts';
import { comparedPart } from '../../core/field-model.ts';
import { fitsCreated } from '../../core/fits.ts';
import type { Fact } from '../../core/journal.ts';
import { type JsonObject, ownMember } from '../../core/json.ts';
import { keyInKind } from '../../core/key-in-kind.ts';
import type { OpenWrite } from '../../core/open-write.ts';
import type { LiveObject, Resource } from '../../core/resource.ts';
import { stableSpec } from '../../core/stable.ts';
import { facetsAfter } from './facets-after.ts';
import type { Found, Verdict } from './verdict.ts';

/**
 * A create whose answer was lost: the object is the one that its manifest was matched with, or else one of its natural key that nobody
 * else is known to be. Ours it is where it also is as we meant it (contract §1, Natural keys).
 */
export function settleCreate(write: OpenWrite, found: Found): Verdict {
  const { kind, live, isOver, desired } = found;
  const resource = live.desired.find((one) => isOf(one, write));
  const matched = resource && live.byAddress.get(resource.address);
  if (matched) {
    if (isKnown(matched, found) || isErased(desired)) return { effect: 'unclear', id: matched.id };
    return fitsCreated(kind.fields, desired, matched.spec)
      ? ours(write, found, matched)
      : { effect: 'unclear', id: matched.id };
  }
  if (isErased(desired)) return isOver ? { effect: 'unclear' } : { waits: true };
  const candidates = sameNamed(found).filter(({ spec }) => fitsCreated(kind.fields, desired, spec));
  const [only, ...others] = candidates;
  if (others.length > 0) {
    return resource ? { candidates: candidates.map(({ id }) => id) } : { effect: 'unclear' };
  }
  if (only) return ours(write, found, only);
  return isOver ? { effect: 'none' } : { waits: true };
}

/** A create says at least what its object is found by. Ledgers of earlier versions let that be erased while it was open. */
const isErased = (desired: JsonObject) => Object.keys(desired).length === 0;

const isOf = ({ address, formerly }: Resource, write: OpenWrite) =>
  address === write.address || formerly.includes(write.address);

const isKnown = ({ kind, id }: LiveObject, { priors }: Found) =>
  [...priors].some(([address, prior]) => keyInKind(kindIn(address), prior.id) === keyInKind(kind, id));

/** Objects of the name that was sent which are no declared resource's, and of which the ledger knows nothing. */
function sameNamed(found: Found): readonly LiveObject[] {
  const { kind, live, desired } = found;
  const { by, path } = kind.identity;
  if (by !== 'name') return [];
  const name = ownMember(desired, path.slice(1));
  const taken = new Set(live.byAddress.values());
  return live.objects.filter(
    (object) =>
      object.kind === kind.kind && object.name === name && !taken.has(object) && !isKnown(object, found),
  );
}

function ours(write: OpenWrite, found: Found, { id, spec }: LiveObject): Verdict {
  const { kind, live, desired } = found;
  const { address, protect = false } = write;
  const resource = live.desired.find((one) => one.address === address);
  const sent = Object.entries(comparedPart(kind.fields, desired)).filter(([key]) => Object.hasOwn(spec, key));
  const facets = facetsAfter(kind.fields, [], { desired, facets: write.facets }, spec);
  const observed: Fact = {
    type: 'observed',
    address,
    id,
    protect: resource?.protect ?? protect,
    ...(facets.length > 0 && { facets }),
    values: { applied: stableSpec(kind.fields, Object.fromEntries(sent)), cleared: {} },
  };
  // Until then another one may come that could as well be the one.
  return { effect: 'applied', id, facts: [observed], isFinal: found.isOver };
}
