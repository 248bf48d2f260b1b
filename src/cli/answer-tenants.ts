import type { Diagnostic } from '../core/diagnostic.ts';
import type { TenantSpec } from '../core/tenant-spec.ts';
import { escapeText } from '../report/escape.ts';
import type { Answer } from './answer.ts';
import type { Session } from './session.ts';
import { answerToThrown } from './thrown.ts';

/** What a command says of one Tenant; `found` are warnings about the Tenants' file. */
type Work = (tenant: TenantSpec, found: readonly Diagnostic[]) => Promise<Answer>;

/** What is done with the whole result before it is out; answers what there is to say of that, for people. */
export type Closing = (result: object) => Promise<string>;

/** What a command says of one Tenant among others. */
interface NamedWork {
  readonly name: string;
  readonly work: () => Promise<Answer>;
}

/** Of several exit codes the first of these is that of all (interface §3). */
const gravest = [70, 1, 3, 2];

const nothingMore: Closing = () => Promise.resolve('');

/**
 * Asks a command about the Tenant that is meant; with `--tenant all` about each in the order of the file, whatever becomes of the others
 * (interface §3). Answers the exit code.
 */
export async function answerTenants(
  session: Session,
  work: Work,
  closing: Closing = nothingMore,
): Promise<number> {
  const { tenants, all, diagnostics } = await session.openTenants();
  const [first] = tenants;
  if (!first) return session.refuse(diagnostics);
  if (all) {
    const each = tenants.map((tenant) => ({ name: tenant.name, work: () => work(tenant, diagnostics) }));
    return answerEach(session, each, closing);
  }
  const answer = await work(first, diagnostics);
  const said = await closing(answer.result);
  return session.answer(said === '' ? answer : { ...answer, text: `${answer.text ?? ''}${said}` });
}

/** One answer for all of these, each under its name, whatever becomes of the others. Answers the exit code. */
export async function answerEach(
  session: Session,
  each: readonly NamedWork[],
  closing: Closing = nothingMore,
): Promise<number> {
  const results: object[] = [];
  const exitCodes = new Set<number>();
  for (const { name, work } of each) {
    headTenant(session, name);
    const { verbose } = session.options;
    const answer = await work().catch((thrown: unknown) => answerToThrown(thrown, { verbose }));
    session.show(answer);
    results.push({ formatVersion: 1, tenant: name, ...answer.result });
    exitCodes.add(answer.exitCode);
  }
  const result = { formatVersion: 1, tenants: results };
  const said = await closing(result);
  session.out.head('');
  if (said !== '') session.out.add(said);
  await session.close(result);
  return gravest.find((code) => exitCodes.has(code)) ?? 0;
}

/** What comes next is about this Tenant. What has no place for a heading names its Tenant itself. */
export function headTenant({ out, err, style, errorStyle, options }: Session, name: string): void {
  const heading = `== ${escapeText(name)} ==`;
  if (options.format === 'text') out.head(style.chalk.bold(heading));
  err.head(errorStyle.chalk.bold(heading));
}
