import { ownMember } from './json.ts';
import { asReference, type Reference } from './reference.ts';
import type { Resource } from './resource.ts';

type Identifiable = Pick<Resource, 'spec' | 'identity'>;

/** The name that a resource's object has in the tenant; undefined where it is not told by a name. */
export function identityName({ spec, identity }: Identifiable): string | undefined {
  return identity.by === 'name' ? String(ownMember(spec, identity.path.slice(1))) : undefined;
}

/** The reference whose id is that of a resource's object; undefined where it is told by a name. */
export function identityReference({ spec, identity }: Identifiable): Reference | undefined {
  return identity.by === 'reference' ? asReference(ownMember(spec, identity.path.slice(1))) : undefined;
}
