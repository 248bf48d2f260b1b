import type { Reason } from '../../refusal.ts';
import type { Members } from '../../wire.ts';

/** What is wrong with a write that sends members of these names, which only the tenant gives. */
export function readOnlyReasons(sent: Members, names: readonly string[]): readonly Reason[] {
  return names
    .filter((name) => Object.hasOwn(sent, name))
    .map((name) => ({ code: 'read_only', message: `${name} is given by the tenant` }));
}
