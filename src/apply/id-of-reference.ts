import type { Change } from '../core/change.ts';
import { referenceAt } from '../core/field-tree.ts';
import { invariant } from '../core/invariant.ts';
import { ownMember } from '../core/json.ts';
import { asReference } from '../core/reference.ts';
import type { ChangeContext } from './context.ts';

/** The id of an object that has the id of what it refers to. */
export function idOfReference({ kind, toId }: ChangeContext, { address, desired }: Change): string {
  const { path } = kind.identity;
  const target = referenceAt(kind.fields, path);
  const reference = asReference(ownMember(desired, path.slice(1)));
  invariant(target && reference, `${address} does not say whose it is`);
  return toId(target.kind, reference);
}
