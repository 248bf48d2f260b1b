import type { Members } from '../../wire.ts';

/**
 * An object after a PATCH (contract §2): members replace whole, those not sent stay, `null` clears.
 * A cleared member shows what `cleared` has for it, and is absent where that has nothing.
 */
export function merged(before: Members, sent: Members, cleared: Members): Members {
  const members = Object.entries({ ...before, ...sent }).flatMap(([name, value]) => {
    if (sent[name] !== null) return [[name, value] as const];
    return Object.hasOwn(cleared, name) ? [[name, cleared[name] ?? null] as const] : [];
  });
  return Object.fromEntries(members);
}
