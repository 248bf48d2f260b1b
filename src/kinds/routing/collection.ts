import type { Raw } from '../../core/raw.ts';
import type { Identified, Wire } from '../../core/wire.ts';
import { optionalMember, textMember, versionMember } from '../raw-members.ts';
import { getOrAbsent, isVersionConflict, saysVersionMoved, writeVersion, written } from './calls.ts';

type RoutingCollection = Omit<Wire, 'reads' | 'decode' | 'encode'>;

/** What all collections of the routing service share: whole lists, versioned PATCH, DELETE by version (contract §2). */
export function routingCollection(path: string): RoutingCollection {
  const one = `${path}/{id}`;
  return {
    service: 'routing',
    removal: 'delete',
    listing: 'whole',
    scopes: () => [{ key: path }],
    list: (service) => service.list({ path }),
    get: (service, id) => getOrAbsent(service, one, id),
    identify,
    async create(service, body) {
      return written(await service.request({ method: 'POST', path, body }));
    },
    update: (service, target, body) => writeVersion(service, 'PATCH', one, target, body),
    async remove(service, { id, version }) {
      const query = version === undefined ? {} : { version };
      const guarded = version !== undefined;
      await service.request({ method: 'DELETE', path: one, params: { id }, query, guarded });
    },
    isConflict: isVersionConflict,
    saysMoved: saysVersionMoved,
  };
}

function identify(raw: Raw): Identified {
  const name = optionalMember(raw, 'name', textMember);
  const version = versionMember(raw);
  return {
    id: textMember(raw, 'id'),
    ...(name !== undefined && { name }),
    ...(version !== undefined && { version }),
  };
}
