import { compareTenants } from '../../app/compare.ts';
import type { Diagnostic } from '../../core/diagnostic.ts';
import { comparisonText } from '../../report/text/comparison.ts';
import type { Session } from '../session.ts';

interface CompareCommandOptions {
  readonly left: string;
  readonly right: string;
}

/** `cxform compare LEFT RIGHT`: exit 0, whether they differ or not; 1 where that cannot be told. */
export async function compareCommand(
  session: Session,
  { left, right }: CompareCommandOptions,
): Promise<number> {
  const opened = [await session.openTenants(left), await session.openTenants(right)];
  const [one, other] = opened.flatMap(({ tenants }) => tenants);
  if (!one || !other) return session.refuse(eachOnce(opened.flatMap(({ diagnostics }) => diagnostics)));
  const compared = await compareTenants(session.world, one, other);
  if (!compared.comparison) return session.refuse(compared.diagnostics);
  return session.answer({
    result: compared.comparison,
    text: comparisonText(compared.comparison, session.style),
    exitCode: 0,
  });
}

/** Both Tenants stand in one file: what is wrong with it was found twice. */
function eachOnce(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((one) => [JSON.stringify(one), one])).values()];
}
