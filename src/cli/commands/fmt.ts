import { formatTenants } from '../../app/format.ts';
import { hasErrors } from '../../core/diagnostic.ts';
import { formattedText } from '../../report/text/files.ts';
import type { Session } from '../session.ts';

export interface FmtCommandOptions {
  readonly check?: boolean;
}

/** `cxform fmt`: exit 0; 1 where a file cannot be formatted, and with `--check` where one would change. */
export async function fmtCommand(session: Session, { check = false }: FmtCommandOptions): Promise<number> {
  const { tenants, diagnostics: found } = await session.openTenants();
  if (tenants.length === 0) return session.refuse(found);
  const formatted = await formatTenants(session.world, tenants, { check });
  const isFine = !hasErrors(formatted.diagnostics) && !(check && formatted.changed.length > 0);
  return session.answer({
    result: { formatVersion: 1, ...formatted },
    text: formattedText(formatted, { check }, session.style),
    exitCode: isFine ? 0 : 1,
  });
}
