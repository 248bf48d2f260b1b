import { listOperation } from '../../openapi/list-operation.ts';
import { pageOf } from '../../page.ts';
import type { Route } from '../../route.ts';
import type { Settings } from '../../settings.ts';
import { userSchemas } from './user-schemas.ts';

/** The list of users (contract §2). */
export function userRoutes({ pageSizeMax }: Settings): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/api/v2/users',
      scope: 'users:read',
      operation: listOperation({
        operationId: 'listUsers',
        summary: 'List users',
        contract: { section: '§2', basis: 'assumed' },
        elements: userSchemas.User,
        pageSizeMax,
      }),
      read: ({ users }, { query }) => ({ status: 200, body: pageOf('users', users, query, pageSizeMax) }),
    },
  ];
}
