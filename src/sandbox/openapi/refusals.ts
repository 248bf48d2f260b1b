import { TOKEN_PATH } from '../tokens.ts';
import type { DescribedCall, RefusalCodes } from './operation.ts';
import type { RefusalCode } from './refusal-codes.ts';

/** The codes with which a call is refused, by status: those of its operation, and those that follow from what it is. */
export function refusalsOf(call: DescribedCall): ReadonlyMap<string, readonly RefusalCode[]> {
  const refusals = new Map<string, readonly RefusalCode[]>();
  for (const some of [...common(call), call.operation.refusals ?? {}]) {
    for (const [status, codes] of Object.entries(some)) {
      refusals.set(status, [...new Set([...(refusals.get(status) ?? []), ...codes])]);
    }
  }
  return refusals;
}

function common({ method, path, scope, operation }: DescribedCall): readonly RefusalCodes[] {
  const rules: readonly (readonly [applies: boolean, refusals: RefusalCodes])[] = [
    [true, { 403: ['foreign_host'] }],
    [operation.body !== undefined, { 400: ['invalid_body'], 413: ['body_too_large'] }],
    [scope !== undefined, { 401: ['invalid_token'], 403: ['missing_scope'], 429: ['rate_limited'] }],
    [path.includes('/:'), { 404: ['not_found'] }],
    [!path.startsWith('/_sandbox/'), { 500: ['not_logged'] }],
    [method !== 'GET' && path !== TOKEN_PATH, { 423: ['locked'], 500: ['not_saved'] }],
  ];
  return rules.filter(([applies]) => applies).map(([, refusals]) => refusals);
}
