import { ApiError } from '../../core/api-error.ts';
import { invariant } from '../../core/invariant.ts';
import type { ServiceRequest } from '../../core/ports.ts';
import type { ResolvedEndpoint } from '../endpoints/endpoint.ts';

/**
 * Where a call goes. Throws ApiError BAD_REQUEST, before anything is sent, for a parameter that would lead to another
 * path than the template's: an empty one, `.`, `..`, or text that no URL can hold.
 */
export function requestUrl(
  { service, baseUrl }: Pick<ResolvedEndpoint, 'service' | 'baseUrl'>,
  { path, params = {}, query = {} }: Pick<ServiceRequest, 'path' | 'params' | 'query'>,
): URL {
  const expanded = path.replace(/\{(\w+)\}/g, (_placeholder, name: string) => {
    const value = params[name];
    invariant(value !== undefined, `no value for {${name}} of ${path}`);
    if (isSegment(value)) return encodeURIComponent(value);
    const shown = JSON.stringify(value);
    const message = `${service}: ${path} cannot be asked for ${name} ${shown}, which is no part of a path`;
    throw new ApiError({ code: 'BAD_REQUEST', service, message });
  });
  const url = new URL(`${baseUrl}${expanded}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url;
}

const isSegment = (value: string) =>
  value !== '' && value !== '.' && value !== '..' && !/[\uD800-\uDFFF]/u.test(value);
