import { type Diagnostic, error, type Source } from '../core/diagnostic.ts';

/** `SYMLINK_OUTSIDE`: whoever may commit a link could otherwise have any file of the machine read. */
export function symlinkOutside(file: string, source: Source): Diagnostic {
  return error({
    code: 'SYMLINK_OUTSIDE',
    summary: `${file} leads out of the tenant's folder`,
    hint: 'Put the file itself there in place of the symbolic link',
    source,
  });
}
