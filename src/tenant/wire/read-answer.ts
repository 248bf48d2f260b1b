import type { ServiceResponse } from '../../core/ports.ts';
import { failure } from '../errors/failure.ts';
import { httpError } from '../errors/http-error.ts';
import type { Answer } from './answer.ts';
import type { Asked } from './asked.ts';
import { type JsonReading, readJson } from './read-json.ts';

/**
 * The answer to a call as JSON, an empty one as undefined. Throws ApiError for whatever is no 2xx, and UNREADABLE for a
 * 2xx that cannot be read, which is never asked for again (contract §1, Lists).
 */
export function readAnswer(asked: Asked, answer: Answer): ServiceResponse {
  if (answer.status < 200 || answer.status > 299) throw httpError(asked, answer);
  const { value, fault } = readBody(answer.text);
  if (fault === undefined) return { status: answer.status, body: value };
  throw failure(asked, {
    code: 'UNREADABLE',
    status: answer.status,
    says: `answered ${answer.status} with a body that ${fault}`,
    mayHaveTakenEffect: asked.purpose === 'write',
  });
}

function readBody(
  text: string | undefined,
): JsonReading | { readonly value: undefined; readonly fault?: undefined } {
  if (text === undefined) return { fault: 'is too large, or no UTF-8' };
  return text.trim() === '' ? { value: undefined } : readJson(text);
}
