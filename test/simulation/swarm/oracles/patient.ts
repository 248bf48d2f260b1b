import type { Oracle } from './violation.ts';

/** Contract §1: at most three writes in all. */
const writesMax = 3;

/** No run writes a step of a change more often than the contract allows, whoever keeps saving the object. */
export const patient: Oracle = ({ entries }) => {
  const writes = new Map<string, number>();
  for (const entry of entries) {
    if (entry.type !== 'intent') continue;
    const key = `${entry.step} of ${entry.address} in run ${entry.run}`;
    writes.set(key, (writes.get(key) ?? 0) + 1);
  }
  return [...writes]
    .filter(([, count]) => count > writesMax)
    .map(([key, count]) => `${key} is written ${count} times`);
};
