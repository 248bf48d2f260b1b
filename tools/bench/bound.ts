import type { Centre } from './centre/centre.ts';

/** The largest page of a list (contract §1, Lists). */
const pageSize = 100;

/**
 * The fewest requests that reading a tenant can take (design §1.3): the pages of the lists of skills and queues, and of users where Git
 * declares profiles, and one GET for each of these, which no list tells. `live` is what the tenant holds, `declared` what Git says. Tokens
 * are not counted.
 */
export function readsBound(live: Centre, declared: Centre): number {
  const users = declared.agents.length > 0 ? [[...live.agents, ...live.others]] : [];
  const lists = [live.skills, live.queues, ...users];
  return lists.reduce(
    (sum, list) => sum + Math.max(1, Math.ceil(list.length / pageSize)),
    declared.agents.length,
  );
}
