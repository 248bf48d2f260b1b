import { type Diagnostic, error } from '../core/diagnostic.ts';
import { locateIn } from './locate.ts';

export type DecodedText = { readonly text: string } | { readonly problem: Diagnostic };

/** A file's bytes as text without its byte order mark: only UTF-8 and printable characters, as YAML 1.2 asks for, and CSV needs. */
export function decodeText(file: string, bytes: Uint8Array): DecodedText {
  const text = decodeUtf8(bytes);
  if (text === undefined) return { problem: invalidUtf8(file, bytes) };
  // Characters that cannot be seen have no business in a review. Inside double quotes they can be escaped.
  const control = text.search(/(?![\t\n\r\u0085])\p{Cc}/u);
  if (control === -1) return { text };
  return {
    problem: error({
      code: 'CONTROL_CHARACTER',
      summary: 'The file holds a control character',
      hint: 'Remove it, or in YAML write it inside double quotes as \\x and two hexadecimal digits',
      source: locateIn(file, text)(control),
    }),
  };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function invalidUtf8(file: string, bytes: Uint8Array): Diagnostic {
  return error({
    code: 'INVALID_UTF8',
    summary: 'The file is not UTF-8 text',
    hint: 'Save it in the encoding UTF-8',
    source: { file, ...firstInvalid(bytes) },
  });
}

/** No character of UTF-8 holds the byte of a line feed inside, so that each line can be tried alone. */
function firstInvalid(bytes: Uint8Array): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(0x0a, start);
    const content = bytes.subarray(start, end === -1 ? undefined : end);
    if (end === -1 || decodeUtf8(content) === undefined) {
      return { line, column: new TextDecoder().decode(content).indexOf('\uFFFD') + 1 };
    }
    start = end + 1;
    line += 1;
  }
}
