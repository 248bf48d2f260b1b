import { ApiError } from '../../core/api-error.ts';
import { invariant } from '../../core/invariant.ts';
import type { BatchAnswer, BulkRequest } from '../../core/ports.ts';
import type { Call } from './call.ts';
import { halved } from './halved.ts';

/**
 * Sends the elements in batches, one after the other (contract §5). Batches halve on repeated 429s and on a 413, which is an
 * element's own error where it came alone. Nothing is sent again after an answer that may have taken effect, and a batch that
 * fails fails no other. Throws only what is no ApiError.
 */
export async function sendBatches<T>(
  request: BulkRequest<T>,
  call: Call,
): Promise<readonly BatchAnswer<T>[]> {
  const { elements, sizeMax } = request;
  invariant(sizeMax >= 1, `batches of ${sizeMax} elements`);
  const answers: BatchAnswer<T>[] = [];
  let size = sizeMax;
  for (let sent = 0; sent < elements.length; ) {
    const answer = await sendOne(request, call, elements.slice(sent, sent + size));
    const { length } = answer.elements;
    const isTooLarge = answer.error?.code === 'TOO_LARGE';
    if (isTooLarge && length > 1) {
      size = halved(length, 1, 1);
      continue;
    }
    answers.push(answer);
    sent += length;
    // An element that is too large alone says nothing of how many others may come together.
    size = isTooLarge ? sizeMax : Math.min(size, length);
  }
  return answers;
}

async function sendOne<T>(
  { method, path, params, body }: BulkRequest<T>,
  call: Call,
  batch: readonly T[],
): Promise<BatchAnswer<T>> {
  let elements = batch;
  try {
    const response = await call((rateLimited) => {
      elements = batch.slice(0, halved(batch.length, rateLimited - 1, 1));
      return { method, path, ...(params && { params }), body: body(elements) };
    });
    return { elements, response };
  } catch (error) {
    if (error instanceof ApiError) return { elements, error };
    throw error;
  }
}
