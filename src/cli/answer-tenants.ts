import type { Diagnostic } from '../core/diagnostic.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { escapeText } from '../report/escape.ts';
import type { Answer } from './answer.ts';
import type { Session } from './session.ts';
import { answerToThrown } from './thrown.ts';

/** What a command says of one Tenant; `found` are warnings about the Tenants' file. */
type Work = (tenant: TenantSpec, found: readonly Diagnostic[]) => Promise<Answer>;

/** Of several exit codes the first of these is that of all (interface §3). */
const gravest = [70, 1, 3, 2];

/**
 * Asks a command about the Tenant that is meant; with `--tenant all` about each in the order of the file, whatever becomes of the others
 * (interface §3). Answers the exit code.
 */
export async function answerTenants(session: Session, work: Work): Promise<number> {
  const { tenants, all, diagnostics } = await session.openTenants();
  const [first] = tenants;
  if (!first) return session.refuse(diagnostics);
  return all
    ? answerEach(session, tenants, (tenant) => work(tenant, diagnostics))
    : session.answer(await work(first, diagnostics));
}

async function answerEach(
  session: Session,
  tenants: readonly TenantSpec[],
  work: (tenant: TenantSpec) => Promise<Answer>,
): Promise<number> {
  const results: object[] = [];
  const exitCodes = new Set<number>();
  for (const tenant of tenants) {
    headTenant(session, tenant.name);
    const { verbose } = session.options;
    const answer = await work(tenant).catch((thrown: unknown) => answerToThrown(thrown, { verbose }));
    session.show(answer);
    results.push({ formatVersion: 1, tenant: tenant.name, ...answer.result });
    exitCodes.add(answer.exitCode);
  }
  await session.close({ formatVersion: 1, tenants: results });
  return gravest.find((code) => exitCodes.has(code)) ?? 0;
}

/** What comes next is about this Tenant. What has no place for a heading names its Tenant itself. */
export function headTenant({ out, err, style, errorStyle, options }: Session, name: string): void {
  const heading = `== ${escapeText(name)} ==`;
  if (options.format === 'text') out.head(style.chalk.bold(heading));
  err.head(errorStyle.chalk.bold(heading));
}
