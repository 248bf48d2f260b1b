import { formatTenant } from '../../app/format.ts';
import { hasErrors } from '../../core/diagnostic.ts';
import { formattedText } from '../../report/text/files.ts';
import { answerTenants } from '../answer-tenants.ts';
import type { Session } from '../session.ts';

export interface FmtCommandOptions {
  readonly check?: boolean;
}

/** `cxform fmt`: exit 0; 1 where a file cannot be formatted, and with `--check` where one would change. */
export function fmtCommand(session: Session, { check = false }: FmtCommandOptions): Promise<number> {
  return answerTenants(session, async (tenant) => {
    const formatted = await formatTenant(session.world, tenant, { check });
    const isFine = !hasErrors(formatted.diagnostics) && !(check && formatted.changed.length > 0);
    return {
      result: { formatVersion: 1, ...formatted },
      text: formattedText(formatted, { check }, session.style),
      exitCode: isFine ? 0 : 1,
    };
  });
}
