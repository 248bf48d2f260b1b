import type { Route } from '../route.ts';
import { TOKEN_PATH } from '../tokens.ts';
import type { Sort } from './fault.ts';

/** What requests are to a tenant with these routes, as far as faults differ by it. */
export function sorting(routes: readonly Route[]): (request: Request) => Sort {
  const lists = new Set(
    routes.filter(({ method, path }) => method === 'GET' && !path.includes(':')).map(({ path }) => path),
  );
  return ({ method, url }) => {
    const { pathname } = new URL(url);
    if (pathname === TOKEN_PATH) return 'token';
    if (method !== 'GET') return 'write';
    return lists.has(pathname) ? 'list' : 'read';
  };
}
