import type { Finding } from '../../core/checkup.ts';
import type { SignIn } from '../../core/inspection.ts';
import { formatDuration } from '../../core/time/duration.ts';
import { ok, type Subject, skipped, warned } from './finding.ts';
import type { KnownRead } from './reads-of.ts';

/** A sign-in that worked. */
export function checkSignIn(subject: Subject, { lifeMs }: SignIn): Finding {
  const life = Math.min(Math.floor(lifeMs), Number.MAX_SAFE_INTEGER);
  return ok(subject, `got a token for ${formatDuration(life)}`);
}

/**
 * The scopes that cxform asked for against those that the tenant says it granted. One that is missing is a warning: the calls themselves
 * tell what goes without it, and whoever only plans needs none to write.
 */
export function checkScopes(
  subject: Subject,
  asked: readonly string[],
  granted: SignIn['scopes'],
  reads: readonly KnownRead[],
): Finding {
  if (granted === undefined) return skipped(subject, 'the tenant does not say what it granted');
  const missing = asked.filter((scope) => !granted.includes(scope));
  if (missing.length === 0) return ok(subject, 'all that were asked for');
  const needs = missing.map((scope) => `${scope} (${neededBy(scope, reads)})`);
  return warned(subject, `missing: ${needs.join(', ')}`, `Have this client given: ${missing.join(' ')}`);
}

function neededBy(scope: string, reads: readonly KnownRead[]): string {
  const paths = reads.filter((read) => read.scope === scope).map(({ path }) => `GET ${path}`);
  return paths.length === 0 ? 'no call that reads needs it' : `for ${paths.join(', ')}`;
}
