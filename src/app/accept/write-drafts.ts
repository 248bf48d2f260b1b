import { type Diagnostic, error } from '../../core/diagnostic.ts';
import type { Files } from '../../core/ports.ts';
import { systemErrorCode } from '../../core/system-error.ts';
import type { DraftFiles } from './draft-files.ts';
import type { Drafts } from './drafts-of.ts';

/** Writes drafts over the files that they were made of, unless one of these has changed since: then none. Answers the names of those
 * that were written, by real path. */
export async function writeDrafts(
  real: Files,
  read: DraftFiles,
  drafts: Drafts,
): Promise<{ readonly files: ReadonlyMap<string, string>; readonly diagnostics: readonly Diagnostic[] }> {
  const written = new Map<string, string>();
  let current = '';
  try {
    for (const [path, { file }] of drafts) {
      current = file;
      if (!isSame(await real.read(path), await read.read(path))) {
        return { files: written, diagnostics: [moved(file)] };
      }
      await real.assureWritable(path);
    }
    for (const [path, { file, text }] of drafts) {
      current = file;
      await real.write(path, text);
      written.set(path, file);
    }
    return { files: written, diagnostics: [] };
  } catch (thrown) {
    const reason = systemErrorCode(thrown);
    if (reason === undefined) throw thrown;
    return { files: written, diagnostics: [unwritable(current, reason)] };
  }
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** `ACCEPT_MOVED`: somebody has edited a manifest since it was read. */
function moved(file: string): Diagnostic {
  return error({
    code: 'ACCEPT_MOVED',
    summary: `${file} has changed since it was read; nothing was written`,
    hint: 'Run it again',
  });
}

function unwritable(file: string, reason: string): Diagnostic {
  return error({
    code: 'ACCEPT_UNWRITABLE',
    summary: `${file} cannot be written (${reason})`,
    hint: 'See to the permissions of the file and its folder, and run it again',
  });
}
