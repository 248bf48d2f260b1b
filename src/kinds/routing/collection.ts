import { ApiError } from '../../core/api-error.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import type { Identified, Wire, Written } from '../../core/kind.ts';
import type { Service, ServiceResponse } from '../../core/ports.ts';
import type { Raw } from '../../core/raw.ts';
import { optionalMember, present, textMember, versionMember } from '../raw-members.ts';

type RoutingCollection = Omit<Wire, 'decode' | 'encode'>;

/** What all collections of the routing service share: whole lists, versioned PATCH, DELETE by version (contract §2). */
export function routingCollection(path: string): RoutingCollection {
  const one = `${path}/{id}`;
  return {
    service: 'routing',
    removal: 'delete',
    listIsWhole: true,
    scopes: () => [{ key: path }],
    list: (service) => service.list({ path }),
    get: (service, id) => getOrAbsent(service, one, id),
    identify,
    async create(service, body) {
      return written(await service.request({ method: 'POST', path, body }));
    },
    async update(service, { id, version }, body) {
      const versioned = { ...body, ...present({ version }) };
      const guarded = version !== undefined;
      return written(
        await service.request({ method: 'PATCH', path: one, params: { id }, body: versioned, guarded }),
        id,
      );
    },
    async remove(service, { id, version }) {
      const query = version === undefined ? {} : { version };
      const guarded = version !== undefined;
      await service.request({ method: 'DELETE', path: one, params: { id }, query, guarded });
    },
    isConflict: (error) => error.code === 'CONFLICT' && error.serverCode !== 'in_use',
  };
}

async function getOrAbsent(service: Service, path: string, id: string): Promise<Raw | undefined> {
  try {
    const { body } = await service.request({ method: 'GET', path, params: { id } });
    if (isObject(body)) return body;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
  throw unreadable('an object was asked for, and the answer is none');
}

function identify(raw: Raw): Identified {
  const members = { id: textMember(raw, 'id'), name: optionalMember(raw, 'name', textMember) };
  return present({ ...members, version: versionMember(raw) }) as unknown as Identified;
}

/** A PATCH is only sure to answer `{id, version}` (contract §2). */
function written({ body }: ServiceResponse, id?: string): Written {
  const raw: JsonObject = isObject(body) ? body : {};
  const newId = id ?? (typeof raw.id === 'string' ? raw.id : undefined);
  if (newId === undefined) throw unreadable('an object was created, and the answer has no id', true);
  const version = versionMember(raw);
  return version === undefined ? { id: newId } : { id: newId, version };
}

function unreadable(message: string, mayHaveTakenEffect = false): ApiError {
  return new ApiError({ code: 'UNREADABLE', service: 'routing', message, mayHaveTakenEffect });
}
