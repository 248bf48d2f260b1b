import { ConnectionLoss } from './connection-loss.ts';
import { Refusal } from './refusal.ts';
import { isMembers, type Json, type Members } from './wire.ts';

const BODY_BYTES_MAX = 1024 * 1024;

/** What is too large is read as far as this, so that its connection can take the next request. */
const READ_BYTES_MAX = 64 * 1024 * 1024;

/** Far deeper than any object of the API, and shallow enough to print without running out of stack. */
const DEPTH_MAX = 100;

/** The JSON object in a request's body. Throws Refusal 413 over 1 MiB and 400 for anything else that is no such object. */
export async function jsonBody(request: Request): Promise<Members> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw invalid('the Content-Type must be application/json');
  }
  const body = parsed(await bytesOf(request));
  if (!isMembers(body)) throw invalid('the body must be a JSON object');
  if (isDeeperThan(DEPTH_MAX, body))
    throw invalid(`the body must not be nested deeper than ${DEPTH_MAX} levels`);
  return body;
}

/** Keeps no more than is allowed, and gives up what does not end. Throws ConnectionLoss for what breaks off. */
async function bytesOf(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  for await (const chunk of chunksOf(request)) {
    byteCount += chunk.byteLength;
    if (byteCount > READ_BYTES_MAX) throw tooLarge({ Connection: 'close' });
    if (byteCount <= BODY_BYTES_MAX) chunks.push(chunk);
  }
  if (byteCount > BODY_BYTES_MAX) throw tooLarge();
  return Buffer.concat(chunks);
}

async function* chunksOf({ body }: Request): AsyncGenerator<Uint8Array> {
  try {
    yield* body ?? [];
  } catch {
    throw new ConnectionLoss();
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw invalid('the body must be JSON in UTF-8');
  }
}

function isDeeperThan(levels: number, value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}

function tooLarge(headers: Readonly<Record<string, string>> = {}): Refusal {
  const message = 'the body must not be over 1 MiB';
  return new Refusal(413, { code: 'body_too_large', message }, headers);
}

function invalid(message: string): Refusal {
  return new Refusal(400, { code: 'invalid_body', message });
}
