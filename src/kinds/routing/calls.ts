import { ApiError } from '../../core/api-error.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import type { Service, ServiceRequest, ServiceResponse } from '../../core/ports.ts';
import type { Raw } from '../../core/raw.ts';
import type { Target, Written } from '../../core/wire.ts';
import { present, versionMember } from '../raw-members.ts';

/** Reads the object of an id at a path template; undefined where there is none. Throws ApiError. */
export async function getOrAbsent(service: Service, path: string, id: string): Promise<Raw | undefined> {
  try {
    const { body } = await service.request({ method: 'GET', path, params: { id } });
    if (isObject(body)) return body;
  } catch (error) {
    if (error instanceof ApiError && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
  throw unreadable(
    `GET ${path} answered with something else than an object`,
    'Run cxform doctor: it tells how this tenant answers each call',
  );
}

/** Writes an object from the version that it was read at, which makes the write safe to repeat. Throws ApiError. */
export async function writeVersion(
  service: Service,
  method: 'PATCH' | 'PUT',
  path: string,
  { id, version }: Target,
  body: JsonObject,
): Promise<Written> {
  const request: ServiceRequest = {
    method,
    path,
    params: { id },
    body: { ...body, ...present({ version }) },
    guarded: version !== undefined,
  };
  return written(await service.request(request), id);
}

/** What a write answered. A PATCH is only sure to answer `{id, version}` (contract §2). Throws ApiError where no id is known. */
export function written({ body }: ServiceResponse, id?: string): Written {
  const raw: JsonObject = isObject(body) ? body : {};
  const newId = id ?? (typeof raw.id === 'string' ? raw.id : undefined);
  if (newId === undefined) {
    throw unreadable(
      'an object was created, and the answer has no id',
      'Run cxform plan: it finds by its name what was created',
      true,
    );
  }
  const version = versionMember(raw);
  return version === undefined ? { id: newId } : { id: newId, version };
}

/** The version that was sent is not the one that the tenant has (contract §1, Versions). */
export function isVersionConflict(error: ApiError): boolean {
  return error.code === 'CONFLICT' && error.serverCode !== 'in_use';
}

/** As isVersionConflict, in the tenant's own words. */
export function saysVersionMoved(error: ApiError): boolean {
  return error.code === 'CONFLICT' && error.serverCode === 'version_mismatch';
}

function unreadable(says: string, hint: string, mayHaveTakenEffect = false): ApiError {
  const message = `routing: ${says}`;
  return new ApiError({ code: 'UNREADABLE', service: 'routing', message, hint, mayHaveTakenEffect });
}
