import { type Diagnostic, error, type Source } from '../core/diagnostic.ts';
import type { Files } from '../core/ports.ts';
import { systemErrorCode } from '../core/system-error.ts';

/** Largest file that is read, in bytes. */
const fileBytesMax = 4 * 1024 * 1024;

export type FileRead = { readonly bytes: Uint8Array } | { readonly problem: Diagnostic };

/** Reads a file whole, or says why not. `file` is its name in messages, `source` what names it, unless nothing does. */
export async function readFile(
  files: Files,
  path: string,
  file: string,
  source: Source = { file, line: 1, column: 1 },
): Promise<FileRead> {
  try {
    // Asked first, so that a huge file does not fill the memory.
    const bytes = (await files.size(path)) ?? 0;
    if (bytes > fileBytesMax) return { problem: tooLarge(file, bytes, source) };
    const content = await files.read(path);
    if (content !== undefined) return { bytes: content };
    return { problem: notThere(file, source) };
  } catch (cause) {
    return { problem: unreadable(file, cause, source) };
  }
}

function tooLarge(file: string, bytes: number, source: Source): Diagnostic {
  return error({
    code: 'FILE_TOO_LARGE',
    summary: `${file} has ${bytes} bytes; allowed: at most ${fileBytesMax}`,
    hint: 'Split it into several files',
    source,
  });
}

/** A file that is gone, or never was. */
export function notThere(file: string, source: Source): Diagnostic {
  return error({
    code: 'FILE_UNREADABLE',
    summary: `${file} is not there`,
    hint: 'Correct the name, or put the file there',
    source,
  });
}

/** A file or folder that could not be read. Of the cause only its code is shown: its message names absolute paths. */
export function unreadable(file: string, cause: unknown, source: Source): Diagnostic {
  const code = systemErrorCode(cause);
  const reason = code === undefined ? '' : ` (${code})`;
  return error({
    code: 'FILE_UNREADABLE',
    summary: `${file} cannot be read${reason}`,
    hint: 'See to its permissions, or name another file',
    source,
  });
}
