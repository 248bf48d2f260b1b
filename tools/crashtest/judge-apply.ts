import type { Ended } from './command.ts';
import { Violation } from './violation.ts';

interface Report {
  readonly outcomes?: readonly Outcome[];
}

interface Outcome {
  readonly address: string;
  readonly outcome: string;
  readonly error?: object;
  readonly conflicts?: readonly object[];
}

/**
 * Whether everything was applied. Throws Violation where the exit code is not what the report says: 0 that all was applied, 3 that something
 * was not, and why.
 */
export function judgeApply(ended: Ended): 'all' | 'some' {
  const { code, stdout, stderr } = ended;
  const { outcomes } = reportIn(ended);
  const left = outcomes?.filter(({ outcome }) => outcome !== 'applied');
  if (code === 0 && left?.length === 0) return 'all';
  if (code === 3 && left !== undefined && left.length > 0 && left.every(saysWhy)) return 'some';
  throw new Violation(`apply ended with ${code}\n${stdout}\n${stderr}`);
}

function reportIn({ code, stdout, stderr }: Ended): Report {
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Violation(`apply ended with ${code} and printed no document\n${stdout}\n${stderr}`);
  }
}

const saysWhy = ({ error, conflicts = [] }: Outcome) => error !== undefined || conflicts.length > 0;
