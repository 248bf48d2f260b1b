import type { Members } from '../wire.ts';
import { commonSchemas } from './common-schemas.ts';
import type { Components } from './components.ts';
import type { AnswerDescription, DescribedCall } from './operation.ts';
import { REFUSAL_CODES, type RefusalCode } from './refusal-codes.ts';
import { refusalsOf } from './refusals.ts';
import type { SchemaPart } from './schema.ts';

/** Every answer of a call, by status. */
export function responsesOf(call: DescribedCall, components: Components): Members {
  const { answers, body } = call.operation;
  const successes = Object.entries(answers).map(([status, answer]) => [status, success(answer, components)]);
  const refusals = [...refusalsOf(call)].map(([status, codes]) => {
    const name = status === '400' && body ? `Invalid${body.name}` : codes.map(pascalCase).join('Or');
    return [status, components.response(name, refusal(status, codes, components))];
  });
  return Object.fromEntries([...successes, ...refusals]);
}

/** What the document says of a JSON body. */
export function jsonContent(schema: SchemaPart, components: Components): Members {
  return { 'application/json': { schema: components.schema(schema) } };
}

function success({ description, schema }: AnswerDescription, components: Components): Members {
  return schema ? { description, content: jsonContent(schema, components) } : { description };
}

function refusal(status: string, codes: readonly RefusalCode[], components: Components): Members {
  const schema = {
    allOf: [commonSchemas.Errors],
    properties: { errors: { items: { properties: { code: { enum: codes } } } } },
  };
  return {
    description: codes.map((code) => `\`${code}\`: ${REFUSAL_CODES[code]}`).join('  \n'),
    ...(status === '429' && { headers: { 'Retry-After': RETRY_AFTER } }),
    content: jsonContent(schema, components),
  };
}

const RETRY_AFTER = {
  description: 'Seconds until there is room again',
  required: true,
  schema: { type: 'integer', minimum: 1 },
};

function pascalCase(code: RefusalCode): string {
  return code.replace(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
