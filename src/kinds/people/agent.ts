import type { OutsideKind } from '../../core/kind.ts';
import type { Raw } from '../../core/raw.ts';
import type { Identified } from '../../core/wire.ts';
import { listAnswer } from '../list-answer.ts';
import { optionalMember, textMember } from '../raw-members.ts';
import { emailKey, isEmail } from './agent-words.ts';

/** The list of users, whose ids other calls take. */
export const usersPath = '/api/v2/users';

/** Somebody who takes contacts, as the routing service lists users (contract §2). */
export const agent: OutsideKind = {
  role: 'outside',
  kind: 'Agent',
  description: 'Somebody who takes contacts: a user of the tenant.',
  wire: {
    service: 'routing',
    reads: [
      {
        path: usersPath,
        query: { pageSize: 1 },
        scope: 'users:read',
        basis: 'assumed',
        without: 'agents cannot be found by e-mail, and nothing that refers to them can be planned',
        answer: listAnswer,
      },
    ],
    scopes: () => [{ key: usersPath }],
    list: (service) => service.list({ path: usersPath }),
    identify,
  },
};

/** What agents are selected by is their e-mail, whatever its case; their names need not be unique. */
function identify(raw: Raw): Identified {
  const email = optionalMember(raw, 'email', textMember);
  const called = optionalMember(raw, 'name', textMember);
  // A name that looks like an e-mail is none: nobody is selected by it.
  const name = email === undefined ? (isEmail(called ?? '') ? undefined : called) : emailKey(email);
  return { id: textMember(raw, 'id'), ...(name !== undefined && { name }) };
}
