import { type Diagnostic, error } from '../core/diagnostic.ts';
import type { KeptPlans } from '../core/kept-plan.ts';
import type { Files } from '../core/ports.ts';
import { systemErrorCode } from '../core/system-error.ts';
import { readPlanFile } from '../plan/file/read-plan-file.ts';

/** What a plan file holds, or what is wrong with it. */
export type ShowResult =
  | { readonly kept: KeptPlans; readonly diagnostics?: never }
  | { readonly kept?: never; readonly diagnostics: readonly Diagnostic[] };

/** Far more than the plan of a large centre has. */
const fileBytesMax = 256 * 1024 * 1024;

/** The plans that were kept in a file. `path` is absolute, `file` its name in messages. */
export async function showPlans(files: Files, path: string, file: string): Promise<ShowResult> {
  try {
    // Asked first, so that a huge file does not fill the memory.
    const size = await files.size(path);
    if (size !== undefined && size > fileBytesMax) return { diagnostics: [tooLarge(file, size)] };
    const bytes = await files.read(path);
    return bytes === undefined ? { diagnostics: [notThere(file)] } : readPlanFile(bytes, file);
  } catch (thrown) {
    const reason = systemErrorCode(thrown);
    if (reason === undefined) throw thrown;
    return { diagnostics: [unreadable(file, reason)] };
  }
}

function notThere(file: string): Diagnostic {
  return error({
    code: 'PLAN_FILE_UNREADABLE',
    summary: `There is no file ${file}`,
    hint: 'Keep a plan with cxform plan --out FILE',
  });
}

function unreadable(file: string, reason: string): Diagnostic {
  return error({
    code: 'PLAN_FILE_UNREADABLE',
    summary: `${file} cannot be read (${reason})`,
    hint: 'Name a file that you may read, as cxform plan --out FILE writes it',
  });
}

function tooLarge(file: string, bytes: number): Diagnostic {
  return error({
    code: 'PLAN_FILE_UNREADABLE',
    summary: `${file} has ${bytes} bytes, which is more than any plan; allowed: at most ${fileBytesMax}`,
    hint: 'Name the file that cxform plan --out FILE has written',
  });
}
