import { isArray, isObject, type Json } from '../../../../src/core/json.ts';
import type { RunRecord } from '../run-record.ts';
import type { StateList } from '../world/state.ts';
import type { Message } from '../world/tenant.ts';
import { targetOf } from './judgement.ts';

interface Shown {
  readonly id: string;
  readonly name: string;
}

/** The last whole list that a process was shown at some time; undefined where it had read none, or in pages, which may not belong together. */
export function lastListShown(
  { plan, exchanges }: RunRecord,
  applier: number | undefined,
  list: StateList,
  isBefore: (message: Message) => boolean,
): readonly Shown[] | undefined {
  if (plan.pageSize < 100) return undefined;
  const read = exchanges.findLast(({ message, status }) => {
    const { method, path } = message;
    const target = targetOf(path);
    const isList = method === 'GET' && status === 200 && target.list === list && target.id === '';
    return isList && message.applier === applier && isBefore(message);
  });
  if (!read?.shown) return undefined;
  const answer: Json = JSON.parse(read.shown);
  const objects = isObject(answer) && isArray(answer.entities) ? answer.entities : [];
  return objects
    .filter(isObject)
    .flatMap(({ id, name }) => (typeof id === 'string' && typeof name === 'string' ? [{ id, name }] : []));
}
