import type { Figure } from './figure.ts';
import type { Results, Row } from './results.ts';

/** What is not as it must be, whatever the machine: in each run as many requests as the bound, and as many writes as changes. */
export function surprisesIn({ rows }: Pick<Results, 'rows'>): readonly string[] {
  return rows.flatMap((row) => [
    ...surprise(row, 'requests', row.requests, row.bound + row.rereads),
    ...surprise(row, 'writes', row.writes, row.changes),
  ]);
}

function surprise({ objects, command }: Row, what: string, { min, max }: Figure, expected: number) {
  if (min === expected && max === expected) return [];
  return [`${objects} objects, ${command}: ${min} to ${max} ${what} where ${expected} were expected`];
}
