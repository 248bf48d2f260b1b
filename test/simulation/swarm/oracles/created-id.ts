import type { RunRecord } from '../run-record.ts';
import { objectIn, type State } from '../world/state.ts';
import type { Exchange } from '../world/tenant.ts';

/** The id of what a request has created; undefined where it has created nothing. */
export function createdId({ states }: RunRecord, { message, before, after }: Exchange): string | undefined {
  if (message.method !== 'POST') return undefined;
  const [was, is] = [states[before]?.state as State, states[after]?.state as State];
  return [...is.skills, ...is.queues].find(({ id }) => !objectIn(was, id))?.id;
}
