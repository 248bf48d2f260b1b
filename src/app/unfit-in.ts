import type { JsonObject } from '../core/json.ts';
import type { KindTable } from '../core/kind-table.ts';
import { unfitMembers } from '../manifest/unfit-members.ts';

/** The members of a spec that no manifest of that kind could have; undefined where it could be none at all. */
export function unfitIn(kinds: KindTable, kind: string, spec: JsonObject): readonly string[] | undefined {
  const found = kinds.declarable.find((one) => one.kind === kind);
  return found && unfitMembers(found, spec);
}
