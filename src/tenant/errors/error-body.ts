import { isArray, isObject, type Json } from '../../core/json.ts';

/** What an error answer says. */
export interface ErrorBody {
  /** It has the form `{"errors": [{code, message}]}`, which the API alone writes: any gateway answers `{"message"}` or text. */
  readonly isFromApi: boolean;
  readonly message?: string;
  readonly code?: string;
}

/** Nobody looks for secrets in megabytes of which a line is shown. */
const saidLengthMax = 256 * 1024;
const messageLengthMax = 500;
const codeLengthMax = 100;

/**
 * Reads `{"errors": [{code, message}]}`, `{"message"}`, a token answer's `{"error", "error_description"}`, or text (contract §1).
 * `mask` takes secrets out of a text; it comes before the cut, behind which the head of a secret would look like any other text.
 */
export function readErrorBody(text: string, mask: (text: string) => string): ErrorBody {
  const body = parsed(text);
  const shown = (said: string, lengthMax: number) => trimmed(mask(said.slice(0, saidLengthMax)), lengthMax);
  if (!isObject(body)) return plainText(text, shown);
  const errors = isArray(body.errors) ? body.errors.filter(isObject) : [];
  const message =
    errors
      .map((one) => one.message ?? one.code)
      .filter(isText)
      .join('; ') || [body.message, body.error_description, body.error].find(isText);
  const code = [errors[0]?.code, body.code, body.error].find(isText);
  return {
    isFromApi: errors.some((one) => isText(one.code) && isText(one.message)),
    ...(message !== undefined && { message: shown(message, messageLengthMax) }),
    ...(code !== undefined && { code: shown(code, codeLengthMax) }),
  };
}

/** A web page says nothing to a person in a terminal. */
function plainText(text: string, shown: (said: string, lengthMax: number) => string): ErrorBody {
  const content = text.trim();
  const isWebPage = content.startsWith('<');
  const message = isWebPage ? 'a web page' : shown(content, messageLengthMax);
  return { isFromApi: false, ...(message !== '' && { message }) };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isText = (value: Json | undefined): value is string => typeof value === 'string' && value !== '';

/** Cut between characters, never inside one. */
const trimmed = (text: string, lengthMax: number) =>
  text.length <= lengthMax ? text : text.slice(0, lengthMax).replace(/[\uD800-\uDBFF]$/, '');
