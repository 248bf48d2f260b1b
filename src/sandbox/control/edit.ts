import { TEXT, VERSION } from '../openapi/common-schemas.ts';
import { named } from '../openapi/schema.ts';
import type { Store } from '../store.ts';
import type { ControlRoute } from './control-route.ts';
import { readEdit } from './edit-request.ts';
import { edited } from './edited.ts';

/** Edits the tenant as an administrator in its user interface would: behind the back of every client. */
export function editRoute(store: Store, newId: (prefix: string) => string): ControlRoute {
  return {
    method: 'POST',
    path: '/_sandbox/edit',
    operation: {
      operationId: 'edit',
      summary: 'Change, create or remove an object as an administrator would',
      note: 'A change merges like a PATCH, but no rule is asked and no version has to fit.',
      body: schemas.Edit,
      answers: { 200: { description: 'Done', schema: schemas.Edited } },
      refusals: {
        400: ['invalid_value'],
        404: ['not_found'],
        409: ['already_exists', 'ambiguous_name'],
        500: ['not_saved'],
      },
    },
    answer: async ({ body }) => {
      const edit = readEdit(body);
      const { body: written = {} } = await store.write((state) => edited(state, edit, newId));
      return written;
    },
  };
}

/** Either of the two, and nothing is created. */
const OF_AN_OBJECT = {
  oneOf: [{ required: ['id'] }, { required: ['name'] }],
  not: { required: ['create'] },
};

const OF_A_LIST = {
  not: { anyOf: ['id', 'name', 'change', 'remove'].map((member) => ({ required: [member] })) },
  // A profile is created under the id of its user.
  anyOf: [
    { properties: { list: { enum: ['skills', 'queues', 'users'] } } },
    { properties: { create: { required: ['id'] } } },
  ],
};

const schemas = named({
  Edit: {
    type: 'object',
    required: ['list'],
    properties: {
      list: { enum: ['skills', 'queues', 'users', 'profiles'] },
      id: { description: 'Of the object', ...TEXT },
      name: { description: 'Of the object, in place of its id, where no other has it', ...TEXT },
      change: { description: 'The members to change; null clears', type: 'object' },
      create: {
        description: 'The members of a new object; of a profile with the id of its user',
        type: 'object',
        properties: { id: TEXT },
      },
      remove: { const: true },
    },
    additionalProperties: false,
    oneOf: [
      { required: ['change'], ...OF_AN_OBJECT },
      { required: ['remove'], ...OF_AN_OBJECT },
      { required: ['create'], ...OF_A_LIST },
    ],
  },
  Edited: {
    description:
      'The object, and the version that it has now; of one that was removed its last. Users have none',
    type: 'object',
    required: ['id'],
    properties: { id: TEXT, version: VERSION },
    additionalProperties: false,
  },
});
