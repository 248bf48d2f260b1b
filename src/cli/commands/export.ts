import { resolve } from 'node:path';
import { exportTenant } from '../../app/export.ts';
import { hasErrors } from '../../core/diagnostic.ts';
import { exportedText } from '../../report/text/exported.ts';
import { refusing } from '../answer.ts';
import { answerTenants } from '../answer-tenants.ts';
import type { Session } from '../session.ts';

export interface ExportCommandOptions {
  readonly out?: string;
  readonly unmanaged?: boolean;
}

/** `cxform export`: the manifests as YAML, or with `--out` a file for each. */
export function exportCommand(
  session: Session,
  { out, unmanaged = false }: ExportCommandOptions,
): Promise<number> {
  const folder = out === undefined ? undefined : resolve(session.cwd, out);
  return answerTenants(session, async (tenant) => {
    const made = await exportTenant(session.world, tenant, {
      unmanaged,
      ...(folder !== undefined && { folder }),
    });
    if (!made.exported) return refusing(made.diagnostics, session.errorStyle);
    const { exported, text } = made;
    // The YAML can go into a file as it is: what else there is to say stands beside it.
    const said =
      folder === undefined
        ? { text, aside: exportedText(exported, session.errorStyle) }
        : { text: exportedText(exported, session.style) };
    return { result: exported, ...said, exitCode: hasErrors(exported.diagnostics) ? 1 : 0 };
  });
}
