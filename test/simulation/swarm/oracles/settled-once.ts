import type { Oracle } from './violation.ts';

/** A write whose end is not known is settled by one later run, and none is left when an apply has done all that there was to do. */
export const settledOnce: Oracle = ({ entries, last }) => {
  const open = new Set<string>();
  const wrong: string[] = [];
  for (const entry of entries) {
    if (entry.type === 'intent') open.add(`${entry.step} of ${entry.address} in run ${entry.run}`);
    if (entry.type === 'outcome' && entry.outcome !== 'unknown') {
      open.delete(`${entry.step} of ${entry.address} in run ${entry.run}`);
    }
    if (entry.type === 'settled') {
      const write = `${entry.step} of ${entry.address} in run ${entry.of}`;
      if (!open.delete(write)) wrong.push(`${write} is settled, and was not open`);
    }
  }
  const left = last.ended?.exitCode === 0 ? [...open] : [];
  return [...wrong, ...left.map((write) => `${write} is never settled`)];
};
