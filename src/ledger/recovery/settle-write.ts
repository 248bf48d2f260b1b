import { appliedSoFar } from '../../core/applied-so-far.ts';
import { comparedPart } from '../../core/field-model.ts';
import { holdsAll } from '../../core/fits.ts';
import type { Fact } from '../../core/journal.ts';
import type { OpenWrite } from '../../core/open-write.ts';
import type { LiveObject } from '../../core/resource.ts';
import { facetsAfter } from './facets-after.ts';
import type { Found, Verdict } from './verdict.ts';

/**
 * A write to an object whose answer was lost. A version that has not moved says that it has had no effect; one that has moved makes
 * sure that it can have none any more, and each field that is as it was meant to be is known as applied from now on.
 */
export function settleUpdate(write: OpenWrite, found: Found): Verdict {
  const { kind, isOver, desired } = found;
  const object = objectOf(write, found);
  if (!object) return { effect: 'unclear' };
  const isVersioned = write.version !== undefined && object.version !== undefined;
  if (isVersioned && object.version === write.version) return isOver ? { effect: 'none' } : { waits: true };
  const holds = holdsAll(kind.fields, desired, object.spec);
  if (!holds && !isVersioned && !isOver) return { waits: true };
  return { effect: holds ? 'applied' : 'unclear', facts: appliedFact(write, found, object) };
}

/** A delete whose answer was lost has taken effect where the object is gone. */
export function settleDelete(write: OpenWrite, found: Found): Verdict {
  const { address, id, version } = write;
  const object = objectOf(write, found);
  if (!object) return { effect: 'applied', facts: [{ type: 'forgotten', address, id: id ?? '' }] };
  const canStillGo = version === undefined || object.version === version;
  return canStillGo && !found.isOver ? { waits: true } : { effect: 'none' };
}

const objectOf = ({ id }: OpenWrite, { kind, live }: Found) =>
  live.objects.find((object) => object.kind === kind.kind && object.id === id);

function appliedFact(write: OpenWrite, { kind, priors, desired }: Found, { spec }: LiveObject): Fact[] {
  const prior = priors.get(write.address);
  if (!prior || prior.id !== write.id) return [];
  const { address, id, protect, cleared } = prior;
  const { fields } = kind;
  const compared = comparedPart(fields, desired);
  const applied = { ...prior.applied, ...appliedSoFar(fields, prior.applied, compared, spec) };
  const facets = facetsAfter(fields, prior.facets, { desired, facets: write.facets }, spec);
  return [
    {
      type: 'observed',
      address,
      id,
      protect,
      ...(facets.length > 0 && { facets }),
      values: { applied, cleared },
    },
  ];
}
